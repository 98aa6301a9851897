package dev.bessemer.intrinsics;

/**
 * Bytes that stand for 0 to 255 rather than -128 to 127: what a {@link TensorView} is made of where a matrix has Metal's {@code uchar} elements.
 *
 * <pre>{@code
 * TensorView.of(new UnsignedBytes<>(pixels), rows, columns)
 * }</pre>
 *
 * @param bytes a {@link dev.bessemer.types.ByteArray}, or a local {@code byte[]} of {@link KernelContext}
 * @param <A> the array's type
 */
public record UnsignedBytes<A>(A bytes) {}
