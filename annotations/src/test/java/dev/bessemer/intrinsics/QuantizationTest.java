package dev.bessemer.intrinsics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.types.ByteArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Dot products of bytes are signed, begin where they are told to, and wrap. */
class QuantizationTest {
    private static final byte[] A = {9, -128, -128, 127, -1, 3};
    private static final byte[] B = {-128, 127, -128, 2, 5};
    private static final int DOT = -128 * -128 + -128 * 127 + 127 * -128 - 2;

    @Test
    void dp4a_extremes_areSigned() {
        try (ByteArray a = ByteArray.fromArray(A);
                ByteArray b = ByteArray.fromArray(B)) {
            assertEquals(7 + DOT, Quantization.dp4a(a, 1, b, 0, 7));
            assertEquals(7 + DOT, Quantization.dp4a(a, 1, B, 0, 7));
            assertEquals(Integer.MAX_VALUE, Quantization.dp4a(a, 1, b, 0, Integer.MIN_VALUE - DOT - 1));
        }
    }

    @Test
    void dp4aPacked_extremes_areSigned() {
        ByteBuffer a = ByteBuffer.wrap(A).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(B).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(DOT - 9, Quantization.dp4aPacked(a.getInt(1), b.getInt(0), -9));
    }

    @Test
    void dp4a_beyondTheEnd_isRefused() {
        try (ByteArray a = ByteArray.fromArray(A);
                ByteArray b = ByteArray.fromArray(B)) {
            assertThrows(IndexOutOfBoundsException.class, () -> Quantization.dp4a(a, 3, b, 0, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> Quantization.dp4a(a, 0, b, 2, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> Quantization.dp4a(a, 0, B, 2, 0));
        }
    }

    @Test
    void dequantizeFusedResult_sum_isScaledTwice() {
        assertEquals(-0.75f, Quantization.dequantizeFusedResult(-3, 0.5f, 0.5f));
    }
}
