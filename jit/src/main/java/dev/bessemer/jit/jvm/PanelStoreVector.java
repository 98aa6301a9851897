package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_SHORTS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;
import static dev.bessemer.jit.jvm.PanelSpecies.SHORTS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link PanelStore} with the Vector API, not transposed: whole vectors, then single elements; the limits lie in the panel. */
final class PanelStoreVector {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private PanelStoreVector() {}

    static void storeF32(
            float[] s, int sAt, int sStride, MemorySegment to, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int from = sAt + r * sStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                FloatVector.fromArray(FLOATS, s, from + c).intoMemorySegment(to, (at + c) * Float.BYTES, ORDER);
            }
            if (LANES > 8 && c + 8 <= columns) {
                FloatVector.fromArray(EIGHT_FLOATS, s, from + c).intoMemorySegment(to, (at + c) * Float.BYTES, ORDER);
                c += 8;
            }
            for (; c < columns; c++) {
                PanelElements.F32.set(to, at + c, s[from + c]);
            }
        }
    }

    static void storeF16(
            float[] s, int sAt, int sStride, MemorySegment to, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int from = sAt + r * sStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                PanelVectors.f16Bits(FloatVector.fromArray(FLOATS, s, from + c))
                        .convertShape(VectorOperators.I2S, SHORTS, 0)
                        .intoMemorySegment(to, (at + c) * Short.BYTES, ORDER);
            }
            if (LANES > 8 && c + 8 <= columns) {
                PanelVectors.f16Bits(FloatVector.fromArray(EIGHT_FLOATS, s, from + c))
                        .convertShape(VectorOperators.I2S, EIGHT_SHORTS, 0)
                        .intoMemorySegment(to, (at + c) * Short.BYTES, ORDER);
                c += 8;
            }
            for (; c < columns; c++) {
                PanelElements.F16.set(to, at + c, s[from + c]);
            }
        }
    }

    static void storeBF16(
            float[] s, int sAt, int sStride, MemorySegment to, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int from = sAt + r * sStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                PanelVectors.bf16Bits(FloatVector.fromArray(FLOATS, s, from + c))
                        .convertShape(VectorOperators.I2S, SHORTS, 0)
                        .intoMemorySegment(to, (at + c) * Short.BYTES, ORDER);
            }
            if (LANES > 8 && c + 8 <= columns) {
                PanelVectors.bf16Bits(FloatVector.fromArray(EIGHT_FLOATS, s, from + c))
                        .convertShape(VectorOperators.I2S, EIGHT_SHORTS, 0)
                        .intoMemorySegment(to, (at + c) * Short.BYTES, ORDER);
                c += 8;
            }
            for (; c < columns; c++) {
                PanelElements.BF16.set(to, at + c, s[from + c]);
            }
        }
    }
}
