package preview;

import dev.bessemer.annotations.Parallel;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

/** Patterns of primitives, which javac of JDK 25 compiles as a preview. */
public final class Patterns {
    record Three(int a, long b, float c) {}

    static void patterns(IntArray ints, LongArray longs, FloatArray floats, IntArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            int sum = ofInt(ints.get(i)) + 31 * ofLong(longs.get(i)) + 77 * ofFloat(floats.get(i));
            sum = 5 * sum + ofRecord(new Three(ints.get(i), longs.get(i), floats.get(i)));
            out.set(i, sum + (switch ((ints.get(i) & 1) == 0) { case true -> 3; case false -> 4; }));
        }
    }

    static int ofInt(int x) {
        return switch (x) {
            case 1 -> 2;
            case int n when n > 1_000_000_000 -> 17;
            case byte b -> b + 1;
            case char c -> c + 2;
            case short s -> s + 3;
            case float f -> 4;
            case int n -> -n;
        };
    }

    static int ofLong(long x) {
        int more = x instanceof float f ? 1 : 0;
        return more + (switch (x) {
            case 1L << 40 -> 5;
            case byte b -> b;
            case int n -> n * 3;
            case float f -> (int) f;
            case long n -> (int) (n >> 32);
        });
    }

    static int ofFloat(float x) {
        int more = x instanceof int n ? n : x instanceof long n ? (int) n : -1;
        return more + (switch (x) {
            case 0f -> 1;
            case -0f -> 2;
            case Float.NaN -> 3;
            case byte b -> b * 10;
            case int n -> n + 11;
            case long n -> 12;
            case float f -> 13;
        });
    }

    /** As the kernel, constants apart: the JVM takes those of a long, float or boolean with previews alone. */
    static void plain(IntArray ints, LongArray longs, FloatArray floats, IntArray out) {
        for (int i = 0; i < out.getSize(); i++) {
            int sum = ofInt(ints.get(i)) + 31 * plainOfLong(longs.get(i)) + 77 * plainOfFloat(floats.get(i));
            sum = 5 * sum + ofRecord(new Three(ints.get(i), longs.get(i), floats.get(i)));
            out.set(i, sum + ((ints.get(i) & 1) == 0 ? 3 : 4));
        }
    }

    static int plainOfLong(long x) {
        int more = x instanceof float f ? 1 : 0;
        return more + (x == 1L << 40 ? 5 : switch (x) {
            case byte b -> b;
            case int n -> n * 3;
            case float f -> (int) f;
            case long n -> (int) (n >> 32);
        });
    }

    static int plainOfFloat(float x) {
        int more = x instanceof int n ? n : x instanceof long n ? (int) n : -1;
        if (x == 0) {
            return more + (1 / x > 0 ? 1 : 2);
        }
        return more + (x != x ? 3 : switch (x) {
            case byte b -> b * 10;
            case int n -> n + 11;
            case long n -> 12;
            case float f -> 13;
        });
    }

    static int ofRecord(Three three) {
        return switch (three) {
            case Three(byte a, int b, var c) when b > a -> a;
            case Three(int a, byte b, short c) -> a * 2 + b + c;
            case Three(short a, long b, float c) -> a * 3;
            case Three whole -> whole.a() * 4;
        };
    }

    private static final int[] INTS = {0, 1, -1, 127, 128, -129, 40_000, 70_000, (1 << 24) + 1, 1 << 25, 1_500_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] LONGS = {0, 1L << 40, -1, 127, 40_000, 1L << 31, (1L << 40) + 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, (1L << 62) + 1, -5, 300};
    private static final float[] FLOATS = {0f, -0f, Float.NaN, 1.5f, 100f, 300f, 0x1p31f, 0x1p63f, -0x1p31f, -0x1p63f, Float.POSITIVE_INFINITY, 1e20f, 0x1p40f};

    public static int[][] run(Device device) {
        int size = 13 * 13;
        try (IntArray ints = new IntArray(size);
                LongArray longs = new LongArray(size);
                FloatArray floats = new FloatArray(size);
                IntArray expected = new IntArray(size);
                IntArray actual = new IntArray(size)) {
            for (int i = 0; i < size; i++) {
                ints.set(i, INTS[i % 13]);
                longs.set(i, LONGS[i / 13]);
                floats.set(i, FLOATS[(i + i / 13) % 13]);
            }
            plain(ints, longs, floats, expected);
            TaskGraph graph = new TaskGraph("g").task("t", Patterns::patterns, ints, longs, floats, actual);
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                plan.execute();
            }
            return new int[][] {expected.toHeapArray(), actual.toHeapArray()};
        }
    }
}
