// 7000015030 192 96 out0:INT:1024 in1:LONG:1024 out2:HALF:1024 in3:BFLOAT:1024 out4:BFLOAT:1024 out5:LONG:1024 p2:LONG:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

public final class Kernel37rmm5y implements GeneratedKernel {
    static final boolean[] FLAGS = {true, false, false, true, true, true, false, false};
    static final byte[] BYTES = {0, 1, -1, 127, -128, 5, 7, 64};
    static final short[] SHORTS = {0, 1, -1, 32767, -32768, 255, 256, -300};
    static final char[] CHARS = {0, 1, 'a', 65535, 32768, 255, 256, 127};
    static final int[] INTS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 31, 32, -100};
    static final long[] LONGS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, -1L << 32, 63};
    static final float[] FLOATS = {0, -0f, 1.5f, Float.NaN, 1e38f, -1e-40f, Float.NEGATIVE_INFINITY, 2e9f};
    static final int[][] GRID = {{1, -2, 3, 4}, {50, 60, -70, 80}};
    
    record Pair(int first, float second) {}
    
    enum Way {
        UP(1), DOWN(-1), LEFT(Integer.MIN_VALUE), RIGHT(77);
    
        final int step;
    
        Way(int step) {
            this.step = step;
        }
    
        Way next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }
    
    static int twice(IntBinaryOperator operator, int a, int b) {
        return operator.applyAsInt(operator.applyAsInt(a, b), b);
    }

    @Kernel
    static void kernel(KernelContext k, IntArray out0, LongArray in1, HalfFloatArray out2, BFloat16Array in3, BFloat16Array out4, LongArray out5, long p2) {
        final int globalIdx = k.globalIdx;
        final int localIdx = k.localIdx;
        final int groupIdx = k.groupIdx;
        final int laneIdx = k.laneIdx;
        final int simdgroupIdx = k.simdgroupIdx;
        final int slot = globalIdx;
        boolean v14 = k.simdAll(helper1(p2, out0, in1, out2, in3, out4, out5, slot));
    }

    static boolean helper1(long p0, IntArray out0, LongArray in1, HalfFloatArray out2, BFloat16Array in3, BFloat16Array out4, LongArray out5, int slot) {
        for (short i0 = 0; i0 < 6; ++i0) {
            switch ((short) ((byte) ((short) ((char) i0)))) {
                case 0, 1 -> {
            }
                case 3 -> {
            }
                case 6, 7 -> {
                if (true) {
                    continue;
                }
            }
                default -> {
                if ((((byte) i0) < ((short) 0))) {
                    break;
                }
            }
            }
            if ((switch ((-2147483648) & 7) { case 0, 1 -> true; case 2 -> false; case 3 -> false; default -> false; })) {
                return false;
            }
        }
        return false;
    }

        @Override
        public void plain(Object[] a) {
            kernel((KernelContext) a[0], (IntArray) a[1], (LongArray) a[2], (HalfFloatArray) a[3], (BFloat16Array) a[4], (BFloat16Array) a[5], (LongArray) a[6], (long) a[7]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel37rmm5y::kernel, (KernelContext) a[0], (IntArray) a[1], (LongArray) a[2], (HalfFloatArray) a[3], (BFloat16Array) a[4], (BFloat16Array) a[5], (LongArray) a[6], (long) a[7]);
        }
}
