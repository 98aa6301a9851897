package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.LANES;
import static dev.bessemer.jit.jvm.PanelSpecies.LINE;
import static dev.bessemer.jit.jvm.PanelSpecies.LINE_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LINE_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LINE_SHORTS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PanelLoad} with the Vector API, transposed; the limits lie in the panel. Panels of whole tiles are loaded as they lie in memory and transposed
 * from there into their place, where vectors hold 16 floats. Of others each whole tile's lines are put into its place and transposed there, and ragged
 * tiles are loaded element by element.
 */
final class PanelLoadTransposed {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** The sign bit of a float. */
    private static final int SIGN = 0x8000_0000;

    /** The bits of a float's infinity. */
    private static final int INFINITY = 0x7F80_0000;

    /** The bits of a half's infinity; NaN lies above. */
    private static final int INFINITE_HALF = 0x7C00;

    private static final int TILE = 8;

    private PanelLoadTransposed() {}

    /** Whether all tiles are whole, and two of them side by side are as wide as a vector. */
    static boolean areWide(int rows, int columns) {
        return LANES == 2 * TILE && rows % LANES == 0 && columns % TILE == 0 && rows * columns <= PanelScratch.SIZE;
    }

    static void loadF32(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        if (areWide(rows, columns)) {
            float[] lines = PanelScratch.own().lines;
            PanelLoadVector.loadF32(lines, 0, rows, from, offset, stride, columns, rows);
            PanelTransposeWide.transpose(d, dAt, dStride, lines, 0, rows, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                long at = offset + (long) c * stride + r;
                if (r + TILE <= rows && c + TILE <= columns) {
                    tileF32(d, tile, dStride, from, at, stride);
                    PanelTranspose.inPlace(d, tile, dStride);
                } else {
                    PanelLoadScalar.copy(
                            PanelElements.F32,
                            d,
                            tile,
                            dStride,
                            from,
                            at,
                            1,
                            stride,
                            Math.min(TILE, rows - r),
                            Math.min(TILE, columns - c));
                }
            }
        }
    }

    private static void tileF32(float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride) {
        for (int line = 0; line < TILE; line++) {
            long at = offset + (long) line * stride;
            int to = dAt + line * dStride;
            for (int i = 0; i < TILE; i += LINE) {
                FloatVector.fromMemorySegment(LINE_FLOATS, from, (at + i) * Float.BYTES, ORDER)
                        .intoArray(d, to + i);
            }
        }
    }

    static void loadF16(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        if (areWide(rows, columns)) {
            float[] lines = PanelScratch.own().lines;
            PanelLoadVector.loadF16(lines, 0, rows, from, offset, stride, columns, rows);
            PanelTransposeWide.transpose(d, dAt, dStride, lines, 0, rows, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                long at = offset + (long) c * stride + r;
                if (r + TILE <= rows && c + TILE <= columns) {
                    tileF16(d, tile, dStride, from, at, stride);
                    PanelTranspose.inPlace(d, tile, dStride);
                } else {
                    PanelLoadScalar.copy(
                            PanelElements.F16,
                            d,
                            tile,
                            dStride,
                            from,
                            at,
                            1,
                            stride,
                            Math.min(TILE, rows - r),
                            Math.min(TILE, columns - c));
                }
            }
        }
    }

    private static void tileF16(float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride) {
        for (int line = 0; line < TILE; line++) {
            long at = offset + (long) line * stride;
            int to = dAt + line * dStride;
            for (int i = 0; i < TILE; i += LINE) {
                IntVector bits = ShortVector.fromMemorySegment(LINE_SHORTS, from, (at + i) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, LINE_INTS, 0)
                        .reinterpretAsInts();
                IntVector size = bits.and(0x7FFF);
                IntVector number = size.lanewise(VectorOperators.LSHL, 13)
                        .reinterpretAsFloats()
                        .mul(0x1p112f)
                        .reinterpretAsInts()
                        .or(bits.lanewise(VectorOperators.LSHL, 16).and(SIGN));
                number.blend(number.or(INFINITY), size.compare(VectorOperators.GE, INFINITE_HALF))
                        .reinterpretAsFloats()
                        .intoArray(d, to + i);
            }
        }
    }

    static void loadBF16(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        if (areWide(rows, columns)) {
            float[] lines = PanelScratch.own().lines;
            PanelLoadVector.loadBF16(lines, 0, rows, from, offset, stride, columns, rows);
            PanelTransposeWide.transpose(d, dAt, dStride, lines, 0, rows, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                long at = offset + (long) c * stride + r;
                if (r + TILE <= rows && c + TILE <= columns) {
                    tileBF16(d, tile, dStride, from, at, stride);
                    PanelTranspose.inPlace(d, tile, dStride);
                } else {
                    PanelLoadScalar.copy(
                            PanelElements.BF16,
                            d,
                            tile,
                            dStride,
                            from,
                            at,
                            1,
                            stride,
                            Math.min(TILE, rows - r),
                            Math.min(TILE, columns - c));
                }
            }
        }
    }

    private static void tileBF16(float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride) {
        for (int line = 0; line < TILE; line++) {
            long at = offset + (long) line * stride;
            int to = dAt + line * dStride;
            for (int i = 0; i < TILE; i += LINE) {
                ShortVector.fromMemorySegment(LINE_SHORTS, from, (at + i) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, LINE_INTS, 0)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 16)
                        .reinterpretAsFloats()
                        .intoArray(d, to + i);
            }
        }
    }

    static void loadLocal(
            float[] d, int dAt, int dStride, float[] from, int offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r += TILE) {
            for (int c = 0; c < columns; c += TILE) {
                int tile = dAt + r * dStride + c;
                int at = offset + c * stride + r;
                if (r + TILE <= rows && c + TILE <= columns) {
                    tileLocal(d, tile, dStride, from, at, stride);
                    PanelTranspose.inPlace(d, tile, dStride);
                } else {
                    PanelLoadScalar.gather(
                            d, tile, dStride, from, at, stride, Math.min(TILE, rows - r), Math.min(TILE, columns - c));
                }
            }
        }
    }

    private static void tileLocal(float[] d, int dAt, int dStride, float[] from, int offset, int stride) {
        for (int line = 0; line < TILE; line++) {
            for (int i = 0; i < TILE; i += LINE) {
                FloatVector.fromArray(LINE_FLOATS, from, offset + line * stride + i)
                        .intoArray(d, dAt + line * dStride + i);
            }
        }
    }
}
