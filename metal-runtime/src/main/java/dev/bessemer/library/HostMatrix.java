package dev.bessemer.library;

import dev.bessemer.jit.jvm.PanelLoad;
import dev.bessemer.jit.jvm.PanelStore;
import dev.bessemer.types.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * A matrix in memory, which is read and written as panels of floats: element (r, c) is the memory's element {@code offset + r * stride + c} or,
 * transposed, {@code offset + c * stride + r}.
 *
 * @param type F32, F16 or BF16
 * @param rows extent after transposition
 * @param columns extent after transposition
 */
record HostMatrix(
        MemorySegment memory, ElementType type, long offset, int stride, boolean transposed, int rows, int columns) {
    /** Packed rows. */
    static HostMatrix packed(MemorySegment memory, ElementType type, long offset, int rows, int columns) {
        return new HostMatrix(memory, type, offset, columns, false, rows, columns);
    }

    /** The same memory with rows as columns. */
    HostMatrix transpose() {
        return new HostMatrix(memory, type, offset, stride, !transposed, columns, rows);
    }

    /** Reads a block of m x n, both multiples of 8, zero beyond the matrix. */
    void load(float[] panel, int panelStride, int row, int column, int m, int n) {
        long at = place(row, column);
        int below = rows - row;
        int right = columns - column;
        switch (type) {
            case F32 -> PanelLoad.loadF32(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case F16 -> PanelLoad.loadF16(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case BF16 -> PanelLoad.loadBF16(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case I8, I16, U16, I32, I64 -> throw new IllegalStateException("a matrix of " + type);
        }
    }

    /** Writes a block of m x n, both multiples of 8, but for what is beyond the matrix. */
    void store(float[] panel, int panelStride, int row, int column, int m, int n) {
        long at = place(row, column);
        int below = rows - row;
        int right = columns - column;
        switch (type) {
            case F32 -> PanelStore.storeF32(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case F16 -> PanelStore.storeF16(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case BF16 ->
                PanelStore.storeBF16(panel, 0, panelStride, m, n, memory, at, stride, transposed, below, right);
            case I8, I16, U16, I32, I64 -> throw new IllegalStateException("a matrix of " + type);
        }
    }

    private long place(int row, int column) {
        return offset + (transposed ? (long) column * stride + row : (long) row * stride + column);
    }
}
