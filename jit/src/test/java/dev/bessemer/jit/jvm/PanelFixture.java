package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

/** Numbers and comparisons for the tests of panel operations. */
final class PanelFixture {
    /** Printed with every failure; change it to try other numbers. */
    static final long SEED = Long.getLong("panel.seed", 20261122);

    private PanelFixture() {}

    static Random random() {
        return new Random(SEED);
    }

    /** Floats of moderate size, with a few zeros of both signs. */
    static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(16) == 0 ? (random.nextBoolean() ? 0f : -0f) : random.nextFloat(-4, 4);
        }
        return values;
    }

    /** Any bit patterns, infinities and NaN among them. */
    static float[] patterns(Random random, int count) {
        float[] special = {
            0, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 65519, 65520
        };
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> special[random.nextInt(special.length)];
                case 1 -> Float.intBitsToFloat(random.nextInt());
                case 2 -> Float.float16ToFloat((short) random.nextInt()) * (1 + random.nextInt(3) * 0x1p-12f);
                default -> random.nextFloat(-160, 140);
            };
        }
        return values;
    }

    /** Equal to the bit, but for a NaN's payload. */
    static void assertSame(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            int place = i;
            assertEquals(
                    Float.floatToIntBits(expected[i]),
                    Float.floatToIntBits(actual[i]),
                    () -> what + ", seed " + SEED + ": element " + place + " should be " + expected[place] + " but is "
                            + actual[place]);
        }
    }
}
