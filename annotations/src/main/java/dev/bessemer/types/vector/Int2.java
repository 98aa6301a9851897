package dev.bessemer.types.vector;

/** Two ints, a value: operations work component by component and give a new one. Sums, differences and products wrap. */
public record Int2(int x, int y) {
    /** All components 0. */
    public Int2() {
        this(0, 0);
    }

    /** All components equal. */
    public Int2(int value) {
        this(value, value);
    }

    /** The sums. */
    public static Int2 add(Int2 a, Int2 b) {
        return new Int2(a.x + b.x, a.y + b.y);
    }

    /** The sums. */
    public static Int2 add(Int2 a, int b) {
        return new Int2(a.x + b, a.y + b);
    }

    /** The differences, a less b. */
    public static Int2 sub(Int2 a, Int2 b) {
        return new Int2(a.x - b.x, a.y - b.y);
    }

    /** The differences, each less b. */
    public static Int2 sub(Int2 a, int b) {
        return new Int2(a.x - b, a.y - b);
    }

    /** The products. */
    public static Int2 mult(Int2 a, Int2 b) {
        return new Int2(a.x * b.x, a.y * b.y);
    }

    /** The products. */
    public static Int2 mult(Int2 a, int b) {
        return new Int2(a.x * b, a.y * b);
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int2 div(Int2 a, Int2 b) {
        return new Int2(a.x / b.x, a.y / b.y);
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int2 div(Int2 a, int b) {
        return new Int2(a.x / b, a.y / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Int2 min(Int2 a, Int2 b) {
        return new Int2(Math.min(a.x, b.x), Math.min(a.y, b.y));
    }

    /** The smallest component. */
    public static int min(Int2 v) {
        return Math.min(v.x, v.y);
    }

    /** The larger components, as {@link Math#max}. */
    public static Int2 max(Int2 a, Int2 b) {
        return new Int2(Math.max(a.x, b.x), Math.max(a.y, b.y));
    }

    /** The largest component. */
    public static int max(Int2 v) {
        return Math.max(v.x, v.y);
    }

    /** The sum of the products. */
    public static int dot(Int2 a, Int2 b) {
        return a.x * b.x + a.y * b.y;
    }

    /** The sum of the components. */
    public static int sum(Int2 v) {
        return v.x + v.y;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Int2 abs(Int2 v) {
        return new Int2(Math.abs(v.x), Math.abs(v.y));
    }

    /** Component {@code x}. */
    public int getX() {
        return x;
    }

    /** Component {@code y}. */
    public int getY() {
        return y;
    }

    /** The same but for component {@code x}. */
    public Int2 withX(int value) {
        return new Int2(value, y);
    }

    /** The same but for component {@code y}. */
    public Int2 withY(int value) {
        return new Int2(x, value);
    }
}
