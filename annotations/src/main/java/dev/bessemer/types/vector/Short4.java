package dev.bessemer.types.vector;

/** Four shorts, a value: operations work component by component and give a new one. Results are cut to shorts. */
public record Short4(short x, short y, short z, short w) {
    /** All components 0. */
    public Short4() {
        this((short) 0, (short) 0, (short) 0, (short) 0);
    }

    /** All components equal. */
    public Short4(short value) {
        this(value, value, value, value);
    }

    /** The sums. */
    public static Short4 add(Short4 a, Short4 b) {
        return new Short4((short) (a.x + b.x), (short) (a.y + b.y), (short) (a.z + b.z), (short) (a.w + b.w));
    }

    /** The sums. */
    public static Short4 add(Short4 a, short b) {
        return new Short4((short) (a.x + b), (short) (a.y + b), (short) (a.z + b), (short) (a.w + b));
    }

    /** The differences, a less b. */
    public static Short4 sub(Short4 a, Short4 b) {
        return new Short4((short) (a.x - b.x), (short) (a.y - b.y), (short) (a.z - b.z), (short) (a.w - b.w));
    }

    /** The differences, each less b. */
    public static Short4 sub(Short4 a, short b) {
        return new Short4((short) (a.x - b), (short) (a.y - b), (short) (a.z - b), (short) (a.w - b));
    }

    /** The products. */
    public static Short4 mult(Short4 a, Short4 b) {
        return new Short4((short) (a.x * b.x), (short) (a.y * b.y), (short) (a.z * b.z), (short) (a.w * b.w));
    }

    /** The products. */
    public static Short4 mult(Short4 a, short b) {
        return new Short4((short) (a.x * b), (short) (a.y * b), (short) (a.z * b), (short) (a.w * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short4 div(Short4 a, Short4 b) {
        return new Short4((short) (a.x / b.x), (short) (a.y / b.y), (short) (a.z / b.z), (short) (a.w / b.w));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short4 div(Short4 a, short b) {
        return new Short4((short) (a.x / b), (short) (a.y / b), (short) (a.z / b), (short) (a.w / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Short4 min(Short4 a, Short4 b) {
        return new Short4((short) Math.min(a.x, b.x), (short) Math.min(a.y, b.y), (short) Math.min(a.z, b.z), (short)
                Math.min(a.w, b.w));
    }

    /** The smallest component. */
    public static short min(Short4 v) {
        return (short) Math.min(Math.min(Math.min(v.x, v.y), v.z), v.w);
    }

    /** The larger components, as {@link Math#max}. */
    public static Short4 max(Short4 a, Short4 b) {
        return new Short4((short) Math.max(a.x, b.x), (short) Math.max(a.y, b.y), (short) Math.max(a.z, b.z), (short)
                Math.max(a.w, b.w));
    }

    /** The largest component. */
    public static short max(Short4 v) {
        return (short) Math.max(Math.max(Math.max(v.x, v.y), v.z), v.w);
    }

    /** The sum of the products. */
    public static int dot(Short4 a, Short4 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
    }

    /** The sum of the components. */
    public static int sum(Short4 v) {
        return v.x + v.y + v.z + v.w;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Short4 abs(Short4 v) {
        return new Short4((short) Math.abs(v.x), (short) Math.abs(v.y), (short) Math.abs(v.z), (short) Math.abs(v.w));
    }

    /** The first half. */
    public Short2 getLow() {
        return new Short2(x, y);
    }

    /** The second half. */
    public Short2 getHigh() {
        return new Short2(z, w);
    }

    /** Component {@code x}. */
    public short getX() {
        return x;
    }

    /** Component {@code y}. */
    public short getY() {
        return y;
    }

    /** Component {@code z}. */
    public short getZ() {
        return z;
    }

    /** Component {@code w}. */
    public short getW() {
        return w;
    }

    /** The same but for component {@code x}. */
    public Short4 withX(short value) {
        return new Short4(value, y, z, w);
    }

    /** The same but for component {@code y}. */
    public Short4 withY(short value) {
        return new Short4(x, value, z, w);
    }

    /** The same but for component {@code z}. */
    public Short4 withZ(short value) {
        return new Short4(x, y, value, w);
    }

    /** The same but for component {@code w}. */
    public Short4 withW(short value) {
        return new Short4(x, y, z, value);
    }
}
