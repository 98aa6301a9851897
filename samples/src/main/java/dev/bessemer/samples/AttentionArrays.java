package dev.bessemer.samples;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.types.MatrixArray;
import java.util.function.LongFunction;

/**
 * What an attention reads and writes, all of one type.
 *
 * @param array makes another array of the type
 */
record AttentionArrays<M extends SimdgroupMatrix<M>>(
        LongFunction<MatrixArray<M>> array, MatrixArray<M> q, MatrixArray<M> k, MatrixArray<M> v, MatrixArray<M> out) {
    /** Random queries, keys and values, the same for each call; a result of zeros. */
    static <M extends SimdgroupMatrix<M>> AttentionArrays<M> of(
            LongFunction<MatrixArray<M>> array, AttentionProblem problem) {
        AttentionArrays<M> arrays = new AttentionArrays<>(
                array,
                array.apply(problem.querySize()),
                array.apply(problem.keySize()),
                array.apply(problem.keySize()),
                array.apply(problem.querySize()));
        Dtype.fill(arrays.q, 1);
        Dtype.fill(arrays.k, 2);
        Dtype.fill(arrays.v, 3);
        return arrays;
    }
}
