package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PanelLoad} of numbers of four bits with the Vector API, not transposed, where vectors hold at least eight floats; the limits lie in the panel. All
 * lanes get eight numbers as an int, and each shifts its own to the int's lower end. Of memory only bytes of wanted numbers are read.
 */
final class PanelLoadPairs {
    private static final int BITS = 4;
    private static final int NUMBER = 0xF;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The bits before a lane's number, eight lanes after each other. */
    private static final IntVector EIGHT_SHIFTS =
            IntVector.zero(EIGHT_INTS).addIndex(1).mul(BITS);

    /** The same, twice where a vector has sixteen lanes. */
    private static final IntVector SHIFTS =
            IntVector.zero(INTS).addIndex(1).and(7).mul(BITS);

    /** The lanes after the first eight. */
    private static final VectorMask<Integer> SECOND =
            SHIFTS.broadcast(0).addIndex(1).compare(VectorOperators.GE, 8);

    private PanelLoadPairs() {}

    /** @param sign 8, or 0 where numbers are unsigned */
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
            for (; LANES == 16 && c + 16 <= columns; c += 16) {
                long bits = sixteenNumbers(from, at + c);
                IntVector.broadcast(INTS, (int) bits)
                        .blend(IntVector.broadcast(INTS, (int) (bits >>> Integer.SIZE)), SECOND)
                        .lanewise(VectorOperators.LSHR, SHIFTS)
                        .and(NUMBER)
                        .lanewise(VectorOperators.XOR, sign)
                        .sub(sign)
                        .convertShape(VectorOperators.I2F, FLOATS, 0)
                        .reinterpretAsFloats()
                        .intoArray(d, to + c);
            }
            for (; c + 8 <= columns; c += 8) {
                eight(d, to + c, from, at + c, sign);
            }
            PanelLoadScalar.copyPairs(d, to + c, dStride, from, at + c, 0, 1, 1, columns - c, sign);
        }
    }

    static void eight(float[] d, int to, MemorySegment from, long at, int sign) {
        IntVector.broadcast(EIGHT_INTS, eightNumbers(from, at))
                .lanewise(VectorOperators.LSHR, EIGHT_SHIFTS)
                .and(NUMBER)
                .lanewise(VectorOperators.XOR, sign)
                .sub(sign)
                .convertShape(VectorOperators.I2F, EIGHT_FLOATS, 0)
                .reinterpretAsFloats()
                .intoArray(d, to);
    }

    /** Numbers from any on, the first lowest; where that is a byte's second they end in one byte more. */
    private static long sixteenNumbers(MemorySegment from, long first) {
        long at = first >> 1;
        long bits = from.get(LONG, at);
        return (first & 1) == 0
                ? bits
                : bits >>> BITS | (long) from.get(ValueLayout.JAVA_BYTE, at + Long.BYTES) << (Long.SIZE - BITS);
    }

    private static int eightNumbers(MemorySegment from, long first) {
        long at = first >> 1;
        int bits = from.get(INT, at);
        return (first & 1) == 0
                ? bits
                : bits >>> BITS | from.get(ValueLayout.JAVA_BYTE, at + Integer.BYTES) << (Integer.SIZE - BITS);
    }
}
