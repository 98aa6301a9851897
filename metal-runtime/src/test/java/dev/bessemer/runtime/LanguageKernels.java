package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.vector.Float4;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;

/** Kernels on forms of Java, each of a thread's number and one input to one result. */
@SuppressWarnings({ // what they are about
    "EnumOrdinal",
    "UnnecessaryLambda",
    "lossy-conversions",
    "ArgumentSelectionDefectChecker",
    "NarrowingCompoundAssignment",
    "RefactorSwitch",
    "OperatorPrecedence"
})
final class LanguageKernels {
    private LanguageKernels() {}

    private static final int[] SQUARES = squares(30_000);
    private static final byte[][] ROWS = {{1, -2, 3}, {4, 5, -6}};
    private static final boolean[] FLAGS = {true, false, true};
    private static final short[] SHORTS = {Short.MIN_VALUE, Short.MAX_VALUE, -1};
    private static final char[] CHARS = {'\uffff', 0, 'x', '\ud800'};
    private static final long[] LONGS = {Long.MIN_VALUE, 1L << 40, -1};
    private static final float[] FLOATS = {-0f, Float.MIN_VALUE, 1e30f, Float.POSITIVE_INFINITY, 0.1f};
    private static final int[] tablesOfEveryType = {Integer.MIN_VALUE, 3};

    private static int[] squares(int size) {
        int[] squares = new int[size];
        for (int i = 0; i < size; i++) {
            squares[i] = i * i - 500;
        }
        return squares;
    }

    /** Ways. */
    enum Way {
        UP(1),
        DOWN(-1) {
            @Override
            int apply(int x) {
                return x * 3;
            }
        },
        STAY(0);

        private final int step;

        Way(int step) {
            this.step = step;
        }

        int apply(int x) {
            return x + step;
        }
    }

    /** Shapes. */
    sealed interface Shape {}

    /** A square. */
    record Square(int side) implements Shape {}

    /** A rectangle. */
    record Rectangle(int width, int height) implements Shape {
        static Rectangle of(int width, int height) {
            return new Rectangle(width, height);
        }

        Rectangle turned() {
            return new Rectangle(height, width);
        }

        int area() {
            return width * height;
        }
    }

    @Kernel
    static void rowsListed(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int[][] table = {{1, 2, 3}, {40, 50, 60}};
            long[][] wide = {{1L << 40}, {in.get(i)}};
            int sum = (int) (wide[i & 1][0] >> 3);
            for (int[] row : table) {
                for (int value : row) {
                    sum += value * i;
                }
            }
            table[i & 1][i % 3] += 7;
            out.set(i, sum + table[1][2] + table[i & 1][i % 3] + table.length * table[0].length);
        }
    }

    @Kernel
    static void cubeListed(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int[][][] cube = {{{1, 2}, {3, 4}}, {{5, 6}, {7, in.get(i)}}};
            out.set(i, cube[i & 1][i >> 1 & 1][i >> 2 & 1]);
        }
    }

    @Kernel
    static void longBound(IntArray in, IntArray out) {
        long size = out.size();
        for (@Parallel int i = 0; i < size; i++) {
            int sum = 0;
            for (int j = 0; j < size - 3; j++) {
                sum += in.get(j) ^ i;
            }
            out.set(i, sum);
        }
    }

    @Kernel
    static void longBoundInclusive(IntArray in, IntArray out) {
        long last = out.size() - 1;
        for (@Parallel int i = 0; i <= last; i++) {
            int sum = 0;
            for (int j = 0; j <= last; j += 2) {
                sum += in.get(j) ^ i;
            }
            out.set(i, sum);
        }
    }

    @Kernel
    static void largeTable(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            out.set(i, SQUARES[(in.get(i) & 0xFFFF) % SQUARES.length] + ROWS[i & 1][i % 3]);
        }
    }

    @Kernel
    static void tablesOfEveryType(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int sum = FLAGS[i % 3] ? SHORTS[i % 3] : CHARS[i & 3];
            for (int value : tablesOfEveryType) {
                sum = sum * 31 + value;
            }
            for (long value : LONGS) {
                sum ^= (int) (value >> (in.get(i) & 63));
            }
            out.set(i, sum + Float.floatToRawIntBits(FLOATS[i % FLOATS.length]));
        }
    }

    @Kernel
    static void tableOfThreadgroups(KernelContext context, IntArray in, IntArray out) {
        int[] shared = context.allocateIntLocalArray(64);
        shared[context.localIdx] = SQUARES[context.localIdx * 400];
        context.localBarrier();
        out.set(context.globalIdx, shared[63 - context.localIdx] + ROWS[context.groupIdx][context.localIdx % 3]);
    }

    @Kernel
    static void enumValues(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int sum = Way.values().length;
            for (Way way : Way.values()) {
                sum = sum * 5 + way.step + way.ordinal();
            }
            out.set(i, sum);
        }
    }

    @Kernel
    static void enumOrdinals(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Way way = (in.get(i) & 1) == 0 ? Way.UP : Way.STAY;
            Way next = Way.values()[(way.ordinal() + 1) % Way.values().length];
            out.set(i, next.ordinal() * 10 + (next == Way.DOWN ? 1 : 0) + next.step);
        }
    }

    @Kernel
    static void boxCases(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Integer number = in.get(i) % 9;
            Long wide = (long) in.get(i) << 20;
            Character letter = (char) (i % 5 + 'a');
            int sum = switch (number) {
                case Integer n when n > 5 -> n * 7;
                case 3 -> 100;
                case Integer n when n < -3 -> -1;
                case Integer n -> -n;
            };
            sum += switch (letter) {
                case 'b' -> 1000;
                case Character c when c > 'c' -> c;
                case Character c -> 2;
            };
            out.set(
                    i,
                    sum
                            + switch (wide) {
                                case Long n when n > 1L << 40 -> 10_000;
                                case Long n -> (int) (n >> 22);
                            });
        }
    }

    @Kernel
    static void records(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Rectangle rectangle = Rectangle.of(i, 3);
            if (in.get(i) > 0) {
                rectangle = rectangle.turned();
            }
            out.set(i, measure(rectangle) + measure(new Square(i)) + rectangle.area());
        }
    }

    private static int measure(Shape shape) {
        return switch (shape) {
            case Square(int side) -> side > 5 ? side : -side;
            case Rectangle(int width, var height) -> width * 10 + height;
        };
    }

    @Kernel
    static void varargs(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            out.set(i, total(i, in.get(i), 3) + total());
        }
    }

    private static int total(int... numbers) {
        int total = numbers.length;
        for (int number : numbers) {
            total += number;
        }
        return total;
    }

    @Kernel
    static void lambdas(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int scale = i % 7;
            IntBinaryOperator scaled = (a, b) -> a * scale - b;
            out.set(i, twice(scaled, in.get(i), i) + twice(Math::max, in.get(i), i) + twice(Integer::sum, i, 2));
        }
    }

    private static int twice(IntBinaryOperator operator, int a, int b) {
        return operator.applyAsInt(operator.applyAsInt(a, b), b);
    }

    @Kernel
    static void narrow(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            byte b = (byte) in.get(i);
            short s = (short) (in.get(i) >> 3);
            char c = (char) in.get(i);
            b += 200;
            s *= 300;
            c -= 1;
            b++;
            c >>>= 2;
            s = (short) -s;
            b >>= 1;
            int ternary = b > c ? 'x' : s;
            out.set(i, b + s * 3 + c * 5 + ternary + (byte) (b << 3) + (char) ~c);
        }
    }

    @Kernel
    static void controlFlow(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int x = in.get(i);
            int steps = 0;
            outer:
            for (int j = 0; ; j++) {
                do {
                    x = (x & 1) == 0 ? x / 2 : 3 * x + 1;
                    if (++steps > 60) {
                        break outer;
                    }
                    if (x % 5 == 0) {
                        continue outer;
                    }
                } while (x > j);
                if (j > 20) {
                    break;
                }
            }
            int kind = switch (steps % 6) {
                case 0, 2 -> steps;
                case 1 -> {
                    if (x > 0) {
                        yield -1;
                    }
                    yield x;
                }
                case 3 -> {
                    yield 9;
                }
                default -> x & 0xFF;
            };
            out.set(i, kind * 100 + steps);
        }
    }

    @Kernel
    static void localArrays(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int[] digits = new int[11];
            boolean[] seen = new boolean[16];
            char[] letters = {'a', 'b', 'z'};
            fill(digits, in.get(i));
            int sum = letters[i % 3];
            for (int digit : digits) {
                seen[digit & 15] = true;
                sum = sum * 3 + digit;
            }
            int different = 0;
            for (boolean each : seen) {
                different += each ? 1 : 0;
            }
            out.set(i, sum + different * 1000);
        }
    }

    @Kernel
    static void arraysBefore(IntArray in, IntArray out) {
        int[] weights = {3, -1, 4};
        int[] sums = new int[4];
        for (int i = 0; i < 4; i++) {
            sums[i] = in.get(i) + weights[i % 3];
        }
        for (@Parallel int i = 0; i < 10; i++) {
            for (@Parallel int j = 0; j < 7; j++) {
                out.set(i * 7 + j, sums[j & 3] * weights[i % 3]);
            }
        }
    }

    @Kernel
    static void wholeArrays(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            long[] longs = new long[9];
            Arrays.fill(longs, in.get(i) * 3L);
            Arrays.fill(longs, 2, 2 + i % 7, -1L << i);
            byte[] bytes = {1, -2, 3, -4, 5, -6, 7};
            System.arraycopy(bytes, 0, bytes, 1, 5);
            System.arraycopy(bytes, 3, bytes, 2, i % 5);
            boolean[] flags = new boolean[5];
            Arrays.fill(flags, i % 2 == 0);
            boolean[] others = flags.clone();
            others[i % 5] = true;
            HalfFloat[] halves = {HalfFloat.of(i), HalfFloat.ONE};
            HalfFloat[] more = Arrays.copyOf(halves, 3);
            more[2] = HalfFloat.of(7);
            long sum = (flags[i % 5] ? 1L : 0L) + (others[i % 5] ? 10 : 0) + (int) more[i % 3].toFloat();
            for (byte each : Arrays.copyOfRange(bytes, 5, 9)) {
                sum = sum * 31 + each;
            }
            for (long each : longs) {
                sum = sum * 31 + each;
            }
            out.set(i, (int) (sum ^ sum >>> 32));
        }
    }

    @Kernel
    static void wholeRows(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int[][] rows = new int[3][4];
            Arrays.fill(rows[i % 3], in.get(i));
            System.arraycopy(SQUARES, i * 5, rows[1], 1, 3);
            int[] copy = rows[1].clone();
            copy[0] = 7;
            int[] end = Arrays.copyOf(SQUARES, 6);
            out.set(i, rows[0][3] + 3 * rows[1][2] + 5 * rows[2][1] + 7 * copy[0] + 11 * rows[1][0] + end[i % 6]);
        }
    }

    private record Mixed(boolean flag, byte small, char letter, long large, HalfFloat half, Side side, Cell cell) {
        int sum() {
            return (flag ? 1 : 0)
                    + 3 * small
                    + 5 * letter
                    + (int) (large >>> 35)
                    + (int) half.toFloat()
                    + side.ordinal()
                    + cell.key();
        }
    }

    private record Cell(int key, float weight) {
        Cell plus(Cell other) {
            return new Cell(key + other.key, weight * other.weight);
        }
    }

    private enum Side {
        LEFT,
        RIGHT
    }

    private static int keys(Cell... cells) {
        int sum = 0;
        for (Cell cell : cells) {
            sum = sum * 7 + cell.key;
        }
        return sum + cells.length;
    }

    @Kernel
    static void recordArrays(IntArray in, IntArray out) {
        Cell[] steps = {new Cell(2, 1.5f), new Cell(-3, 0.25f), new Cell(5, 3f)};
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Mixed[] all = new Mixed[4];
            for (int j = 0; j < all.length; j++) {
                int x = in.get((i + j) % in.getSize());
                all[j] = new Mixed(
                        x > 0,
                        (byte) x,
                        (char) (x >> 3),
                        (long) x << 33,
                        HalfFloat.of(x % 99),
                        x % 2 == 0 ? Side.LEFT : Side.RIGHT,
                        new Cell(x, j));
            }
            Mixed[] other = all.clone();
            all[i % 4] = all[(i + 1) % 4];
            System.arraycopy(all, 0, all, 1, 2);
            Cell[] cells = new Cell[3];
            Arrays.fill(cells, steps[i % 3]);
            cells[1] = cells[1].plus(steps[2]).plus(other[3].cell());
            int sum = keys(cells) + keys() + keys(cells[2], steps[0]);
            for (Mixed each : all) {
                sum = sum * 31 + each.sum();
            }
            out.set(i, sum + other[i % 4].sum() + (int) cells[1].weight());
        }
    }

    @Kernel
    static void vectorArrays(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Float4[] rows = new Float4[4];
            for (int j = 0; j < 4; j++) {
                rows[j] = new Float4(i, j, in.get(j) & 15, 1);
            }
            Float4 sum = new Float4(0, 0, 0, 0);
            for (int j = 0; j < 4; j++) {
                sum = Float4.add(sum, Float4.mult(rows[j], rows[(i + j) & 3]));
            }
            out.set(i, (int) Float4.sum(sum));
        }
    }

    private sealed interface Figure permits Disc, Box, Pair {}

    private record Disc(int radius) implements Figure {}

    private record Box(int side) implements Figure {}

    private record Pair(Disc disc, int weight) implements Figure {}

    private static int size(Figure figure, int limit) {
        int sum = 0;
        for (int round = 0; round < 4; round++) {
            int i = round;
            sum += switch (figure) {
                case Disc disc when disc.radius > limit + i -> 1;
                case Disc disc when disc.radius < i -> 2;
                case Disc disc -> disc.radius;
                case Box box when i == 2 -> box.side;
                case Box(int side) -> side * 2;
                case Pair(Disc(int radius), int weight) when weight > radius -> weight;
                case Pair(var disc, int weight) when weight == 3 -> -disc.radius;
                case Pair pair -> pair.weight * 2;
            };
        }
        return sum;
    }

    private static int few(Figure figure) {
        return switch (figure) {
            case Disc disc when disc.radius == 3 -> 7;
            case Box box when box.side == 4 -> 8;
            default -> -1;
        };
    }

    @Kernel
    static void guardedCases(IntArray in, IntArray out) {
        UnaryOperator<Integer> same = UnaryOperator.identity();
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int x = in.get(i) & 15;
            int sum = size(new Disc(x), 3) + 17 * size(new Box(x), 2) + 31 * size(new Pair(new Disc(5), x), 1);
            sum += 7 * few(new Disc(x)) + 5 * few(new Box(x)) + 3 * few(new Pair(new Disc(1), 2));
            out.set(i, same.apply(sum));
        }
    }

    @Kernel
    static void objects(IntArray in, IntArray out) {
        Float box = in.get(1) * 0.5f;
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            Integer a = in.get(i);
            int sign = Integer.signum(a.compareTo(i)) + (box.isNaN() || box.isInfinite() ? 100 : 0);
            out.set(i, out != null && a != null ? sign : -9);
        }
    }

    private static void fill(int[] digits, int number) {
        int left = number;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = left % 10;
            left /= 10;
        }
    }

    @Kernel
    static void longs(LongArray in, LongArray out) {
        for (@Parallel long i = 0; i < out.size(); i++) {
            long x = in.get(i);
            int shift = (int) i;
            out.set(
                    i,
                    (x << shift) ^ (x >>> shift + 7) ^ (x >> 65) ^ x * x ^ ~x % 1000 ^ (x == i ? 1 : Long.signum(x)));
        }
    }

    /** What stands behind the switch always leaves, so that one case alone goes round again; another uses the loop's variable on its way out. */
    @Kernel
    static void loopOfOneCase(IntArray in, IntArray out) {
        for (@Parallel int i = 0; i < in.getSize(); i++) {
            out.set(i, firstCase(in.get(i) & 7));
        }
    }

    private static int firstCase(int from) {
        for (int i = from; i < 6; i++) {
            int way = 5;
            switch (i) {
                case 0, 1 -> way = 2;
                case 3, 4 -> {
                    continue;
                }
                default -> way = i * 10;
            }
            if (SQUARES.length > 3) {
                return way + from;
            }
        }
        return -from;
    }
}
