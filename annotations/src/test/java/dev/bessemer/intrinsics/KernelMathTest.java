package dev.bessemer.intrinsics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions' stated bounds, over all exponents and both signs. */
class KernelMathTest {
    /** A prime, so that the patterns visited share no low bits. */
    private static final int STRIDE = 1021;

    @Test
    void exp2_everyExponent_isWithinItsBound() {
        double worst = 0;
        for (long pattern = 0; pattern < 0x7F80_0000L; pattern += STRIDE) {
            float x = Float.intBitsToFloat((int) pattern);
            worst = Math.max(worst, Math.max(exp2Error(x), exp2Error(-x)));
        }
        assertTrue(worst <= 0.9, worst + " units in the last place");
    }

    @Test
    void exp2_aroundItsLimits_isWithinItsBound() {
        double worst = 0;
        for (float x : new float[] {-150, -149, -0.5f, 0.5f, 1.5f, 127, 128}) {
            float near = Math.nextDown(Math.nextDown(x));
            for (int step = 0; step < 5; step++, near = Math.nextUp(near)) {
                worst = Math.max(worst, exp2Error(near));
            }
        }
        assertTrue(worst <= 0.9, worst + " units in the last place");
    }

    /**
     * The error in units of the exact result's last place; a number where infinity belongs is infinitely wrong, and so is anything but 0
     * where the exact result is subnormal.
     */
    private static double exp2Error(float x) {
        double exact = x < Float.MIN_EXPONENT ? 0 : Math.pow(2, x);
        float actual = KernelMath.exp2(x);
        if (Float.isInfinite(actual) || Float.isInfinite((float) exact)) {
            return (float) exact == actual ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - exact) / Math.ulp((float) exact);
    }

    @Test
    void exp2_wholeNumber_isExact() {
        for (int n = Float.MIN_EXPONENT; n < 128; n++) {
            assertEquals(Math.scalb(1f, n), KernelMath.exp2(n));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, 0",
        "128, Infinity",
        "3.4e38, Infinity",
        "-150, 0",
        "-3.4e38, 0",
        "1.4e-45, 1"
    })
    void exp2_specialValue_isTheLimit(float x, float expected) {
        assertEquals(expected, KernelMath.exp2(x));
    }

    @Test
    void exp2_belowTheSmallestNormal_isZero() {
        assertEquals(Float.MIN_NORMAL, KernelMath.exp2(-126));
        assertEquals(0, KernelMath.exp2(Math.nextDown(-126f)));
        assertEquals(0, KernelMath.exp2(-126.25f));
    }

    @Test
    void log2_everyExponent_isWithinItsBound() {
        double worst = 0;
        for (long pattern = 1; pattern < 0x7F80_0000L; pattern += STRIDE) {
            float x = Float.intBitsToFloat((int) pattern);
            double exact = Math.log(x) / Math.log(2);
            worst = Math.max(worst, Math.abs(KernelMath.log2(x) - exact) / Math.ulp((float) exact));
        }
        assertTrue(worst <= 0.51, worst + " units in the last place");
    }

    @Test
    void log2_powerOfTwo_isExact() {
        for (int n = -149; n < 128; n++) {
            assertEquals(n, KernelMath.log2(Math.scalb(1f, n)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, -Infinity", "-0.0, -Infinity", "-1, NaN", "NaN, NaN", "Infinity, Infinity"})
    void log2_specialValue_isTheLimit(float x, float expected) {
        assertEquals(expected, KernelMath.log2(x));
    }

    @ParameterizedTest
    @CsvSource({"4, 0.5", "0.25, 2", "0, Infinity", "-0.0, -Infinity", "-1, NaN", "NaN, NaN", "Infinity, 0"})
    void rsqrt_knownValue_isExact(float x, float expected) {
        assertEquals(expected, KernelMath.rsqrt(x));
    }

    @ParameterizedTest
    @ValueSource(floats = {3, 0.7f, 1e-40f, 3e38f})
    void rsqrt_anyValue_isRoundedOnce(float x) {
        assertEquals((float) (1 / Math.sqrt(x)), KernelMath.rsqrt(x));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 3, 3",
        "-5, 0, 3, 0",
        "2, 0, 3, 2",
        "NaN, 0, 3, NaN",
        "1, NaN, 3, NaN",
        "1, 0, NaN, NaN",
        "1, 5, 3, 3"
    })
    void clamp_float_staysInRange(float value, float low, float high, float expected) {
        assertEquals(expected, KernelMath.clamp(value, low, high));
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 3, 3", "-5, 0, 3, 0", "2, 0, 3, 2", "1, 5, 3, 3", "-2147483648, -1, 1, -1"})
    void clamp_int_staysInRange(int value, int low, int high, int expected) {
        assertEquals(expected, KernelMath.clamp(value, low, high));
    }

    @Test
    void erf_everyExponent_isWithinItsBound() {
        double worst = 0;
        for (long pattern = 0; pattern < 0x4100_0000L; pattern += STRIDE) {
            float x = Float.intBitsToFloat((int) pattern);
            double exact = exactErf(x);
            worst = Math.max(worst, Math.abs(KernelMath.erf(x) - exact) / Math.ulp((float) exact));
        }
        assertTrue(worst <= 1.5, worst + " units in the last place");
    }

    /** A series of positive terms; 1 where it is that to more digits than a float has. */
    private static double exactErf(double x) {
        double term = x;
        double sum = 0;
        for (int n = 1; n < 200; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return Math.abs(x) < 6 ? 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum : Math.signum(x);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, -0.0", "4, 1", "-10, -1", "Infinity, 1", "-Infinity, -1", "NaN, NaN"})
    void erf_specialValue_isTheLimit(float x, float expected) {
        assertEquals(expected, KernelMath.erf(x));
        assertEquals(-expected, KernelMath.erf(-x));
    }

    @Test
    void gelu_anyValue_isWithinItsBound() {
        for (float x = -20; x < 20; x += 0x1p-12f) {
            double exact = x / 2.0 * (1 + Math.signum(x) * exactErf(Math.abs(x) / Math.sqrt(2)));
            assertEquals(exact, KernelMath.gelu(x), 0x1p-22 * Math.max(1, Math.abs(x)), "of " + x);
        }
        assertEquals(Float.POSITIVE_INFINITY, KernelMath.gelu(Float.POSITIVE_INFINITY));
    }

    @Test
    void sigmoid_everyExponent_isWithinItsBound() {
        double worst = 0;
        for (long pattern = 0; pattern < 0x42A0_0000L; pattern += STRIDE) {
            float x = Float.intBitsToFloat((int) pattern);
            worst = Math.max(worst, Math.max(sigmoidError(x), sigmoidError(-x)));
        }
        assertTrue(worst <= 4, worst + " units in the last place");
    }

    private static double sigmoidError(float x) {
        double exact = 1 / (1 + Math.exp(-x));
        return Math.abs(KernelMath.sigmoid(x) - exact) / Math.ulp((float) exact);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "200, 1", "-200, 0", "Infinity, 1", "-Infinity, 0", "NaN, NaN"})
    void sigmoid_specialValue_isTheLimit(float x, float expected) {
        assertEquals(expected, KernelMath.sigmoid(x));
    }

    @ParameterizedTest
    @CsvSource({"2, 6, 0, 2", "2, 6, 1, 6", "2, 6, 0.25, 3", "2, NaN, 0, NaN"})
    void mix_knownValue_isExact(float a, float b, float t, float expected) {
        assertEquals(expected, KernelMath.mix(a, b, t));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.001f, 0.7f, 1, 3, 20})
    void fastFunctions_anyValue_areWithinTheirBounds(float x) {
        assertEquals(Math.exp(x), KernelMath.fastExp(x), (3 + 2 * x) * Math.ulp((float) Math.exp(x)));
        assertEquals(KernelMath.exp2(x), KernelMath.fastExp2(x));
        assertEquals((float) Math.log(x), KernelMath.fastLog(x));
        assertEquals(KernelMath.log2(x), KernelMath.fastLog2(x));
        assertEquals((float) Math.sin(x), KernelMath.fastSin(x));
        assertEquals((float) Math.cos(x), KernelMath.fastCos(x));
    }
}
