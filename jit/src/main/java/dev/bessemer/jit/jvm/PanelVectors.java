package dev.bessemer.jit.jvm;

import dev.bessemer.intrinsics.Exp2;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of vectors, lane by lane, of any shape; each gives the bits of the scalar it stands for, but for a NaN's payload.
 *
 * <p>A caller must not be sure that the JIT inlines them: one that was compiled by itself may be too big. Hot loops write them out.
 */
public final class PanelVectors {
    /** The sign bit of a float. */
    private static final int SIGN = 0x8000_0000;

    /** The bits of infinity. */
    private static final int INFINITY = 0x7F80_0000;

    /** 3/4: the floats around it are 2^-24 apart, as the smallest halves are. */
    private static final float SMALLEST_HALVES = 0.75f;

    /** Below this, 2^-14, halves lie 2^-24 apart. */
    private static final float LEAST_NORMAL_HALF = 0x1p-14f;

    /** From here on a float rounds to an infinite half. */
    private static final float INFINITE_HALF = 65520;

    private PanelVectors() {}

    /** {@link dev.bessemer.intrinsics.KernelMath#exp2}. */
    public static FloatVector exp2(FloatVector x) {
        VectorMask<Float> isZero = x.compare(VectorOperators.LT, Exp2.LOWEST);
        FloatVector clamped = clamp(x, isZero);
        FloatVector shifted = clamped.add(Exp2.ROUNDER);
        FloatVector power = polynomial(clamped.sub(shifted.sub(Exp2.ROUNDER)));
        IntVector n = shifted.reinterpretAsInts().sub(Exp2.ROUNDER_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        return power.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half))).blend(0f, isZero);
    }

    /** x limited to the range where exp2 is neither 0 nor infinite; NaN stays. */
    private static FloatVector clamp(FloatVector x, VectorMask<Float> isLow) {
        FloatVector low = x.blend(Exp2.LOWEST, isLow);
        return low.blend(Exp2.HIGHEST, low.compare(VectorOperators.GT, Exp2.HIGHEST));
    }

    private static FloatVector polynomial(FloatVector f) {
        FloatVector power = f.broadcast(Exp2.C6).fma(f, f.broadcast(Exp2.C5));
        power = power.fma(f, f.broadcast(Exp2.C4));
        power = power.fma(f, f.broadcast(Exp2.C3));
        power = power.fma(f, f.broadcast(Exp2.C2));
        power = power.fma(f, f.broadcast(Exp2.C1));
        return power.fma(f, f.broadcast(1));
    }

    /** 2^n, for n from -126 to 127. */
    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(Float.MAX_EXPONENT).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** {@link Math#max(float, float)}. */
    public static FloatVector max(FloatVector x, FloatVector y) {
        return x.max(y);
    }

    /** x rounded to half. */
    public static FloatVector roundToF16(FloatVector x) {
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        FloatVector size = x.abs();
        FloatVector normal = roundBits(size.reinterpretAsInts(), 13).reinterpretAsFloats();
        FloatVector small = size.add(SMALLEST_HALVES).sub(SMALLEST_HALVES);
        FloatVector rounded = normal.blend(small, size.compare(VectorOperators.LT, LEAST_NORMAL_HALF))
                .blend(Float.POSITIVE_INFINITY, size.compare(VectorOperators.GE, INFINITE_HALF));
        return keepNan(x, rounded.reinterpretAsInts().or(sign).reinterpretAsFloats());
    }

    /** x rounded to bfloat. */
    public static FloatVector roundToBF16(FloatVector x) {
        return keepNan(x, roundBits(x.reinterpretAsInts(), 16).reinterpretAsFloats());
    }

    /** The bits rounded to a multiple of 2^count, the even one at a tie. */
    private static IntVector roundBits(IntVector bits, int count) {
        IntVector even = bits.lanewise(VectorOperators.LSHR, count).and(1);
        return bits.add((1 << (count - 1)) - 1).add(even).and(-1 << count);
    }

    private static FloatVector keepNan(FloatVector x, FloatVector rounded) {
        VectorMask<Float> nan = x.test(VectorOperators.IS_NAN);
        return rounded.blend(Float.NaN, nan);
    }

    /** The pattern of the nearest half, in the lower 16 bits of each lane. */
    static IntVector f16Bits(FloatVector x) {
        FloatVector rounded = roundToF16(x);
        IntVector bits = rounded.reinterpretAsInts();
        IntVector size = bits.and(0x7FFF_FFFF);
        IntVector finite = rounded.abs().mul(0x1p-112f).reinterpretAsInts().lanewise(VectorOperators.LSHR, 13);
        IntVector special = size.lanewise(VectorOperators.LSHR, 13).and(0x7FFF);
        VectorMask<Integer> isSpecial = size.compare(VectorOperators.GE, INFINITY);
        return finite.blend(special, isSpecial)
                .or(bits.lanewise(VectorOperators.LSHR, 16).and(0x8000));
    }

    /** The pattern of the nearest bfloat, in the lower 16 bits of each lane. */
    static IntVector bf16Bits(FloatVector x) {
        return roundToBF16(x).reinterpretAsInts().lanewise(VectorOperators.LSHR, 16);
    }
}
