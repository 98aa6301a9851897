package dev.bessemer.types.vector;

/** Three bytes, a value: operations work component by component and give a new one. Results are cut to bytes. */
public record Byte3(byte x, byte y, byte z) {
    /** All components 0. */
    public Byte3() {
        this((byte) 0, (byte) 0, (byte) 0);
    }

    /** All components equal. */
    public Byte3(byte value) {
        this(value, value, value);
    }

    /** The sums. */
    public static Byte3 add(Byte3 a, Byte3 b) {
        return new Byte3((byte) (a.x + b.x), (byte) (a.y + b.y), (byte) (a.z + b.z));
    }

    /** The sums. */
    public static Byte3 add(Byte3 a, byte b) {
        return new Byte3((byte) (a.x + b), (byte) (a.y + b), (byte) (a.z + b));
    }

    /** The differences, a less b. */
    public static Byte3 sub(Byte3 a, Byte3 b) {
        return new Byte3((byte) (a.x - b.x), (byte) (a.y - b.y), (byte) (a.z - b.z));
    }

    /** The differences, each less b. */
    public static Byte3 sub(Byte3 a, byte b) {
        return new Byte3((byte) (a.x - b), (byte) (a.y - b), (byte) (a.z - b));
    }

    /** The products. */
    public static Byte3 mult(Byte3 a, Byte3 b) {
        return new Byte3((byte) (a.x * b.x), (byte) (a.y * b.y), (byte) (a.z * b.z));
    }

    /** The products. */
    public static Byte3 mult(Byte3 a, byte b) {
        return new Byte3((byte) (a.x * b), (byte) (a.y * b), (byte) (a.z * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte3 div(Byte3 a, Byte3 b) {
        return new Byte3((byte) (a.x / b.x), (byte) (a.y / b.y), (byte) (a.z / b.z));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte3 div(Byte3 a, byte b) {
        return new Byte3((byte) (a.x / b), (byte) (a.y / b), (byte) (a.z / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Byte3 min(Byte3 a, Byte3 b) {
        return new Byte3((byte) Math.min(a.x, b.x), (byte) Math.min(a.y, b.y), (byte) Math.min(a.z, b.z));
    }

    /** The smallest component. */
    public static byte min(Byte3 v) {
        return (byte) Math.min(Math.min(v.x, v.y), v.z);
    }

    /** The larger components, as {@link Math#max}. */
    public static Byte3 max(Byte3 a, Byte3 b) {
        return new Byte3((byte) Math.max(a.x, b.x), (byte) Math.max(a.y, b.y), (byte) Math.max(a.z, b.z));
    }

    /** The largest component. */
    public static byte max(Byte3 v) {
        return (byte) Math.max(Math.max(v.x, v.y), v.z);
    }

    /** The sum of the products. */
    public static int dot(Byte3 a, Byte3 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z;
    }

    /** The sum of the components. */
    public static int sum(Byte3 v) {
        return v.x + v.y + v.z;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Byte3 abs(Byte3 v) {
        return new Byte3((byte) Math.abs(v.x), (byte) Math.abs(v.y), (byte) Math.abs(v.z));
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

    /** The same but for component {@code x}. */
    public Byte3 withX(byte value) {
        return new Byte3(value, y, z);
    }

    /** The same but for component {@code y}. */
    public Byte3 withY(byte value) {
        return new Byte3(x, value, z);
    }

    /** The same but for component {@code z}. */
    public Byte3 withZ(byte value) {
        return new Byte3(x, y, value);
    }
}
