/**
 * Off-heap arrays that the host and a kernel share, and the 16-bit floating-point values they hold.
 *
 * <p>Every array begins as zeros, is indexed by {@code int} or {@code long}, checks its bounds on the host, and is freed by
 * {@code close()}.
 */
@NullMarked
package dev.bessemer.types;

import org.jspecify.annotations.NullMarked;
