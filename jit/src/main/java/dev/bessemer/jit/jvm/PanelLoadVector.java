package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_SHORTS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;
import static dev.bessemer.jit.jvm.PanelSpecies.SHORTS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PanelLoad} with the Vector API; the limits lie in the panel. A transposed load reads each tile's lines as they lie in memory
 * into the tile's place and transposes it there.
 */
final class PanelLoadVector {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private PanelLoadVector() {}

    static void loadF32(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            MemorySegment from,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, rows, columns);
        if (!transposed) {
            rowsF32(d, dAt, dStride, from, offset, stride, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += 8) {
            for (int c = 0; c < columns; c += 8) {
                int tile = dAt + r * dStride + c;
                int lines = Math.min(8, columns - c);
                int length = Math.min(8, rows - r);
                PanelLoadScalar.clearOutside(d, tile, dStride, 8, 8, lines, length);
                rowsF32(d, tile, dStride, from, offset + (long) c * stride + r, stride, lines, length);
                PanelTranspose.inPlace(d, tile, dStride);
            }
        }
    }

    private static void rowsF32(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                FloatVector.fromMemorySegment(FLOATS, from, (at + c) * Float.BYTES, ORDER)
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                FloatVector.fromMemorySegment(EIGHT_FLOATS, from, (at + c) * Float.BYTES, ORDER)
                        .intoArray(d, to + c);
                c += 8;
            }
            for (; c < columns; c++) {
                d[to + c] = PanelElements.F32.get(from, at + c);
            }
        }
    }

    static void loadF16(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            MemorySegment from,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, rows, columns);
        if (!transposed) {
            rowsF16(d, dAt, dStride, from, offset, stride, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += 8) {
            for (int c = 0; c < columns; c += 8) {
                int tile = dAt + r * dStride + c;
                int lines = Math.min(8, columns - c);
                int length = Math.min(8, rows - r);
                PanelLoadScalar.clearOutside(d, tile, dStride, 8, 8, lines, length);
                rowsF16(d, tile, dStride, from, offset + (long) c * stride + r, stride, lines, length);
                PanelTranspose.inPlace(d, tile, dStride);
            }
        }
    }

    private static void rowsF16(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                PanelVectors.f16(ShortVector.fromMemorySegment(SHORTS, from, (at + c) * Short.BYTES, ORDER)
                                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                                .reinterpretAsInts())
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                PanelVectors.f16(ShortVector.fromMemorySegment(EIGHT_SHORTS, from, (at + c) * Short.BYTES, ORDER)
                                .convertShape(VectorOperators.ZERO_EXTEND_S2I, EIGHT_INTS, 0)
                                .reinterpretAsInts())
                        .intoArray(d, to + c);
                c += 8;
            }
            for (; c < columns; c++) {
                d[to + c] = PanelElements.F16.get(from, at + c);
            }
        }
    }

    static void loadBF16(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            MemorySegment from,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, rows, columns);
        if (!transposed) {
            rowsBF16(d, dAt, dStride, from, offset, stride, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += 8) {
            for (int c = 0; c < columns; c += 8) {
                int tile = dAt + r * dStride + c;
                int lines = Math.min(8, columns - c);
                int length = Math.min(8, rows - r);
                PanelLoadScalar.clearOutside(d, tile, dStride, 8, 8, lines, length);
                rowsBF16(d, tile, dStride, from, offset + (long) c * stride + r, stride, lines, length);
                PanelTranspose.inPlace(d, tile, dStride);
            }
        }
    }

    private static void rowsBF16(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                PanelVectors.bf16(ShortVector.fromMemorySegment(SHORTS, from, (at + c) * Short.BYTES, ORDER)
                                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                                .reinterpretAsInts())
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                PanelVectors.bf16(ShortVector.fromMemorySegment(EIGHT_SHORTS, from, (at + c) * Short.BYTES, ORDER)
                                .convertShape(VectorOperators.ZERO_EXTEND_S2I, EIGHT_INTS, 0)
                                .reinterpretAsInts())
                        .intoArray(d, to + c);
                c += 8;
            }
            for (; c < columns; c++) {
                d[to + c] = PanelElements.BF16.get(from, at + c);
            }
        }
    }

    static void loadLocalTransposed(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            float[] from,
            int offset,
            int stride,
            int rows,
            int columns) {
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, rows, columns);
        for (int r = 0; r < rows; r += 8) {
            for (int c = 0; c < columns; c += 8) {
                int tile = dAt + r * dStride + c;
                int lines = Math.min(8, columns - c);
                int length = Math.min(8, rows - r);
                PanelLoadScalar.loadLocal(
                        d, tile, dStride, 8, 8, from, offset + c * stride + r, stride, false, lines, length);
                PanelTranspose.inPlace(d, tile, dStride);
            }
        }
    }
}
