package dev.bessemer.intrinsics;

import dev.bessemer.types.BFloat16;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.HalfFloat;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * The 64 elements of a {@link SimdgroupMatrix} where kernels run as plain Java. Each lane has all of them, the same in every lane; those
 * that a lane owns are the ones it computes where lanes may differ.
 *
 * @param type what they are rounded to
 * @param values row by row; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MatrixElements(ElementType type, float[] values) {
    private static final int SIDE = 8;
    private static final int ELEMENTS = SIDE * SIDE;

    /** Computes an element from its place in the row-major order. */
    @FunctionalInterface
    interface Computation {
        float element(int index);
    }

    /** Where a matrix lies in an array; see {@link SimdgroupMatrix}. */
    record Access(int offset, int rowStride, boolean transposed, int rows, int columns) {
        private boolean touches(int index) {
            return index / SIDE < rows && index % SIDE < columns;
        }

        private long place(int index) {
            int row = index / SIDE;
            int column = index % SIDE;
            return offset + (transposed ? (long) column * rowStride + row : (long) row * rowStride + column);
        }
    }

    /** Reads an element of memory. */
    @FunctionalInterface
    interface Source {
        float get(long index);
    }

    /** Writes an element of memory. */
    @FunctionalInterface
    interface Target {
        void set(long index, float value);
    }

    /** The matrix of what is computed for each element, rounded. */
    static MatrixElements of(ElementType type, Computation computation) {
        float[] values = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            values[i] = round(type, computation.element(i));
        }
        return new MatrixElements(type, values);
    }

    private static float round(ElementType type, float value) {
        return switch (type) {
            case F16 -> HalfFloat.of(value).toFloat();
            case BF16 -> BFloat16.of(value).toFloat();
            default -> value;
        };
    }

    /** The matrix with one value everywhere. */
    static MatrixElements filled(String method, ElementType type, float value) {
        float same = Lanes.same(method, value);
        return of(type, i -> same);
    }

    /** The matrix that lies in memory, read at once when all lanes have come. */
    static MatrixElements load(String method, ElementType type, Source source, Access access) {
        return Lanes.thread(method).meet(method, access, (List<Access> all) -> {
            Access same = Lanes.requireSame(method, all);
            return of(type, i -> same.touches(i) ? source.get(same.place(i)) : 0);
        });
    }

    /** Writes the matrix at once when all lanes have come. */
    void store(String method, Target target, Access access) {
        boolean _ = Lanes.thread(method).meet(method, access, (List<Access> all) -> {
            Access same = Lanes.requireSame(method, all);
            for (int i = 0; i < ELEMENTS; i++) {
                if (same.touches(i)) {
                    target.set(same.place(i), values[i]);
                }
            }
            return true;
        });
    }

    /** {@code a * b + c}: products added one after another, rounded at the end to c's type. */
    static MatrixElements multiplyAccumulate(String method, MatrixElements a, MatrixElements b, MatrixElements c) {
        Lanes.thread(method);
        return of(c.type, i -> {
            float sum = c.values[i];
            for (int k = 0; k < SIDE; k++) {
                sum = Math.fma(a.values[i / SIDE * SIDE + k], b.values[k * SIDE + i % SIDE], sum);
            }
            return sum;
        });
    }

    /** The matrix whose elements their owners compute, each lane its two. */
    MatrixElements byOwners(String method, Computation computation) {
        int first = SIDE * row(method) + column(method, 0);
        float[] mine = {computation.element(first), computation.element(first + 1)};
        return Lanes.thread(method).meet(method, mine, (List<float[]> all) -> of(type, i -> all.get(owner(i))[i % 2]));
    }

    /** The lane that owns an element: the inverse of {@link #row} and {@link #column}. */
    private static int owner(int index) {
        int row = index / SIDE;
        int column = index % SIDE;
        return row / 4 * 16 + column / 4 * 8 + row % 4 * 2 + column % 4 / 2;
    }

    /** The row of the current lane's elements. */
    static int row(String method) {
        int lane = Lanes.thread(method).place().lane();
        return (lane >> 4 & 1) * 4 + (lane >> 1 & 3);
    }

    /** The column of one of the current lane's elements. */
    static int column(String method, int e) {
        if (e != 0 && e != 1) {
            throw new IllegalArgumentException(method + ": a lane has elements 0 and 1, not " + e);
        }
        int lane = Lanes.thread(method).place().lane();
        return (lane >> 3 & 1) * 4 + (lane & 1) * 2 + e;
    }

    /** One of the current lane's elements. */
    float element(String method, int e) {
        return values[SIDE * row(method) + column(method, e)];
    }

    /** The eight elements of the current lane's row combined in pairs, then pairs of pairs. */
    float reduceRow(String method, BinaryOperator<Float> operator) {
        int first = SIDE * row(method);
        float[] row = Arrays.copyOfRange(values, first, first + SIDE);
        for (int length = SIDE; length > 1; length /= 2) {
            for (int i = 0; i < length / 2; i++) {
                row[i] = operator.apply(row[2 * i], row[2 * i + 1]);
            }
        }
        return row[0];
    }

    /** Each element combined with the same one of another matrix. */
    MatrixElements with(String method, MatrixElements other, BinaryOperator<Float> operator) {
        Lanes.thread(method);
        return of(type, i -> operator.apply(values[i], other.values[i]));
    }

    /** The same elements rounded to another type. */
    MatrixElements to(String method, ElementType other) {
        Lanes.thread(method);
        return of(other, i -> values[i]);
    }
}
