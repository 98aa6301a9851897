package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.function.IntSupplier;

/** Kernels that cannot be compiled; the messages are kept in files. */
@SuppressWarnings("all")
public final class RefusedKernels {
    private static final Object LOCK = new Object();
    private static final int[] LARGE = new int[(1 << 18) + 1];
    private static final int[] SMALL = new int[10];
    private static final float[] FLOATS = new float[64];
    private static int counter;
    private int field;

    private RefusedKernels() {}

    @Kernel
    static void doubles(FloatArray a, int n) {
        double d = a.get(0);
        a.set(0, (float) (d * 2));
        a.set(1, (float) Math.sqrt(n));
        a.set(2, (float) Math.exp(Math.sin(a.get(3))));
        double[] all = new double[3];
        if (d > 0.1) {
            a.set(3, 0);
        }
    }

    @Kernel
    static void objects(FloatArray a, int n) {
        Object o = new Object();
        int[][] grid = new int[3][4];
        String[] names = new String[2];
        a.set(0, o == null ? 1 : 2);
        a.set(1, o instanceof RefusedKernels r ? r.field : 0);
        a.set(2, FloatArray.class.hashCode());
    }

    @Kernel
    static void virtualCalls(FloatArray a, IntSupplier s) {
        a.set(0, s.getAsInt());
    }

    @Kernel
    static void calls(FloatArray a, int n) {
        a.set(0, System.nanoTime());
        a.set(1, a.toString().length());
        a.init(3);
        a.set(2, nativeMethod(n) + locked(n));
        a.set(3, (float) Math.random());
    }

    private static native int nativeMethod(int n);

    private static synchronized int locked(int n) {
        return n;
    }

    @Kernel
    static void exceptions(IntArray a, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("negative");
        }
        try {
            a.set(0, 1 / n);
        } catch (ArithmeticException e) {
            a.set(0, 0);
        } finally {
            a.set(1, 1);
        }
        assert n > 0;
    }

    @Kernel
    static void strings(IntArray a, int n) {
        String s = "n = " + n;
        a.set(0, s.length());
    }

    @Kernel
    static void prints(IntArray a, int n) {
        System.out.println(n);
        System.err.printf("%d", n);
        a.set(0, n);
    }

    @Kernel
    static void severalAtOnce(KernelContext k, IntArray a) {
        if (k.localIdx == 0) {
            k.localBarrier();
        }
        a.set(k.localIdx, (int) (a.get(0) * 0.5));
        a.set(0, k.simdSum(k.laneIdx > 3 ? k.simdSum(1) : 2));
    }

    private record Place(int x, float[] heights) {}

    private record Point(int x, int y) {}

    @Kernel
    static void arraysOfRecords(IntArray a) {
        Place[] places = new Place[2];
        Point[] points = new Point[2];
        points[0] = new Point(1, 2);
        points[1] = null;
        a.set(0, points[1] == null ? 1 : 2);
        a.set(1, points[0] instanceof Point(int x, int y) ? x : 0);
        a.set(2, places.length);
    }

    @Kernel
    static void locks(IntArray a, int n) {
        synchronized (a) {
            a.set(0, n);
        }
    }

    @Kernel
    static void recursion(IntArray a, int n) {
        a.set(0, even(n) ? 1 : 0);
    }

    private static boolean even(int n) {
        return n == 0 || odd(n - 1);
    }

    private static boolean odd(int n) {
        return n != 0 && even(n - 1);
    }

    @Kernel
    static void staticFields(IntArray a, int n) {
        counter++;
        a.set(0, LOCK == null ? 1 : 0);
        a.set(1, LARGE[n] + LARGE[3]);
        SMALL[n] = 3;
        a.set(2, Failing.VALUE);
    }

    /** Cannot be initialised. */
    static final class Failing {
        static final int VALUE = Integer.parseInt("none");

        private Failing() {}
    }

    /** A record of two numbers. */
    record Both(int x, float y) {}

    @Kernel
    static void recordIdentity(IntArray a, int n) {
        Both both = new Both(n, 1);
        a.set(0, both == new Both(1, n) ? 1 : 0);
        a.set(1, both.hashCode());
        a.set(2, both.toString().length());
        Object choice = n > 3 ? both : Mode.ADD;
        a.set(3, choice instanceof Both b ? b.x() : 0);
        Both none = null;
        if (n > 4) {
            none = both;
        }
        a.set(4, none.x());
    }

    @Kernel
    static void enumNames(IntArray a, int n) {
        Mode mode = Mode.of(n);
        a.set(0, mode.name().length());
        a.set(1, Mode.valueOf("HALF").weight());
        a.set(2, mode.hashCode());
        ObjectKernels.Step step = n > 3 ? ObjectKernels.Step.UP : ObjectKernels.Step.DOWN;
        a.set(3, step.take(n));
    }

    @Kernel
    static void stringSwitch(IntArray a, int n) {
        String s = n > 3 ? "more" : "less";
        switch (s) {
            case "more" -> a.set(0, 1);
            default -> a.set(0, 2);
        }
    }

    @Kernel
    static void unknownClasses(IntArray a, int n) {
        Object o = n;
        a.set(
                0,
                switch (o) {
                    case Both b -> b.x();
                    case Integer i when i > 3 -> i;
                    default -> 3;
                });
        throw new MatchException("mine", null);
    }

    @Kernel
    static void constants(KernelContext k, FloatArray a, int n) {
        float[] own = new float[n];
        float[] local = k.allocateFloatLocalArray(2 * n);
        SimdgroupMatrix.F32.load(a, 0, 8, n > 3).store(a, 0, 8);
        a.set(0, SimdgroupMatrix.F32.zero().element(n));
        a.set(1, SimdgroupMatrix.F32.zero().element(2));
    }

    @Kernel
    static void arrayChoice(FloatArray a, FloatArray b, int n) {
        FloatArray c = n > 3 ? a : b;
        c.set(0, 1);
        FloatArray d = a;
        for (int i = 0; i < n; i++) {
            d.set(i, 1);
            d = b;
        }
    }

    @Kernel
    static void impureElement(FloatArray a, int n) {
        SimdgroupMatrix.F32.zero().map(x -> a.get(0) + x).map(x -> x + 1 / n).store(a, 0, 8);
    }

    @Kernel
    static void unknownFunction(FloatArray a, int n) {
        SimdgroupMatrix.F32.zero().map(null).store(a, 0, 8);
    }

    @Kernel
    static void carried(FloatArray a, int n) {
        float sum = 0;
        for (@Parallel int i = 0; i < n; i++) {
            sum += a.get(i);
        }
        a.set(0, sum);
    }

    @Kernel
    static void leftEarly(FloatArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            if (a.get(i) == 3) {
                break;
            }
            if (a.get(i) == 4) {
                return;
            }
            a.set(i, 1);
        }
    }

    @Kernel
    static void notCounted(FloatArray a, int n) {
        for (@Parallel int i = 0; i != n; i++) {
            a.set(i, 1);
        }
    }

    @Kernel
    static void movingBound(FloatArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            a.set(i, 1);
            n--;
        }
    }

    @Kernel
    static void misplacedMarks(FloatArray a, @Parallel int n) {
        @Parallel int x = 3;
        for (int i = 0; i < n; i++) {
            a.set(i, x);
        }
    }

    @Kernel
    static void nestedInIf(FloatArray a, int n) {
        if (n > 3) {
            for (@Parallel int i = 0; i < n; i++) {
                a.set(i, 1);
            }
        }
    }

    @Kernel
    static void effectsOutside(FloatArray a, int n) {
        a.set(0, 2);
        for (@Parallel int i = 0; i < n; i++) {
            a.set(i, 1);
            for (@Parallel int j = 0; j < i; j++) {
                a.set(j, 1);
            }
        }
    }

    @Kernel
    static void readsOutside(FloatArray a, IntArray counts, int n) {
        float largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a.get(i));
        }
        for (@Parallel int i = 0; i < n; i++) {
            int count = counts.get(i);
            for (@Parallel int j = 0; j < n; j++) {
                a.set(i * n + j, a.get(i * n + j) / largest);
                counts.atomicAdd(j, count);
            }
        }
    }

    @Kernel
    static void sharedByIterations(FloatArray a, int n) {
        float[] last = new float[2];
        float[] weights = {1, 2};
        for (@Parallel int i = 0; i < n; i++) {
            a.set(i, weights[i & 1] * last[0]);
            last[0] = a.get(i);
        }
    }

    @Kernel
    static void twoLoops(FloatArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            a.set(i, 1);
        }
        for (@Parallel int i = 0; i < n; i++) {
            a.set(i, 2);
        }
    }

    @Kernel
    static void fourDeep(FloatArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            for (@Parallel int j = 0; j < n; j++) {
                for (@Parallel int k = 0; k < n; k++) {
                    for (@Parallel int l = 0; l < n; l++) {
                        a.set(i + j + k + l, 1);
                    }
                }
            }
        }
    }

    @Kernel
    int notStatic(FloatArray a, int n) {
        return n;
    }

    @Kernel
    static void parameterTypes(double x, String s, double[] a, float[][] b) {}

    @Kernel
    static void unevenRows(KernelContext k, FloatArray a, int n) {
        int[][] open = new int[3][];
        int[][] grid = new int[3][4];
        grid[1] = new int[4];
        int[][] listed = {{1, 2}, {3}};
        int[][] sized = new int[n][4];
        float[] own = new float[4];
        k.atomicAdd(own, 0, 1);
        SimdgroupMatrix.F32.load(own, n, 8).store(own, 0, 8);
        SimdgroupMatrix.F32.load(FLOATS, n, 8).store(a, 0, 8);
        k.atomicAdd(SMALL, n, 1);
    }

    @Kernel
    static void boxIdentity(IntArray a, int n) {
        Integer one = n;
        Integer other = a.get(0);
        a.set(1, one == other ? 1 : 0);
    }

    private static final int[][] EVEN = new int[2][3];
    private static final int[][] UNEVEN = {{1}, {2, 3}};

    @Kernel
    static void staticRows(IntArray a, int n) {
        EVEN[n][1] = 3;
        a.set(0, UNEVEN[1][n]);
    }

    /** Three calls, seven in each of them, and so on: 352,947 of the last one, where all are inlined. */
    @Kernel
    static void tooManyCalls(IntArray a, int n) {
        a.set(0, calls1(calls1(calls1(n))));
    }

    private static int calls1(int n) {
        return calls2(calls2(calls2(calls2(calls2(calls2(calls2(n)))))));
    }

    private static int calls2(int n) {
        return calls3(calls3(calls3(calls3(calls3(calls3(calls3(n)))))));
    }

    private static int calls3(int n) {
        return calls4(calls4(calls4(calls4(calls4(calls4(calls4(n)))))));
    }

    private static int calls4(int n) {
        return calls5(calls5(calls5(calls5(calls5(calls5(calls5(n)))))));
    }

    private static int calls5(int n) {
        return calls6(calls6(calls6(calls6(calls6(calls6(calls6(n)))))));
    }

    private static int calls6(int n) {
        return calls7(calls7(calls7(calls7(calls7(calls7(calls7(n)))))));
    }

    private static int calls7(int n) {
        return n * 3 + 1;
    }

    @Kernel
    static void throwingMethods(IntArray a, int n) {
        a.set(0, Math.toIntExact(n * 3L));
        a.set(1, Math.addExact(n, 3));
        a.set(2, Math.clamp(n, 1, 5));
        a.set(java.util.Objects.checkIndex(n, 9), n);
    }
}
