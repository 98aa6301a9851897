package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;

/**
 * Stores of panels of m x n floats, both multiples of 8, to device memory and to local arrays.
 *
 * <p>Element (r, c) of the panel s goes to the array's element {@code offset + r * stride + c}, or transposed
 * {@code offset + c * stride + r}, where r is below {@code rows} and c below {@code columns}; nothing else is touched. Both limits may
 * be anything from below 0 to above m and n. Offset and stride count elements; the stride may be 0 or negative. Where elements fall
 * on one place, the last in row-major order stays. The caller has checked the touched range ({@link PanelBounds}).
 */
public final class PanelStore {
    private PanelStore() {}

    /** To device memory as 32-bit floats. */
    public static void storeF32(
            float[] s,
            int sAt,
            int sStride,
            int m,
            int n,
            MemorySegment to,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        if (PanelSupport.VECTOR && !transposed) {
            PanelStoreVector.storeF32(s, sAt, sStride, to, offset, stride, r, c);
        } else {
            PanelStoreScalar.store(PanelElements.F32, s, sAt, sStride, to, offset, stride, transposed, r, c);
        }
    }

    /** To device memory as halves, rounding. */
    public static void storeF16(
            float[] s,
            int sAt,
            int sStride,
            int m,
            int n,
            MemorySegment to,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        if (PanelSupport.VECTOR && !transposed) {
            PanelStoreVector.storeF16(s, sAt, sStride, to, offset, stride, r, c);
        } else {
            PanelStoreScalar.store(PanelElements.F16, s, sAt, sStride, to, offset, stride, transposed, r, c);
        }
    }

    /** To device memory as bfloats, rounding. */
    public static void storeBF16(
            float[] s,
            int sAt,
            int sStride,
            int m,
            int n,
            MemorySegment to,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        if (PanelSupport.VECTOR && !transposed) {
            PanelStoreVector.storeBF16(s, sAt, sStride, to, offset, stride, r, c);
        } else {
            PanelStoreScalar.store(PanelElements.BF16, s, sAt, sStride, to, offset, stride, transposed, r, c);
        }
    }

    /** To a local array of any element type; the panel's elements are of that type already. The array is not s or overlaps it not. */
    public static void storeLocal(
            float[] s,
            int sAt,
            int sStride,
            int m,
            int n,
            float[] to,
            int offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        int r = PanelBounds.limit(rows, m);
        int c = PanelBounds.limit(columns, n);
        PanelStoreScalar.storeLocal(s, sAt, sStride, to, offset, stride, transposed, r, c);
    }
}
