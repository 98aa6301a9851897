package dev.bessemer.library;

import java.util.Locale;

/**
 * Where in an array the rows of an attention's heads are: element d of row r of head h of batch b is at
 * {@code b * batchStride + h * headStride + r * rowStride + d}. A row's elements are next to each other; rows may be part of a larger array,
 * such as a cache of keys with room for more.
 *
 * @param batchStride elements from one batch to the next; 0 where all share one
 * @param headStride elements from one head to the next; 0 where all share one
 * @param rowStride elements from one row to the next
 */
public record AttentionLayout(int batchStride, int headStride, int rowStride) {
    /** @throws IllegalArgumentException if a stride is negative */
    public AttentionLayout {
        if (batchStride < 0 || headStride < 0 || rowStride < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the strides of an attention's array are %d, %d and %d, but must not be negative",
                    batchStride,
                    headStride,
                    rowStride));
        }
    }

    /**
     * Packed as (batch, head, row, element).
     *
     * @param heads in a batch
     * @param rows in a head, or the room there is for them
     * @param dim elements of a row
     * @throws ArithmeticException if a batch has more elements than an int counts
     */
    public static AttentionLayout headsFirst(int heads, int rows, int dim) {
        return new AttentionLayout(
                Math.multiplyExact(heads, Math.multiplyExact(rows, dim)), Math.multiplyExact(rows, dim), dim);
    }

    /**
     * Packed as (batch, row, head, element).
     *
     * @param heads in a batch
     * @param rows in a batch, or the room there is for them
     * @param dim elements of a row
     * @throws ArithmeticException if a batch has more elements than an int counts
     */
    public static AttentionLayout rowsFirst(int heads, int rows, int dim) {
        return new AttentionLayout(
                Math.multiplyExact(heads, Math.multiplyExact(rows, dim)), dim, Math.multiplyExact(heads, dim));
    }

    AttentionKernel.Strides strides() {
        return new AttentionKernel.Strides(batchStride, headStride, rowStride);
    }

    /** How many elements an array needs for so many of each, at least 1. */
    long extent(int batch, int heads, int rows, int dim) {
        return (batch - 1L) * batchStride + (heads - 1L) * headStride + (rows - 1L) * rowStride + dim;
    }
}
