package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Every pattern of a BFloat16, its rounding at every boundary, and its arithmetic, against exact arithmetic. */
class BFloat16Test {
    private static final SmallFloatFormat FORMAT = SmallFloatFormat.BFLOAT;
    private static final int PATTERNS = 1 << 16;
    private static final long SEED = 20_261;

    @Test
    void toFloat_everyPattern_isTheNumberItStandsFor() {
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            float value = BFloat16.ofBits((short) pattern).toFloat();
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
            BFloat16 value = BFloat16.ofBits((short) pattern);
            BFloat16 again = BFloat16.of(value.toFloat());
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
        assertEquals((short) pattern, BFloat16.of(value).bits(), () -> Float.toHexString(value));
        assertEquals((short) (pattern | 0x8000), new BFloat16(-value).bits(), () -> Float.toHexString(-value));
    }

    @Test
    void of_extremes_areKept() {
        assertEquals(BFloat16.POSITIVE_INFINITY, BFloat16.of(Float.MAX_VALUE));
        assertEquals(BFloat16.NEGATIVE_INFINITY, BFloat16.of(Float.NEGATIVE_INFINITY));
        assertEquals(0, BFloat16.of(Float.MIN_VALUE).bits());
        assertEquals((short) 0x8000, BFloat16.of(-0f).bits());
    }

    @Test
    void of_everyKindOfNaN_staysNaN() {
        for (int pattern : new int[] {0x7F800001, 0x7FC00000, 0x7FFFFFFF, 0xFF800001, 0xFFFFFFFF, 0x7F80FFFF}) {
            assertTrue(Float.isNaN(BFloat16.of(Float.intBitsToFloat(pattern)).toFloat()), Integer.toHexString(pattern));
        }
    }

    @Test
    void add_anyPair_isCorrectlyRounded() {
        checkArithmetic(BFloat16::add, BigDecimal::add);
    }

    @Test
    void sub_anyPair_isCorrectlyRounded() {
        checkArithmetic(BFloat16::sub, BigDecimal::subtract);
    }

    @Test
    void mult_anyPair_isCorrectlyRounded() {
        checkArithmetic(BFloat16::mult, BigDecimal::multiply);
    }

    @Test
    void div_anyPair_isCorrectlyRounded() {
        checkArithmetic(BFloat16::div, SmallFloatFormat::divide);
    }

    private static void checkArithmetic(BinaryOperator<BFloat16> operation, BinaryOperator<BigDecimal> exact) {
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            BFloat16 a = finite(random);
            BFloat16 b = round % 2 == 0 ? finite(random) : near(a, random);
            BigDecimal result = exact.apply(new BigDecimal(a.toFloat()), new BigDecimal(b.toFloat()));
            int expected = FORMAT.encode(result) & (result.signum() == 0 ? 0x7FFF : 0xFFFF);
            int actual = operation.apply(a, b).bits() & (result.signum() == 0 ? 0x7FFF : 0xFFFF);
            assertEquals(expected, actual, () -> a + " and " + b + ", seed " + SEED);
        }
    }

    /** Any value but zero, infinity and NaN. */
    private static BFloat16 finite(Random random) {
        return BFloat16.ofBits((short) ((1 + random.nextInt(FORMAT.infinity() - 1)) | (random.nextInt(2) << 15)));
    }

    /** A value of about the same magnitude: sums cancel and carry, quotients are about one. */
    private static BFloat16 near(BFloat16 value, Random random) {
        int magnitude = (value.bits() & 0x7FFF) + random.nextInt(-256, 256);
        int pattern = Math.clamp(magnitude, 1, FORMAT.infinity() - 1);
        return BFloat16.ofBits((short) (pattern | (random.nextInt(2) << 15)));
    }

    @Test
    void arithmetic_specialValues_isFloats() {
        BFloat16 infinity = BFloat16.POSITIVE_INFINITY;
        assertEquals(BFloat16.NaN, BFloat16.sub(infinity, infinity));
        assertEquals(BFloat16.NaN, BFloat16.mult(infinity, BFloat16.ZERO));
        assertEquals(infinity, BFloat16.div(BFloat16.ONE, BFloat16.ZERO));
        assertEquals(infinity, BFloat16.add(BFloat16.MAX_VALUE, BFloat16.MAX_VALUE));
    }

    @Test
    void constants_values_areTheirNames() {
        assertEquals(0, BFloat16.ZERO.toFloat());
        assertEquals(1, BFloat16.ONE.toFloat());
        assertEquals(FORMAT.decode(FORMAT.infinity() - 1), BFloat16.MAX_VALUE.toFloat());
        assertEquals(FORMAT.decode(1), BFloat16.MIN_VALUE.toFloat());
        assertEquals(FORMAT.decode(1 << 7), BFloat16.MIN_NORMAL.toFloat());
        assertEquals(Float.POSITIVE_INFINITY, BFloat16.POSITIVE_INFINITY.toFloat());
        assertEquals(Float.NEGATIVE_INFINITY, BFloat16.NEGATIVE_INFINITY.toFloat());
        assertTrue(Float.isNaN(BFloat16.NaN.toFloat()));
    }

    @Test
    void equals_numbersAndZeros_followsFloat() {
        assertEquals(BFloat16.of(1.5f), BFloat16.of(1.5f));
        assertEquals(BFloat16.of(1.5f).hashCode(), BFloat16.of(1.5f).hashCode());
        assertNotEquals(BFloat16.of(1.5f), BFloat16.of(-1.5f));
        assertNotEquals(BFloat16.of(0f), BFloat16.of(-0f));
        assertNotEquals(BFloat16.ONE, 1f);
        assertEquals(BFloat16.NaN, BFloat16.ofBits((short) 0xFFFF));
        assertEquals(BFloat16.NaN.hashCode(), BFloat16.ofBits((short) 0xFFFF).hashCode());
    }

    @Test
    void compareTo_signsAndNaN_followsFloat() {
        assertTrue(BFloat16.of(-2).compareTo(BFloat16.ONE) < 0);
        assertTrue(BFloat16.of(-0f).compareTo(BFloat16.ZERO) < 0);
        assertTrue(BFloat16.NaN.compareTo(BFloat16.POSITIVE_INFINITY) > 0);
        assertEquals(0, BFloat16.ONE.compareTo(BFloat16.of(1)));
    }

    @Test
    void toString_value_isTheFloats() {
        assertEquals("-1.5", BFloat16.of(-1.5f).toString());
    }
}
