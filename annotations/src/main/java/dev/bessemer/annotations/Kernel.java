package dev.bessemer.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method as a kernel: one that is compiled for a device and launched through a {@code TaskGraph}. A method that a
 * task names is a kernel without it too, in STRICT math and with no fixed threadgroup; the mark tells a reader, and tools that list
 * kernels.
 *
 * <p>A kernel returns nothing. Its parameters are device arrays ({@code FloatArray} and its relatives), {@code MatrixArray}s,
 * {@code int}, {@code long}, {@code float}, {@code short}, {@code char}, {@code byte} and {@code boolean}, Java arrays of these, and,
 * first where there is one, a {@code KernelContext}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Kernel {
    /** How closely floating-point arithmetic follows Java's. */
    MathMode math() default MathMode.STRICT;

    /**
     * The fixed size of a threadgroup, in threads: one to three positive extents, x first; a missing extent is 1. Empty leaves
     * the size to the launch. A launch whose grid asks for another size is refused.
     */
    int[] threadgroup() default {};
}
