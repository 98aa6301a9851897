/** Helpers of the compiler's tests. */
@NullMarked
package dev.bessemer.jit.testing;

import org.jspecify.annotations.NullMarked;
