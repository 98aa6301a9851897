package dev.bessemer.jit.jvm;

/**
 * SIMD-group operations on the values that the lanes of one SIMD-group left side by side in an array; called by generated code. Lanes that
 * the threadgroup does not fill take no part: they count as the identity.
 */
public final class LaneOps {
    private LaneOps() {}

    /** The sum in butterfly order. */
    public static float sum(float[] v, int at, int active) {
        float[] s = copy(v, at, active, -0f);
        for (int d = LaneLayout.LANES / 2; d > 0; d /= 2) {
            for (int i = 0; i < d; i++) {
                s[i] += s[i + d];
            }
        }
        return s[0];
    }

    /** The smallest, as {@link Math#min(float, float)}. */
    public static float min(float[] v, int at, int active) {
        float result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.min(result, v[at + i]);
        }
        return result;
    }

    /** The largest, as {@link Math#max(float, float)}. */
    public static float max(float[] v, int at, int active) {
        float result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.max(result, v[at + i]);
        }
        return result;
    }

    /** The wrapping sum. */
    public static int sum(int[] v, int at, int active) {
        int result = 0;
        for (int i = 0; i < active; i++) {
            result += v[at + i];
        }
        return result;
    }

    /** The smallest. */
    public static int min(int[] v, int at, int active) {
        int result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.min(result, v[at + i]);
        }
        return result;
    }

    /** The largest. */
    public static int max(int[] v, int at, int active) {
        int result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.max(result, v[at + i]);
        }
        return result;
    }

    /** All bits that all lanes have. */
    public static int and(int[] v, int at, int active) {
        int result = -1;
        for (int i = 0; i < active; i++) {
            result &= v[at + i];
        }
        return result;
    }

    /** All bits that some lane has. */
    public static int or(int[] v, int at, int active) {
        int result = 0;
        for (int i = 0; i < active; i++) {
            result |= v[at + i];
        }
        return result;
    }

    /** All bits that an odd number of lanes has. */
    public static int xor(int[] v, int at, int active) {
        int result = 0;
        for (int i = 0; i < active; i++) {
            result ^= v[at + i];
        }
        return result;
    }

    /** The wrapping sum. */
    public static long sum(long[] v, int at, int active) {
        long result = 0;
        for (int i = 0; i < active; i++) {
            result += v[at + i];
        }
        return result;
    }

    /** The smallest. */
    public static long min(long[] v, int at, int active) {
        long result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.min(result, v[at + i]);
        }
        return result;
    }

    /** The largest. */
    public static long max(long[] v, int at, int active) {
        long result = v[at];
        for (int i = 1; i < active; i++) {
            result = Math.max(result, v[at + i]);
        }
        return result;
    }

    /** All bits that all lanes have. */
    public static long and(long[] v, int at, int active) {
        long result = -1;
        for (int i = 0; i < active; i++) {
            result &= v[at + i];
        }
        return result;
    }

    /** All bits that some lane has. */
    public static long or(long[] v, int at, int active) {
        long result = 0;
        for (int i = 0; i < active; i++) {
            result |= v[at + i];
        }
        return result;
    }

    /** All bits that an odd number of lanes has. */
    public static long xor(long[] v, int at, int active) {
        long result = 0;
        for (int i = 0; i < active; i++) {
            result ^= v[at + i];
        }
        return result;
    }

    private static float[] copy(float[] v, int at, int active, float identity) {
        float[] s = new float[LaneLayout.LANES];
        java.util.Arrays.fill(s, active, LaneLayout.LANES, identity);
        System.arraycopy(v, at, s, 0, active);
        return s;
    }

    /** The lane a LANE shuffle reads. */
    public static int lane(int lane, int operand, int active) {
        return operand & (LaneLayout.LANES - 1);
    }

    /** The lane an XOR shuffle reads. */
    public static int xor(int lane, int operand, int active) {
        return (lane ^ operand) & (LaneLayout.LANES - 1);
    }

    /** The lane an UP shuffle reads: its own where there is none so far below. */
    public static int up(int lane, int operand, int active) {
        long source = (long) lane - operand;
        return source >= 0 && source < active ? (int) source : lane;
    }

    /** The lane a DOWN shuffle reads: its own where there is none so far above. */
    public static int down(int lane, int operand, int active) {
        long source = (long) lane + operand;
        return source >= 0 && source < active ? (int) source : lane;
    }
}
