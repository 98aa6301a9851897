package dev.bessemer.intrinsics;

/**
 * Bytes each of which holds two numbers from -8 to 7: what the right factor of a {@link Matmul2D} is made of where it has Metal's {@code int4b_format} elements.
 * Element i of a {@link TensorView} of them lies in byte i / 2, in its low half where i is even. Rows follow each other without gaps: one of odd length ends in the
 * middle of a byte.
 *
 * <pre>{@code
 * TensorView.of(new Nibbles<>(weights), depth, columns)
 * }</pre>
 *
 * <p>Such a view is the right factor of halves, bfloats or signed bytes, and its elements can be read one by one; all else is refused.
 *
 * @param bytes a {@link dev.bessemer.types.ByteArray}, or a local {@code byte[]} of {@link KernelContext}
 * @param <A> the array's type
 */
public record Nibbles<A>(A bytes) {}
