package dev.bessemer.types.vector;

/** Four bytes, a value: operations work component by component and give a new one. Results are cut to bytes. */
public record Byte4(byte x, byte y, byte z, byte w) {
    /** All components 0. */
    public Byte4() {
        this((byte) 0, (byte) 0, (byte) 0, (byte) 0);
    }

    /** All components equal. */
    public Byte4(byte value) {
        this(value, value, value, value);
    }

    /** The sums. */
    public static Byte4 add(Byte4 a, Byte4 b) {
        return new Byte4((byte) (a.x + b.x), (byte) (a.y + b.y), (byte) (a.z + b.z), (byte) (a.w + b.w));
    }

    /** The sums. */
    public static Byte4 add(Byte4 a, byte b) {
        return new Byte4((byte) (a.x + b), (byte) (a.y + b), (byte) (a.z + b), (byte) (a.w + b));
    }

    /** The differences, a less b. */
    public static Byte4 sub(Byte4 a, Byte4 b) {
        return new Byte4((byte) (a.x - b.x), (byte) (a.y - b.y), (byte) (a.z - b.z), (byte) (a.w - b.w));
    }

    /** The differences, each less b. */
    public static Byte4 sub(Byte4 a, byte b) {
        return new Byte4((byte) (a.x - b), (byte) (a.y - b), (byte) (a.z - b), (byte) (a.w - b));
    }

    /** The products. */
    public static Byte4 mult(Byte4 a, Byte4 b) {
        return new Byte4((byte) (a.x * b.x), (byte) (a.y * b.y), (byte) (a.z * b.z), (byte) (a.w * b.w));
    }

    /** The products. */
    public static Byte4 mult(Byte4 a, byte b) {
        return new Byte4((byte) (a.x * b), (byte) (a.y * b), (byte) (a.z * b), (byte) (a.w * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte4 div(Byte4 a, Byte4 b) {
        return new Byte4((byte) (a.x / b.x), (byte) (a.y / b.y), (byte) (a.z / b.z), (byte) (a.w / b.w));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte4 div(Byte4 a, byte b) {
        return new Byte4((byte) (a.x / b), (byte) (a.y / b), (byte) (a.z / b), (byte) (a.w / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Byte4 min(Byte4 a, Byte4 b) {
        return new Byte4((byte) Math.min(a.x, b.x), (byte) Math.min(a.y, b.y), (byte) Math.min(a.z, b.z), (byte)
                Math.min(a.w, b.w));
    }

    /** The smallest component. */
    public static byte min(Byte4 v) {
        return (byte) Math.min(Math.min(Math.min(v.x, v.y), v.z), v.w);
    }

    /** The larger components, as {@link Math#max}. */
    public static Byte4 max(Byte4 a, Byte4 b) {
        return new Byte4((byte) Math.max(a.x, b.x), (byte) Math.max(a.y, b.y), (byte) Math.max(a.z, b.z), (byte)
                Math.max(a.w, b.w));
    }

    /** The largest component. */
    public static byte max(Byte4 v) {
        return (byte) Math.max(Math.max(Math.max(v.x, v.y), v.z), v.w);
    }

    /** The sum of the products. */
    public static int dot(Byte4 a, Byte4 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
    }

    /** The sum of the components. */
    public static int sum(Byte4 v) {
        return v.x + v.y + v.z + v.w;
    }

    /** {@code dot(a, b) + c}: what GPUs call dp4a. */
    public static int dot(Byte4 a, Byte4 b, int c) {
        return dot(a, b) + c;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Byte4 abs(Byte4 v) {
        return new Byte4((byte) Math.abs(v.x), (byte) Math.abs(v.y), (byte) Math.abs(v.z), (byte) Math.abs(v.w));
    }

    /** The first half. */
    public Byte2 getLow() {
        return new Byte2(x, y);
    }

    /** The second half. */
    public Byte2 getHigh() {
        return new Byte2(z, w);
    }

    /** Component {@code x}. */
    public byte getX() {
        return x;
    }

    /** Component {@code y}. */
    public byte getY() {
        return y;
    }

    /** Component {@code z}. */
    public byte getZ() {
        return z;
    }

    /** Component {@code w}. */
    public byte getW() {
        return w;
    }

    /** The same but for component {@code x}. */
    public Byte4 withX(byte value) {
        return new Byte4(value, y, z, w);
    }

    /** The same but for component {@code y}. */
    public Byte4 withY(byte value) {
        return new Byte4(x, value, z, w);
    }

    /** The same but for component {@code z}. */
    public Byte4 withZ(byte value) {
        return new Byte4(x, y, value, w);
    }

    /** The same but for component {@code w}. */
    public Byte4 withW(byte value) {
        return new Byte4(x, y, z, value);
    }
}
