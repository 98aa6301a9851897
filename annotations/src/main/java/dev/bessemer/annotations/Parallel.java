package dev.bessemer.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the variable of a counted loop whose iterations are independent: each becomes one thread of the grid.
 *
 * <pre>{@code
 * for (@Parallel int i = 0; i < c.getSize(); i++) {
 *     c.set(i, a.get(i) + b.get(i));
 * }
 * }</pre>
 *
 * <p>The variable's type is written out, {@code int} or {@code long}: javac rejects the annotation on {@code var}. Up to three directly nested loops may be marked; the innermost becomes x. Anywhere but on such a variable the annotation is
 * a compile error of the kernel.
 */
// TYPE_USE alone: with LOCAL_VARIABLE beside it javac accepts `@Parallel var i` and silently drops the annotation.
@Documented
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Parallel {}
