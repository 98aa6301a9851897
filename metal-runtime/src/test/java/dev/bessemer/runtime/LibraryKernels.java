package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

/** Kernels that call each method of Java's library that a kernel may call; results of one pair of operands lie side by side. */
final class LibraryKernels {
    private LibraryKernels() {}

    @Kernel
    static void integers(IntArray a, IntArray b, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            int x = a.get(i);
            int y = b.get(i);
            int d = y == 0 ? 1 : y;
            int at = i * 32;
            out.set(at, Integer.rotateLeft(x, y));
            out.set(at + 1, Integer.rotateRight(x, y));
            out.set(at + 2, Integer.reverseBytes(x));
            out.set(at + 3, Integer.reverse(x));
            out.set(at + 4, Integer.highestOneBit(x));
            out.set(at + 5, Integer.lowestOneBit(x));
            out.set(at + 6, Integer.compare(x, y));
            out.set(at + 7, Integer.compareUnsigned(x, y));
            out.set(at + 8, Integer.divideUnsigned(x, d));
            out.set(at + 9, Integer.remainderUnsigned(x, d));
            out.set(at + 10, Integer.signum(x));
            out.set(at + 11, Integer.sum(x, y));
            out.set(at + 12, Integer.bitCount(x));
            out.set(at + 13, Integer.numberOfLeadingZeros(x));
            out.set(at + 14, Integer.numberOfTrailingZeros(x));
            out.set(at + 15, Integer.compress(x, y));
            out.set(at + 16, Integer.expand(x, y));
            out.set(at + 17, Integer.hashCode(x));
            out.set(at + 18, Math.floorDiv(x, d));
            out.set(at + 19, Math.floorMod(x, d));
            out.set(at + 20, Math.ceilDiv(x, d));
            out.set(at + 21, Math.ceilMod(x, d));
            out.set(at + 22, Math.abs(x));
            out.set(at + 23, Math.min(x, y));
            out.set(at + 24, Integer.max(x, y));
            out.set(at + 25, StrictMath.floorMod(x, d));
            out.set(at + 26, Short.reverseBytes((short) x));
            out.set(at + 27, Short.compare((short) x, (short) y));
            out.set(at + 28, Short.toUnsignedInt((short) x));
            out.set(at + 29, Byte.toUnsignedInt((byte) x));
            out.set(at + 30, Character.reverseBytes((char) x));
            out.set(at + 31, Boolean.logicalXor(x > y, x > 0) ? Boolean.compare(x > 0, y > 0) : 7);
        }
    }

    @Kernel
    static void unsignedQuotients(LongArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, Long.divideUnsigned(7, a.get(i)));
        }
    }

    @Kernel
    static void longs(LongArray a, LongArray b, LongArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            long x = a.get(i);
            long y = b.get(i);
            long d = y == 0 ? 1 : y;
            int at = i * 32;
            out.set(at, Long.rotateLeft(x, (int) y));
            out.set(at + 1, Long.rotateRight(x, (int) y));
            out.set(at + 2, Long.reverseBytes(x));
            out.set(at + 3, Long.reverse(x));
            out.set(at + 4, Long.highestOneBit(x));
            out.set(at + 5, Long.lowestOneBit(x));
            out.set(at + 6, Long.compare(x, y));
            out.set(at + 7, Long.compareUnsigned(x, y));
            out.set(at + 8, Long.divideUnsigned(x, d));
            out.set(at + 9, Long.remainderUnsigned(x, d));
            out.set(at + 10, Long.signum(x));
            out.set(at + 11, Long.sum(x, y));
            out.set(at + 12, Long.bitCount(x));
            out.set(at + 13, Long.numberOfLeadingZeros(x));
            out.set(at + 14, Long.numberOfTrailingZeros(x));
            out.set(at + 15, Long.compress(x, y));
            out.set(at + 16, Long.expand(x, y));
            out.set(at + 17, Long.hashCode(x));
            out.set(at + 18, Math.floorDiv(x, d));
            out.set(at + 19, Math.floorMod(x, d));
            out.set(at + 20, Math.ceilDiv(x, d));
            out.set(at + 21, Math.ceilMod(x, d));
            out.set(at + 22, Math.abs(x));
            out.set(at + 23, Math.min(x, y));
            out.set(at + 24, Long.max(x, y));
            out.set(at + 25, Math.multiplyHigh(x, y));
            out.set(at + 26, Math.unsignedMultiplyHigh(x, y));
            out.set(at + 27, Math.multiplyFull((int) x, (int) y));
            out.set(at + 28, Integer.toUnsignedLong((int) x));
            out.set(at + 29, Byte.toUnsignedLong((byte) x));
            out.set(at + 30, Math.floorMod(x, (int) d == 0 ? 7 : (int) d));
            out.set(at + 31, Short.toUnsignedLong((short) x));
        }
    }

    @Kernel
    static void floats(FloatArray a, FloatArray b, FloatArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            float x = a.get(i);
            float y = b.get(i);
            int at = i * 32;
            out.set(at, Math.abs(x));
            out.set(at + 1, Math.min(x, y));
            out.set(at + 2, Float.max(x, y));
            out.set(at + 3, Math.fma(x, y, x));
            out.set(at + 4, (float) Math.floor(x));
            out.set(at + 5, (float) Math.ceil(x));
            out.set(at + 6, (float) Math.rint(x));
            out.set(at + 7, Math.signum(x));
            out.set(at + 8, Math.copySign(x, y));
            out.set(at + 9, Math.nextUp(x));
            out.set(at + 10, Math.nextDown(x));
            out.set(at + 11, Math.ulp(x));
            out.set(at + 12, StrictMath.abs(y));
            out.set(at + 13, (float) Math.sqrt(x));
            out.set(at + 14, x % y);
            out.set(at + 15, Float.sum(x, y));
            out.set(at + 16, KernelMath.mix(x, y, 0.25f));
            out.set(at + 17, KernelMath.clamp(x, -1, y));
            out.set(at + 18, Float.float16ToFloat(Float.floatToFloat16(x)));
            out.set(at + 19, StrictMath.signum(x));
            out.set(at + 20, KernelMath.exp2(x));
            out.set(at + 21, KernelMath.erf(x));
            out.set(at + 22, KernelMath.gelu(x));
            out.set(at + 23, KernelMath.sigmoid(x));
            out.set(at + 24, KernelMath.rsqrt(x));
        }
    }

    @Kernel
    static void functions(FloatArray a, FloatArray b, FloatArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            float x = a.get(i);
            float y = b.get(i);
            int at = i * 32;
            out.set(at, (float) Math.sin(x));
            out.set(at + 1, (float) Math.cos(x));
            out.set(at + 2, (float) Math.tan(x));
            out.set(at + 3, (float) Math.asin(x));
            out.set(at + 4, (float) Math.acos(x));
            out.set(at + 5, (float) Math.atan(x));
            out.set(at + 6, (float) Math.sinh(x));
            out.set(at + 7, (float) Math.cosh(x));
            out.set(at + 8, (float) Math.tanh(x));
            out.set(at + 9, (float) Math.exp(x));
            out.set(at + 10, (float) Math.expm1(x));
            out.set(at + 11, (float) Math.log(x));
            out.set(at + 12, (float) Math.log10(x));
            out.set(at + 13, (float) Math.log1p(x));
            out.set(at + 14, (float) Math.cbrt(x));
            out.set(at + 15, (float) Math.toRadians(x));
            out.set(at + 16, (float) Math.toDegrees(x));
            out.set(at + 17, (float) Math.atan2(x, y));
            out.set(at + 18, (float) Math.hypot(x, y));
            out.set(at + 19, (float) Math.pow(x, y));
            out.set(at + 20, KernelMath.log2(x));
            out.set(at + 21, KernelMath.fastExp(x));
            out.set(at + 22, KernelMath.fastExp2(x));
            out.set(at + 23, KernelMath.fastLog(x));
            out.set(at + 24, KernelMath.fastLog2(x));
            out.set(at + 25, KernelMath.fastSin(x));
            out.set(at + 26, KernelMath.fastCos(x));
        }
    }

    @Kernel
    static void classifications(FloatArray a, FloatArray b, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            float x = a.get(i);
            float y = b.get(i);
            int at = i * 32;
            out.set(at, Float.isNaN(x) ? 1 : 0);
            out.set(at + 1, Float.isInfinite(x) ? 1 : 0);
            out.set(at + 2, Float.isFinite(x) ? 1 : 0);
            out.set(at + 3, Float.compare(x, y));
            out.set(at + 4, Float.floatToIntBits(x));
            out.set(at + 5, Math.round(x));
            out.set(at + 6, Math.getExponent(x));
            out.set(at + 7, Float.floatToFloat16(x));
            out.set(at + 8, (int) x);
            out.set(at + 9, (int) ((long) x >> 32));
            out.set(at + 10, Float.hashCode(x));
            out.set(at + 11, (byte) x);
            out.set(at + 12, (char) x);
        }
    }
}
