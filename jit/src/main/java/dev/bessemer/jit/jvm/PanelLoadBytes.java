package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link PanelLoad} of bytes with the Vector API, where vectors hold at least eight floats; the limits lie in the panel. */
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

    static void load(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                ByteVector.fromMemorySegment(BYTES, from, at + c, ORDER)
                        .convertShape(VectorOperators.B2F, FLOATS, 0)
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                eight(d, to + c, from, at + c);
                c += 8;
            }
            PanelLoadScalar.copyBytes(d, to + c, dStride, from, at + c, 0, 1, 1, columns - c);
        }
    }

    private static void eight(float[] d, int to, MemorySegment from, long at) {
        ByteVector.fromMemorySegment(EIGHT_BYTES, from, at, ORDER)
                .convertShape(VectorOperators.B2F, EIGHT_FLOATS, 0)
                .reinterpretAsFloats()
                .intoArray(d, to);
    }

    static void loadTransposed(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                long at = offset + (long) c * stride + r;
                if (r + TILE <= rows && c + TILE <= columns) {
                    for (int line = 0; line < TILE; line++) {
                        eight(d, tile + line * dStride, from, at + (long) line * stride);
                    }
                    PanelTranspose.inPlace(d, tile, dStride);
                } else {
                    int lines = Math.min(TILE, rows - r);
                    PanelLoadScalar.copyBytes(
                            d, tile, dStride, from, at, 1, stride, lines, Math.min(TILE, columns - c));
                }
            }
        }
    }
}
