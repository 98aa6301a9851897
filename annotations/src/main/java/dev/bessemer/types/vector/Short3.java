package dev.bessemer.types.vector;

/** Three shorts, a value: operations work component by component and give a new one. Results are cut to shorts. */
public record Short3(short x, short y, short z) {
    /** All components 0. */
    public Short3() {
        this((short) 0, (short) 0, (short) 0);
    }

    /** All components equal. */
    public Short3(short value) {
        this(value, value, value);
    }

    /** The sums. */
    public static Short3 add(Short3 a, Short3 b) {
        return new Short3((short) (a.x + b.x), (short) (a.y + b.y), (short) (a.z + b.z));
    }

    /** The sums. */
    public static Short3 add(Short3 a, short b) {
        return new Short3((short) (a.x + b), (short) (a.y + b), (short) (a.z + b));
    }

    /** The differences, a less b. */
    public static Short3 sub(Short3 a, Short3 b) {
        return new Short3((short) (a.x - b.x), (short) (a.y - b.y), (short) (a.z - b.z));
    }

    /** The differences, each less b. */
    public static Short3 sub(Short3 a, short b) {
        return new Short3((short) (a.x - b), (short) (a.y - b), (short) (a.z - b));
    }

    /** The products. */
    public static Short3 mult(Short3 a, Short3 b) {
        return new Short3((short) (a.x * b.x), (short) (a.y * b.y), (short) (a.z * b.z));
    }

    /** The products. */
    public static Short3 mult(Short3 a, short b) {
        return new Short3((short) (a.x * b), (short) (a.y * b), (short) (a.z * b));
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short3 div(Short3 a, Short3 b) {
        return new Short3((short) (a.x / b.x), (short) (a.y / b.y), (short) (a.z / b.z));
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Short3 div(Short3 a, short b) {
        return new Short3((short) (a.x / b), (short) (a.y / b), (short) (a.z / b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Short3 min(Short3 a, Short3 b) {
        return new Short3((short) Math.min(a.x, b.x), (short) Math.min(a.y, b.y), (short) Math.min(a.z, b.z));
    }

    /** The smallest component. */
    public static short min(Short3 v) {
        return (short) Math.min(Math.min(v.x, v.y), v.z);
    }

    /** The larger components, as {@link Math#max}. */
    public static Short3 max(Short3 a, Short3 b) {
        return new Short3((short) Math.max(a.x, b.x), (short) Math.max(a.y, b.y), (short) Math.max(a.z, b.z));
    }

    /** The largest component. */
    public static short max(Short3 v) {
        return (short) Math.max(Math.max(v.x, v.y), v.z);
    }

    /** The sum of the products. */
    public static int dot(Short3 a, Short3 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z;
    }

    /** The sum of the components. */
    public static int sum(Short3 v) {
        return v.x + v.y + v.z;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Short3 abs(Short3 v) {
        return new Short3((short) Math.abs(v.x), (short) Math.abs(v.y), (short) Math.abs(v.z));
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

    /** The same but for component {@code x}. */
    public Short3 withX(short value) {
        return new Short3(value, y, z);
    }

    /** The same but for component {@code y}. */
    public Short3 withY(short value) {
        return new Short3(x, value, z);
    }

    /** The same but for component {@code z}. */
    public Short3 withZ(short value) {
        return new Short3(x, y, value);
    }
}
