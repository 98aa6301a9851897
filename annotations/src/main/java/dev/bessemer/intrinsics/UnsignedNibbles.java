package dev.bessemer.intrinsics;

/**
 * Bytes each of which holds two numbers from 0 to 15: what the right factor of a {@link Matmul2D} is made of where it has Metal's {@code uint4b_format} elements.
 * Element i of a {@link TensorView} of them lies in byte i / 2, in its low half where i is even. Rows follow each other without gaps: one of odd length ends in the
 * middle of a byte.
 *
 * <pre>{@code
 * TensorView.of(new UnsignedNibbles<>(weights), depth, columns)
 * }</pre>
 *
 * <p>Such a view is the right factor of halves, bfloats or {@link UnsignedBytes}, and its elements can be read one by one; all else is refused.
 *
 * @param bytes a {@link dev.bessemer.types.ByteArray}, or a local {@code byte[]} of {@link KernelContext}
 * @param <A> the array's type
 */
public record UnsignedNibbles<A>(A bytes) {}
