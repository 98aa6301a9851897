package dev.bessemer.types.vector;

/** Three ints, a value: operations work component by component and give a new one. Sums, differences and products wrap. */
public record Int3(int x, int y, int z) {
    /** All components 0. */
    public Int3() {
        this(0, 0, 0);
    }

    /** All components equal. */
    public Int3(int value) {
        this(value, value, value);
    }

    /** The sums. */
    public static Int3 add(Int3 a, Int3 b) {
        return new Int3(a.x + b.x, a.y + b.y, a.z + b.z);
    }

    /** The sums. */
    public static Int3 add(Int3 a, int b) {
        return new Int3(a.x + b, a.y + b, a.z + b);
    }

    /** The differences, a less b. */
    public static Int3 sub(Int3 a, Int3 b) {
        return new Int3(a.x - b.x, a.y - b.y, a.z - b.z);
    }

    /** The differences, each less b. */
    public static Int3 sub(Int3 a, int b) {
        return new Int3(a.x - b, a.y - b, a.z - b);
    }

    /** The products. */
    public static Int3 mult(Int3 a, Int3 b) {
        return new Int3(a.x * b.x, a.y * b.y, a.z * b.z);
    }

    /** The products. */
    public static Int3 mult(Int3 a, int b) {
        return new Int3(a.x * b, a.y * b, a.z * b);
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int3 div(Int3 a, Int3 b) {
        return new Int3(a.x / b.x, a.y / b.y, a.z / b.z);
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int3 div(Int3 a, int b) {
        return new Int3(a.x / b, a.y / b, a.z / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Int3 min(Int3 a, Int3 b) {
        return new Int3(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.min(a.z, b.z));
    }

    /** The smallest component. */
    public static int min(Int3 v) {
        return Math.min(Math.min(v.x, v.y), v.z);
    }

    /** The larger components, as {@link Math#max}. */
    public static Int3 max(Int3 a, Int3 b) {
        return new Int3(Math.max(a.x, b.x), Math.max(a.y, b.y), Math.max(a.z, b.z));
    }

    /** The largest component. */
    public static int max(Int3 v) {
        return Math.max(Math.max(v.x, v.y), v.z);
    }

    /** The sum of the products. */
    public static int dot(Int3 a, Int3 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z;
    }

    /** The sum of the components. */
    public static int sum(Int3 v) {
        return v.x + v.y + v.z;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Int3 abs(Int3 v) {
        return new Int3(Math.abs(v.x), Math.abs(v.y), Math.abs(v.z));
    }

    /** Component {@code x}. */
    public int getX() {
        return x;
    }

    /** Component {@code y}. */
    public int getY() {
        return y;
    }

    /** Component {@code z}. */
    public int getZ() {
        return z;
    }

    /** The same but for component {@code x}. */
    public Int3 withX(int value) {
        return new Int3(value, y, z);
    }

    /** The same but for component {@code y}. */
    public Int3 withY(int value) {
        return new Int3(x, value, z);
    }

    /** The same but for component {@code z}. */
    public Int3 withZ(int value) {
        return new Int3(x, y, value);
    }
}
