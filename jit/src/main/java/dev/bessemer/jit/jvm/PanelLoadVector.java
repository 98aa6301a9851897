package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_SHORTS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;
import static dev.bessemer.jit.jvm.PanelSpecies.SHORTS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PanelLoad} with the Vector API, not transposed: whole vectors, then single elements; the limits lie in the panel.
 *
 * <p>Conversions are written out where they are used: a method from vector to vector that the JIT has compiled by itself may be too
 * big to be inlined again, and the vectors would go through the heap.
 */
final class PanelLoadVector {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** The sign bit of a float. */
    private static final int SIGN = 0x8000_0000;

    /** The bits of a float's infinity. */
    private static final int INFINITY = 0x7F80_0000;

    /** The bits of a half's infinity; NaN lies above. */
    private static final int INFINITE_HALF = 0x7C00;

    /** So many halves are worth a loop of their own. */
    private static final int MANY = 512;

    private PanelLoadVector() {}

    static void loadF32(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        if (stride == columns && dStride == columns && rows * columns > 0) {
            MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED, offset * Float.BYTES, d, dAt, rows * columns);
            return;
        }
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
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        if (dStride == columns && rows * columns >= MANY && rows * columns <= PanelScratch.SIZE) {
            manyHalves(d, dAt, from, offset, stride, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                IntVector bits = ShortVector.fromMemorySegment(SHORTS, from, (at + c) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                        .reinterpretAsInts();
                IntVector size = bits.and(0x7FFF);
                IntVector number = size.lanewise(VectorOperators.LSHL, 13)
                        .reinterpretAsFloats()
                        .mul(0x1p112f)
                        .reinterpretAsInts()
                        .or(bits.lanewise(VectorOperators.LSHL, 16).and(SIGN));
                number.blend(number.or(INFINITY), size.compare(VectorOperators.GE, INFINITE_HALF))
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                IntVector bits = ShortVector.fromMemorySegment(EIGHT_SHORTS, from, (at + c) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, EIGHT_INTS, 0)
                        .reinterpretAsInts();
                IntVector size = bits.and(0x7FFF);
                IntVector number = size.lanewise(VectorOperators.LSHL, 13)
                        .reinterpretAsFloats()
                        .mul(0x1p112f)
                        .reinterpretAsInts()
                        .or(bits.lanewise(VectorOperators.LSHL, 16).and(SIGN));
                number.blend(number.or(INFINITY), size.compare(VectorOperators.GE, INFINITE_HALF))
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
                c += 8;
            }
            for (; c < columns; c++) {
                d[to + c] = PanelElements.F16.get(from, at + c);
            }
        }
    }

    /** A panel without gaps: its halves are copied as they are, and widened in one loop, for which the JVM uses the processor's own instruction. */
    private static void manyHalves(
            float[] d, int dAt, MemorySegment from, long offset, int stride, int rows, int columns) {
        short[] halves = PanelScratch.own().halves;
        int lines = stride == columns ? 1 : rows;
        int length = rows * columns / lines;
        for (int r = 0; r < lines; r++) {
            long at = (offset + (long) r * stride) * Short.BYTES;
            MemorySegment.copy(from, ValueLayout.JAVA_SHORT_UNALIGNED, at, halves, r * length, length);
        }
        widen(halves, d, dAt, rows * columns);
    }

    private static void widen(short[] halves, float[] d, int dAt, int count) {
        for (int i = 0; i < count; i++) {
            d[dAt + i] = Float.float16ToFloat(halves[i]);
        }
    }

    static void loadBF16(
            float[] d, int dAt, int dStride, MemorySegment from, long offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * stride;
            int c = 0;
            for (; c + LANES <= columns; c += LANES) {
                ShortVector.fromMemorySegment(SHORTS, from, (at + c) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 16)
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
            }
            if (LANES > 8 && c + 8 <= columns) {
                ShortVector.fromMemorySegment(EIGHT_SHORTS, from, (at + c) * Short.BYTES, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, EIGHT_INTS, 0)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 16)
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
                c += 8;
            }
            for (; c < columns; c++) {
                d[to + c] = PanelElements.BF16.get(from, at + c);
            }
        }
    }
}
