package dev.bessemer.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an array parameter whose elements at constant indices all iterations of a kernel's {@link Parallel} loops are combined into:
 *
 * <pre>{@code
 * static void sum(FloatArray x, @Reduce FloatArray result) {
 *     for (@Parallel int i = 0; i < x.getSize(); i++) {
 *         result.set(0, result.get(0) + x.get(i));
 *     }
 * }
 * }</pre>
 *
 * <p>The array holds {@code int}, {@code long} or {@code float}; what combines is {@code +} (also {@code -} with the element on its
 * left), {@code *}, {@link Math#min} or {@link Math#max}, one of them an element. As in Java, what the element held before the launch
 * counts, unless the kernel sets it before its loop. Integers give what Java gives. Floats are combined in an order of their own, which
 * depends on the number of iterations alone: the same launch gives the same bits every time, but sums and products may differ from the
 * plain loop's in rounding.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reduce {}
