package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Every pattern of a HalfFloat, its rounding at every boundary, and its arithmetic, against exact arithmetic. */
class HalfFloatTest {
    private static final SmallFloatFormat FORMAT = SmallFloatFormat.HALF;
    private static final int PATTERNS = 1 << 16;
    private static final long SEED = 20_261;

    @Test
    void toFloat_everyPattern_isTheNumberItStandsFor() {
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            float value = HalfFloat.ofBits((short) pattern).toFloat();
            if (FORMAT.isNaN(pattern)) {
                assertTrue(Float.isNaN(value));
            } else if (FORMAT.isFinite(pattern)) {
                assertEquals(Double.doubleToRawLongBits(FORMAT.decode(pattern)), Double.doubleToRawLongBits(value));
            } else {
                assertEquals(pattern < 0x8000 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY, value);
            }
        }
    }

    @Test
    void of_everyValue_givesItsPatternBack() {
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            HalfFloat value = HalfFloat.ofBits((short) pattern);
            HalfFloat again = HalfFloat.of(value.toFloat());
            assertEquals(value, again);
            if (!FORMAT.isNaN(pattern)) {
                assertEquals((short) pattern, again.bits());
            }
        }
    }

    @Test
    void of_aroundEveryMidpoint_roundsToNearestEven() {
        for (int below = 0; below < FORMAT.infinity(); below++) {
            float midpoint = (float) ((FORMAT.decode(below) + FORMAT.decode(below + 1)) / 2);
            int even = below % 2 == 0 ? below : below + 1;
            assertRounds(Math.nextDown(midpoint), below);
            assertRounds(midpoint, even);
            assertRounds(Math.nextUp(midpoint), below + 1);
        }
    }

    private static void assertRounds(float value, int pattern) {
        assertEquals((short) pattern, HalfFloat.of(value).bits(), () -> Float.toHexString(value));
        assertEquals((short) (pattern | 0x8000), new HalfFloat(-value).bits(), () -> Float.toHexString(-value));
    }

    @Test
    void of_extremes_areKept() {
        assertEquals(HalfFloat.POSITIVE_INFINITY, HalfFloat.of(Float.MAX_VALUE));
        assertEquals(HalfFloat.NEGATIVE_INFINITY, HalfFloat.of(Float.NEGATIVE_INFINITY));
        assertEquals(0, HalfFloat.of(Float.MIN_VALUE).bits());
        assertEquals((short) 0x8000, HalfFloat.of(-0f).bits());
    }

    @Test
    void of_everyKindOfNaN_staysNaN() {
        for (int pattern : new int[] {0x7F800001, 0x7FC00000, 0x7FFFFFFF, 0xFF800001, 0xFFFFFFFF, 0x7F80FFFF}) {
            assertTrue(
                    Float.isNaN(HalfFloat.of(Float.intBitsToFloat(pattern)).toFloat()), Integer.toHexString(pattern));
        }
    }

    @Test
    void add_anyPair_isCorrectlyRounded() {
        checkArithmetic(HalfFloat::add, BigDecimal::add);
    }

    @Test
    void sub_anyPair_isCorrectlyRounded() {
        checkArithmetic(HalfFloat::sub, BigDecimal::subtract);
    }

    @Test
    void mult_anyPair_isCorrectlyRounded() {
        checkArithmetic(HalfFloat::mult, BigDecimal::multiply);
    }

    @Test
    void div_anyPair_isCorrectlyRounded() {
        checkArithmetic(HalfFloat::div, SmallFloatFormat::divide);
    }

    private static void checkArithmetic(BinaryOperator<HalfFloat> operation, BinaryOperator<BigDecimal> exact) {
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            HalfFloat a = finite(random);
            HalfFloat b = round % 2 == 0 ? finite(random) : near(a, random);
            BigDecimal result = exact.apply(new BigDecimal(a.toFloat()), new BigDecimal(b.toFloat()));
            int expected = FORMAT.encode(result) & (result.signum() == 0 ? 0x7FFF : 0xFFFF);
            int actual = operation.apply(a, b).bits() & (result.signum() == 0 ? 0x7FFF : 0xFFFF);
            assertEquals(expected, actual, () -> a + " and " + b + ", seed " + SEED);
        }
    }

    /** Any value but zero, infinity and NaN. */
    private static HalfFloat finite(Random random) {
        return HalfFloat.ofBits((short) ((1 + random.nextInt(FORMAT.infinity() - 1)) | (random.nextInt(2) << 15)));
    }

    /** A value of about the same magnitude: sums cancel and carry, quotients are about one. */
    private static HalfFloat near(HalfFloat value, Random random) {
        int magnitude = (value.bits() & 0x7FFF) + random.nextInt(-2048, 2048);
        int pattern = Math.clamp(magnitude, 1, FORMAT.infinity() - 1);
        return HalfFloat.ofBits((short) (pattern | (random.nextInt(2) << 15)));
    }

    @Test
    void arithmetic_specialValues_isFloats() {
        HalfFloat infinity = HalfFloat.POSITIVE_INFINITY;
        assertEquals(HalfFloat.NaN, HalfFloat.sub(infinity, infinity));
        assertEquals(HalfFloat.NaN, HalfFloat.mult(infinity, HalfFloat.ZERO));
        assertEquals(infinity, HalfFloat.div(HalfFloat.ONE, HalfFloat.ZERO));
        assertEquals(infinity, HalfFloat.add(HalfFloat.MAX_VALUE, HalfFloat.MAX_VALUE));
    }

    @Test
    void constants_values_areTheirNames() {
        assertEquals(0, HalfFloat.ZERO.toFloat());
        assertEquals(1, HalfFloat.ONE.toFloat());
        assertEquals(FORMAT.decode(FORMAT.infinity() - 1), HalfFloat.MAX_VALUE.toFloat());
        assertEquals(FORMAT.decode(1), HalfFloat.MIN_VALUE.toFloat());
        assertEquals(FORMAT.decode(1 << 10), HalfFloat.MIN_NORMAL.toFloat());
        assertEquals(Float.POSITIVE_INFINITY, HalfFloat.POSITIVE_INFINITY.toFloat());
        assertEquals(Float.NEGATIVE_INFINITY, HalfFloat.NEGATIVE_INFINITY.toFloat());
        assertTrue(Float.isNaN(HalfFloat.NaN.toFloat()));
    }

    @Test
    void equals_numbersAndZeros_followsFloat() {
        assertEquals(HalfFloat.of(1.5f), HalfFloat.of(1.5f));
        assertEquals(HalfFloat.of(1.5f).hashCode(), HalfFloat.of(1.5f).hashCode());
        assertNotEquals(HalfFloat.of(1.5f), HalfFloat.of(-1.5f));
        assertNotEquals(HalfFloat.of(0f), HalfFloat.of(-0f));
        assertNotEquals(HalfFloat.ONE, 1f);
        assertEquals(HalfFloat.NaN, HalfFloat.ofBits((short) 0xFFFF));
        assertEquals(HalfFloat.NaN.hashCode(), HalfFloat.ofBits((short) 0xFFFF).hashCode());
    }

    @Test
    void compareTo_signsAndNaN_followsFloat() {
        assertTrue(HalfFloat.of(-2).compareTo(HalfFloat.ONE) < 0);
        assertTrue(HalfFloat.of(-0f).compareTo(HalfFloat.ZERO) < 0);
        assertTrue(HalfFloat.NaN.compareTo(HalfFloat.POSITIVE_INFINITY) > 0);
        assertEquals(0, HalfFloat.ONE.compareTo(HalfFloat.of(1)));
    }

    @Test
    void toString_value_isTheFloats() {
        assertEquals("-1.5", HalfFloat.of(-1.5f).toString());
    }

    @Test
    void constructor_short_isABitPattern() {
        assertEquals(HalfFloat.ONE, new HalfFloat((short) 0x3C00));
        assertEquals(15360, new HalfFloat(0x3C00).toFloat());
    }
}
