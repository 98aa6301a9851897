package dev.bessemer.types.vector;

/** Two shorts, a value: operations work component by component and give a new one. Results are cut to shorts. */
public record Short2(short x, short y) {
    /** All components 0. */
    public Short2() {
        this((short) 0, (short) 0);
    }

    /** All components equal. */
    public Short2(short value) {
        this(value, value);
    }

    /** The sums. */
    public static Short2 add(Short2 a, Short2 b) {
        return new Short2((short) (a.x + b.x), (short) (a.y + b.y));
    }

    /** The sums. */
    public static Short2 add(Short2 a, short b) {
        return new Short2((short) (a.x + b), (short) (a.y + b));
    }

    /** The differences, a less b. */
    public static Short2 sub(Short2 a, Short2 b) {
        return new Short2((short) (a.x - b.x), (short) (a.y - b.y));
    }

    /** The differences, each less b. */
    public static Short2 sub(Short2 a, short b) {
        return new Short2((short) (a.x - b), (short) (a.y - b));
    }

    /** The products. */
    public static Short2 mult(Short2 a, Short2 b) {
        return new Short2((short) (a.x * b.x), (short) (a.y * b.y));
    }

    /** The products. */
    public static Short2 mult(Short2 a, short b) {
        return new Short2((short) (a.x * b), (short) (a.y * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short2 div(Short2 a, Short2 b) {
        return new Short2((short) (a.x / b.x), (short) (a.y / b.y));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short2 div(Short2 a, short b) {
        return new Short2((short) (a.x / b), (short) (a.y / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Short2 min(Short2 a, Short2 b) {
        return new Short2((short) Math.min(a.x, b.x), (short) Math.min(a.y, b.y));
    }

    /** The smallest component. */
    public static short min(Short2 v) {
        return (short) Math.min(v.x, v.y);
    }

    /** The larger components, as {@link Math#max}. */
    public static Short2 max(Short2 a, Short2 b) {
        return new Short2((short) Math.max(a.x, b.x), (short) Math.max(a.y, b.y));
    }

    /** The largest component. */
    public static short max(Short2 v) {
        return (short) Math.max(v.x, v.y);
    }

    /** The sum of the products. */
    public static int dot(Short2 a, Short2 b) {
        return a.x * b.x + a.y * b.y;
    }

    /** The sum of the components. */
    public static int sum(Short2 v) {
        return v.x + v.y;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Short2 abs(Short2 v) {
        return new Short2((short) Math.abs(v.x), (short) Math.abs(v.y));
    }

    /** Component {@code x}. */
    public short getX() {
        return x;
    }

    /** Component {@code y}. */
    public short getY() {
        return y;
    }

    /** The same but for component {@code x}. */
    public Short2 withX(short value) {
        return new Short2(value, y);
    }

    /** The same but for component {@code y}. */
    public Short2 withY(short value) {
        return new Short2(x, value);
    }
}
