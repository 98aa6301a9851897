package dev.bessemer.types.vector;

/** Four ints, a value: operations work component by component and give a new one. Sums, differences and products wrap. */
public record Int4(int x, int y, int z, int w) {
    /** All components 0. */
    public Int4() {
        this(0, 0, 0, 0);
    }

    /** All components equal. */
    public Int4(int value) {
        this(value, value, value, value);
    }

    /** The sums. */
    public static Int4 add(Int4 a, Int4 b) {
        return new Int4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
    }

    /** The sums. */
    public static Int4 add(Int4 a, int b) {
        return new Int4(a.x + b, a.y + b, a.z + b, a.w + b);
    }

    /** The differences, a less b. */
    public static Int4 sub(Int4 a, Int4 b) {
        return new Int4(a.x - b.x, a.y - b.y, a.z - b.z, a.w - b.w);
    }

    /** The differences, each less b. */
    public static Int4 sub(Int4 a, int b) {
        return new Int4(a.x - b, a.y - b, a.z - b, a.w - b);
    }

    /** The products. */
    public static Int4 mult(Int4 a, Int4 b) {
        return new Int4(a.x * b.x, a.y * b.y, a.z * b.z, a.w * b.w);
    }

    /** The products. */
    public static Int4 mult(Int4 a, int b) {
        return new Int4(a.x * b, a.y * b, a.z * b, a.w * b);
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int4 div(Int4 a, Int4 b) {
        return new Int4(a.x / b.x, a.y / b.y, a.z / b.z, a.w / b.w);
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int4 div(Int4 a, int b) {
        return new Int4(a.x / b, a.y / b, a.z / b, a.w / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Int4 min(Int4 a, Int4 b) {
        return new Int4(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.min(a.z, b.z), Math.min(a.w, b.w));
    }

    /** The smallest component. */
    public static int min(Int4 v) {
        return Math.min(Math.min(Math.min(v.x, v.y), v.z), v.w);
    }

    /** The larger components, as {@link Math#max}. */
    public static Int4 max(Int4 a, Int4 b) {
        return new Int4(Math.max(a.x, b.x), Math.max(a.y, b.y), Math.max(a.z, b.z), Math.max(a.w, b.w));
    }

    /** The largest component. */
    public static int max(Int4 v) {
        return Math.max(Math.max(Math.max(v.x, v.y), v.z), v.w);
    }

    /** The sum of the products. */
    public static int dot(Int4 a, Int4 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
    }

    /** The sum of the components. */
    public static int sum(Int4 v) {
        return v.x + v.y + v.z + v.w;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Int4 abs(Int4 v) {
        return new Int4(Math.abs(v.x), Math.abs(v.y), Math.abs(v.z), Math.abs(v.w));
    }

    /** The first half. */
    public Int2 getLow() {
        return new Int2(x, y);
    }

    /** The second half. */
    public Int2 getHigh() {
        return new Int2(z, w);
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

    /** Component {@code w}. */
    public int getW() {
        return w;
    }

    /** The same but for component {@code x}. */
    public Int4 withX(int value) {
        return new Int4(value, y, z, w);
    }

    /** The same but for component {@code y}. */
    public Int4 withY(int value) {
        return new Int4(x, value, z, w);
    }

    /** The same but for component {@code z}. */
    public Int4 withZ(int value) {
        return new Int4(x, y, value, w);
    }

    /** The same but for component {@code w}. */
    public Int4 withW(int value) {
        return new Int4(x, y, z, value);
    }
}
