package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.types.IntArray;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/** Kernels with records, enums, lambdas and static fields, all of two ints, for comparison with the method itself. */
@SuppressWarnings({"all", "fallthrough"})
public final class ObjectKernels {
    private static final int SEED = Integer.getInteger("bessemer.none", 41);
    private static final long WIDE = SEED * 1_000_000_007L;
    private static final float HALF = Float.parseFloat("0.5");
    private static final boolean FLAG = Boolean.parseBoolean("true");
    private static final char LETTER = "x".charAt(0);
    private static final Integer BOXED = 1000;
    private static final Mode MODE = Mode.of(3);
    private static final Point ORIGIN = new Point(SEED, 2);
    private static final int[] TABLE = {3, 1, 4, 1, 5, 9, 2, 6};
    private static final short[][] GRID = {{1, 2, 3}, {4, 5, 6}};
    private static final float[] WEIGHTS = {0.25f, 0.5f, 0.25f};

    private ObjectKernels() {}

    /** A record with methods. */
    record Point(int x, int y) implements Shape {
        static final Point ZERO = new Point(0, 0);

        Point {
            if (x > 900) {
                x = 900;
            }
        }

        Point(int both) {
            this(both, both);
        }

        static Point of(int x, int y) {
            return new Point(x, y);
        }

        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }

        int dot(Point other) {
            return x * other.x + y * other.y;
        }

        int weigh(Point other, int n) {
            return x - other.y + n;
        }

        @Override
        public int area() {
            return x * y;
        }
    }

    /** A record of records, and of other types. */
    record Segment(Point from, Point to, boolean open, byte tag, float scale) {
        Segment(Point from, Point to) {
            this(from, to, from.x() < to.x(), (byte) from.y(), 0.5f);
        }

        int length() {
            return Math.abs(to.x() - from.x()) + Math.abs(to.y() - from.y());
        }
    }

    /** A record with a constructor of its own making, that branches. */
    record Range(int low, int high) implements Shape {
        Range(int low, int high) {
            if (low <= high) {
                this.low = low;
                this.high = high;
            } else {
                this.low = high;
                this.high = low;
            }
        }

        @Override
        public int area() {
            return high - low;
        }
    }

    /** What records implement. */
    sealed interface Shape permits Point, Range {
        int area();

        default int twice() {
            return 2 * area();
        }

        static int unit(int n) {
            return n + 1;
        }
    }

    /** A generic record. */
    record Pair<A, B>(A first, B second) {
        <C> Pair<C, B> with(C other) {
            return new Pair<>(other, second);
        }
    }

    /** Enum constants with bodies. */
    enum Step {
        UP {
            @Override
            int take(int n) {
                return n + 1;
            }
        },
        DOWN {
            @Override
            int take(int n) {
                return n - 1;
            }
        };

        abstract int take(int n);
    }

    /** A functional interface of one's own. */
    @FunctionalInterface
    interface Combine {
        int apply(Point p, int n);
    }

    @Kernel
    static void constants(IntArray out, int a, int b) {
        out.set(0, SEED + a);
        out.set(1, (int) (WIDE >> 3) ^ b);
        out.set(2, (int) (HALF * a) + (FLAG ? LETTER : 0) + BOXED);
        out.set(3, MODE == Mode.TIMES ? ORIGIN.x() + ORIGIN.dot(Point.ZERO) : -1);
    }

    @Kernel
    static void tables(IntArray out, int a, int b) {
        int sum = 0;
        for (int i = 0; i < TABLE.length; i++) {
            sum = sum * 3 + TABLE[i];
        }
        out.set(0, sum);
        out.set(1, TABLE[a & 7] + TABLE[2]);
        float weighted = 0;
        for (float w : WEIGHTS) {
            weighted += w * b;
        }
        out.set(2, (int) weighted);
        out.set(3, last(TABLE, b) + GRID[a & 1][2] * GRID.length + GRID[1][b & 1]);
    }

    private static int last(int[] table, int b) {
        return table[table.length - 1] + table[b & 3];
    }

    @Kernel
    static void records(IntArray out, int a, int b) {
        var p = new Point(a, b);
        Point q = Point.of(b, 2).plus(p);
        out.set(0, p.dot(q));
        out.set(1, new Point(a).y());
        out.set(2, new Segment(p, q).length() + (new Segment(p, q).open() ? 1 : 0) + new Segment(q, p).tag());
        out.set(3, new Range(a, b).area() + new Range(a, b).twice() + Shape.unit(p.twice()));
    }

    @Kernel
    static void recordsInLoops(IntArray out, int a, int b) {
        Point sum = Point.ZERO;
        Segment longest = new Segment(sum, sum);
        for (int i = 0; i < (b & 15); i++) {
            Point next = i % 3 == a % 3 ? new Point(i, a) : sum.plus(new Point(1, i));
            Segment way = new Segment(sum, next);
            if (way.length() > longest.length()) {
                longest = way;
            }
            sum = next;
        }
        out.set(0, sum.x());
        out.set(1, sum.y());
        out.set(2, longest.length());
        out.set(3, longest.to().x());
    }

    @Kernel
    static void equality(IntArray out, int a, int b) {
        out.set(0, new Point(a, b).equals(new Point(b, a)) ? 1 : 0);
        out.set(
                1,
                new Segment(new Point(a, 1), new Point(b, 2)).equals(new Segment(new Point(b, 1), new Point(b, 2)))
                        ? 1
                        : 0);
        float zero = a == b ? -0f : 0f;
        out.set(2, new Pair<>(1, 2).equals(new Pair<>(a, b)) ? 1 : 0);
        out.set(
                3,
                new Segment(Point.ZERO, Point.ZERO, true, (byte) 1, zero / a)
                                .equals(new Segment(Point.ZERO, Point.ZERO, true, (byte) 1, 0f / b))
                        ? 1
                        : 0);
    }

    @Kernel
    static void generics(IntArray out, int a, int b) {
        Pair<Integer, Point> pair = new Pair<>(a, new Point(a, b));
        out.set(0, pair.first() + pair.second().y());
        out.set(1, pair.with(b).first());
        Pair<Pair<Integer, Boolean>, Long> nested = new Pair<>(new Pair<>(b, a > b), 5L);
        out.set(
                2,
                nested.first().second()
                        ? nested.first().first()
                        : nested.second().intValue());
        out.set(3, second(nested).intValue());
    }

    private static <A, B> B second(Pair<A, B> pair) {
        return pair.second();
    }

    @Kernel
    static void patterns(IntArray out, int a, int b) {
        out.set(0, describe(new Point(a, b)));
        out.set(1, describe(new Range(a, b)));
        Object p = new Point(a, b);
        if (p instanceof Point(int x, int y) && x > y) {
            out.set(2, x - y);
        }
        out.set(3, p instanceof Point q ? q.x() : 7);
    }

    private static int describe(Shape shape) {
        return switch (shape) {
            case Point(int x, int y) -> x + 10 * y;
            case Range r -> r.high();
        };
    }

    @Kernel
    static void enums(IntArray out, int a, int b) {
        Mode mode = Mode.of(a);
        out.set(0, mode.apply(a, b));
        switch (mode) {
            case ADD:
                out.set(1, 1);
            case TIMES:
                out.set(2, 2);
                break;
            default:
                out.set(1, 7);
        }
        Mode next = b > a ? Mode.NONE : mode;
        out.set(3, next.ordinal() + (next == mode ? 100 : 0) + next.weight() + next.compareTo(Mode.TIMES));
    }

    @Kernel
    static void enumsInLoops(IntArray out, int a, int b) {
        Mode mode = Mode.ADD;
        int n = a;
        for (int i = 0; i < (b & 15); i++) {
            n = mode.apply(n, b);
            mode = switch (mode) {
                case ADD -> n > 0 ? Mode.SUBTRACT : Mode.TIMES;
                case SUBTRACT -> Mode.TIMES;
                case TIMES -> Mode.ADD;
                default -> Mode.NONE;
            };
        }
        out.set(0, n);
        out.set(1, mode.ordinal());
        out.set(2, Step.UP.take(a) * Step.DOWN.take(b));
        out.set(3, guarded(mode, a));
    }

    private static int guarded(Mode mode, int a) {
        return switch (mode) {
            case ADD -> 1;
            case Mode m when a > 3 -> m.weight();
            case TIMES -> 3;
            case Mode m -> 4 + m.ordinal();
        };
    }

    @Kernel
    static void functions(IntArray out, int a, int b) {
        IntUnaryOperator shift = x -> x + b;
        out.set(0, twice(shift, a) + twice(x -> x * x, b));
        out.set(1, fold((x, y) -> x * 31 + y, a, b & 7) + fold(Math::max, a, 3));
        out.set(2, choose(x -> x > a, b, ObjectKernels::triple));
        out.set(3, shift.andThen(x -> x * 2).compose(ObjectKernels::triple).applyAsInt(a));
    }

    private static int twice(IntUnaryOperator f, int x) {
        return through(f, f.applyAsInt(x));
    }

    private static int through(IntUnaryOperator f, int x) {
        return f.applyAsInt(x);
    }

    private static int fold(IntBinaryOperator f, int start, int count) {
        int value = start;
        for (int i = 0; i < count; i++) {
            value = f.applyAsInt(value, i);
        }
        return value;
    }

    private static int choose(IntPredicate test, int n, IntUnaryOperator otherwise) {
        return test.negate().test(n) ? otherwise.applyAsInt(n) : -n;
    }

    private static int triple(int x) {
        return 3 * x;
    }

    private static long widened(long x) {
        return x << 3;
    }

    @Kernel
    static void genericFunctions(IntArray out, int a, int b) {
        Function<Integer, Integer> increment = x -> x + 1;
        BiFunction<Integer, Integer, Point> make = Point::new;
        out.set(0, increment.andThen(ObjectKernels::triple).apply(a));
        out.set(1, make.apply(a, b).dot(make.apply(b, 1)));
        IntToLongFunction wide = ObjectKernels::widened;
        out.set(2, (int) wide.applyAsLong(a) + use((p, n) -> p.x() + n, b));
        Function<Point, Integer> second = Point::y;
        out.set(3, second.apply(new Point(a, b)) + use(new Point(a, b)::weigh, a));
    }

    private static int use(Combine combine, int n) {
        return combine.apply(new Point(n, 3), n);
    }

    @Kernel
    static void rows(IntArray out, int a, int b) {
        int[][] grid = new int[3][5];
        for (int i = 0; i < grid.length; i++) {
            for (int j = 0; j < grid[i].length; j++) {
                grid[i][j] = i * a + j * b;
            }
        }
        int sum = 0;
        for (int[] row : grid) {
            for (int x : row) {
                sum = sum * 3 + x;
            }
        }
        out.set(0, sum);
        int[] row = a > b ? grid[1] : grid[2];
        row[b & 3] += 7;
        out.set(1, total(grid[1]) - total(row));
        byte[][][] deep = new byte[2][2][2];
        deep[a & 1][b & 1][1] = (byte) a;
        out.set(2, deep[1][1][1] + deep[a & 1][b & 1][1]);
        grid[2][4]++;
        out.set(3, grid[2][4]);
    }

    private static int total(int[] values) {
        int total = 0;
        for (int value : values) {
            total += value;
        }
        return total;
    }
}
