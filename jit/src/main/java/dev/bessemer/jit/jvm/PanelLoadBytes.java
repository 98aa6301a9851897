package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link PanelLoad} of bytes, and transposed also of pairs, with the Vector API, where vectors hold at least eight floats; the limits lie in the panel. */
final class PanelLoadBytes {
    /** The least floats in a vector: there are no vectors of fewer bytes. */
    static final int LEAST_LANES = 8;

    private static final int TILE = 8;

    private static final VectorSpecies<Byte> EIGHT_BYTES = ByteVector.SPECIES_64;

    /** As many bytes as vectors have floats. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Byte.SIZE * Math.max(LANES, LEAST_LANES)));

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private PanelLoadBytes() {}

    /** @param sign 128, or 0 where bytes are unsigned */
    static void load(
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int stride,
            int rows,
            int columns,
            int sign) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                ByteVector.fromMemorySegment(BYTES, from, at + c, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.XOR, sign)
                        .sub(sign)
                        .convertShape(VectorOperators.I2F, FLOATS, 0)
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                eight(d, to + c, from, at + c, sign);
                c += 8;
            }
            PanelLoadScalar.copyBytes(d, to + c, dStride, from, at + c, 0, 1, 1, columns - c, sign);
        }
    }

    private static void eight(float[] d, int to, MemorySegment from, long at, int sign) {
        ByteVector.fromMemorySegment(EIGHT_BYTES, from, at, ORDER)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, EIGHT_INTS, 0)
                .reinterpretAsInts()
                .lanewise(VectorOperators.XOR, sign)
                .sub(sign)
                .convertShape(VectorOperators.I2F, EIGHT_FLOATS, 0)
                .reinterpretAsFloats()
                .intoArray(d, to);
    }

    /**
     * Lines are loaded as they lie in memory, and transposed then.
     *
     * @param sign of the elements
     * @param pairs whether they are of four bits
     */
    static void loadTransposed(
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int stride,
            int rows,
            int columns,
            int sign,
            boolean pairs) {
        if (PanelLoadTransposed.areWide(rows, columns)) {
            float[] lines = PanelScratch.own().lines;
            if (pairs) {
                PanelLoadPairs.load(lines, 0, rows, from, offset, stride, columns, rows, sign);
            } else {
                load(lines, 0, rows, from, offset, stride, columns, rows, sign);
            }
            PanelTransposeWide.transpose(d, dAt, dStride, lines, 0, rows, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                long at = offset + (long) c * stride + r;
                int lines = Math.min(TILE, rows - r);
                int elements = Math.min(TILE, columns - c);
                if (lines * elements == TILE * TILE) {
                    wholeTile(d, tile, dStride, from, at, stride, sign, pairs);
                } else if (pairs) {
                    PanelLoadScalar.copyPairs(d, tile, dStride, from, at, 1, stride, lines, elements, sign);
                } else {
                    PanelLoadScalar.copyBytes(d, tile, dStride, from, at, 1, stride, lines, elements, sign);
                }
            }
        }
    }

    private static void wholeTile(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int sign, boolean pairs) {
        for (int line = 0; line < TILE; line++) {
            int to = dAt + line * dStride;
            long at = offset + (long) line * stride;
            if (pairs) {
                PanelLoadPairs.eight(d, to, from, at, sign);
            } else {
                eight(d, to, from, at, sign);
            }
        }
        PanelTranspose.inPlace(d, dAt, dStride);
    }
}
