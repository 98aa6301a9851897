package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;

/**
 * Loads of panels of m x n floats, both multiples of 8, from device memory and from local arrays.
 *
 * <p>Element (r, c) of the panel d becomes the array's element {@code offset + r * stride + c}, or transposed
 * {@code offset + c * stride + r}, where r is below {@code rows} and c below {@code columns}; the others become 0 and no memory is
 * touched for them. Both limits may be anything from below 0 to above m and n. Offset and stride count elements; the stride may be 0
 * or negative. The caller has checked the touched range ({@link PanelBounds}).
 */
public final class PanelLoad {
    /** A signed byte's highest bit. */
    private static final int BYTE_SIGN = 0x80;

    /** The highest bit of a signed number of four bits. */
    private static final int PAIR_SIGN = 0x8;

    private PanelLoad() {}

    /** From 32-bit floats in device memory. */
    public static void loadF32(
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
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!PanelSupport.VECTOR) {
            PanelLoadScalar.copy(
                    PanelElements.F32,
                    d,
                    dAt,
                    dStride,
                    from,
                    offset,
                    transposed ? 1 : stride,
                    transposed ? stride : 1,
                    r,
                    c);
        } else if (transposed) {
            PanelLoadTransposed.loadF32(d, dAt, dStride, from, offset, stride, r, c);
        } else {
            PanelLoadVector.loadF32(d, dAt, dStride, from, offset, stride, r, c);
        }
    }

    /** From halves in device memory. */
    public static void loadF16(
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
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!PanelSupport.VECTOR) {
            PanelLoadScalar.copy(
                    PanelElements.F16,
                    d,
                    dAt,
                    dStride,
                    from,
                    offset,
                    transposed ? 1 : stride,
                    transposed ? stride : 1,
                    r,
                    c);
        } else if (transposed) {
            PanelLoadTransposed.loadF16(d, dAt, dStride, from, offset, stride, r, c);
        } else {
            PanelLoadVector.loadF16(d, dAt, dStride, from, offset, stride, r, c);
        }
    }

    /** From bfloats in device memory. */
    public static void loadBF16(
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
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!PanelSupport.VECTOR) {
            PanelLoadScalar.copy(
                    PanelElements.BF16,
                    d,
                    dAt,
                    dStride,
                    from,
                    offset,
                    transposed ? 1 : stride,
                    transposed ? stride : 1,
                    r,
                    c);
        } else if (transposed) {
            PanelLoadTransposed.loadBF16(d, dAt, dStride, from, offset, stride, r, c);
        } else {
            PanelLoadVector.loadBF16(d, dAt, dStride, from, offset, stride, r, c);
        }
    }

    /** From bytes, -128 to 127, in device memory. */
    public static void loadI8(
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
        loadBytes(d, dAt, dStride, m, n, from, offset, stride, transposed, rows, columns, BYTE_SIGN);
    }

    /** From bytes, 0 to 255, in device memory. */
    public static void loadU8(
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
        loadBytes(d, dAt, dStride, m, n, from, offset, stride, transposed, rows, columns, 0);
    }

    /** From numbers of four bits, -8 to 7, in device memory, which offset and stride count. */
    public static void loadI4(
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
        loadPairs(d, dAt, dStride, m, n, from, offset, stride, transposed, rows, columns, PAIR_SIGN);
    }

    /** From numbers of four bits, 0 to 15, in device memory, which offset and stride count. */
    public static void loadU4(
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
        loadPairs(d, dAt, dStride, m, n, from, offset, stride, transposed, rows, columns, 0);
    }

    private static void loadBytes(
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
            int columns,
            int sign) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!PanelSupport.VECTOR || PanelWidth.LANES < PanelLoadBytes.LEAST_LANES) {
            int rowStep = transposed ? 1 : stride;
            PanelLoadScalar.copyBytes(d, dAt, dStride, from, offset, rowStep, transposed ? stride : 1, r, c, sign);
        } else if (transposed) {
            PanelLoadBytes.loadTransposed(d, dAt, dStride, from, offset, stride, r, c, sign, false);
        } else {
            PanelLoadBytes.load(d, dAt, dStride, from, offset, stride, r, c, sign);
        }
    }

    private static void loadPairs(
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
            int columns,
            int sign) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!PanelSupport.VECTOR || PanelWidth.LANES < PanelLoadBytes.LEAST_LANES) {
            int rowStep = transposed ? 1 : stride;
            PanelLoadScalar.copyPairs(d, dAt, dStride, from, offset, rowStep, transposed ? stride : 1, r, c, sign);
        } else if (transposed) {
            PanelLoadBytes.loadTransposed(d, dAt, dStride, from, offset, stride, r, c, sign, true);
        } else {
            PanelLoadPairs.load(d, dAt, dStride, from, offset, stride, r, c, sign);
        }
    }

    /** From a local array, of whatever element type: its elements are held as floats. d is another array or overlaps it not. */
    public static void loadLocal(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            float[] from,
            int offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelLoadScalar.clearOutside(d, dAt, dStride, m, n, r, c);
        if (!transposed) {
            PanelLoadScalar.copyLocal(d, dAt, dStride, from, offset, stride, r, c);
        } else if (PanelSupport.VECTOR) {
            PanelLoadTransposed.loadLocal(d, dAt, dStride, from, offset, stride, r, c);
        } else {
            PanelLoadScalar.gather(d, dAt, dStride, from, offset, stride, r, c);
        }
    }
}
