package dev.bessemer.types.vector;

/** Two bytes, a value: operations work component by component and give a new one. Results are cut to bytes. */
public record Byte2(byte x, byte y) {
    /** All components 0. */
    public Byte2() {
        this((byte) 0, (byte) 0);
    }

    /** All components equal. */
    public Byte2(byte value) {
        this(value, value);
    }

    /** The sums. */
    public static Byte2 add(Byte2 a, Byte2 b) {
        return new Byte2((byte) (a.x + b.x), (byte) (a.y + b.y));
    }

    /** The sums. */
    public static Byte2 add(Byte2 a, byte b) {
        return new Byte2((byte) (a.x + b), (byte) (a.y + b));
    }

    /** The differences, a less b. */
    public static Byte2 sub(Byte2 a, Byte2 b) {
        return new Byte2((byte) (a.x - b.x), (byte) (a.y - b.y));
    }

    /** The differences, each less b. */
    public static Byte2 sub(Byte2 a, byte b) {
        return new Byte2((byte) (a.x - b), (byte) (a.y - b));
    }

    /** The products. */
    public static Byte2 mult(Byte2 a, Byte2 b) {
        return new Byte2((byte) (a.x * b.x), (byte) (a.y * b.y));
    }

    /** The products. */
    public static Byte2 mult(Byte2 a, byte b) {
        return new Byte2((byte) (a.x * b), (byte) (a.y * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte2 div(Byte2 a, Byte2 b) {
        return new Byte2((byte) (a.x / b.x), (byte) (a.y / b.y));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Byte2 div(Byte2 a, byte b) {
        return new Byte2((byte) (a.x / b), (byte) (a.y / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Byte2 min(Byte2 a, Byte2 b) {
        return new Byte2((byte) Math.min(a.x, b.x), (byte) Math.min(a.y, b.y));
    }

    /** The smallest component. */
    public static byte min(Byte2 v) {
        return (byte) Math.min(v.x, v.y);
    }

    /** The larger components, as {@link Math#max}. */
    public static Byte2 max(Byte2 a, Byte2 b) {
        return new Byte2((byte) Math.max(a.x, b.x), (byte) Math.max(a.y, b.y));
    }

    /** The largest component. */
    public static byte max(Byte2 v) {
        return (byte) Math.max(v.x, v.y);
    }

    /** The sum of the products. */
    public static int dot(Byte2 a, Byte2 b) {
        return a.x * b.x + a.y * b.y;
    }

    /** The sum of the components. */
    public static int sum(Byte2 v) {
        return v.x + v.y;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Byte2 abs(Byte2 v) {
        return new Byte2((byte) Math.abs(v.x), (byte) Math.abs(v.y));
    }

    /** Component {@code x}. */
    public byte getX() {
        return x;
    }

    /** Component {@code y}. */
    public byte getY() {
        return y;
    }

    /** The same but for component {@code x}. */
    public Byte2 withX(byte value) {
        return new Byte2(value, y);
    }

    /** The same but for component {@code y}. */
    public Byte2 withY(byte value) {
        return new Byte2(x, value);
    }
}
