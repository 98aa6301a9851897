/** Kernels that compute what the samples compute in another way, to show that the compiler's speed is not tied to the samples' text. */
@NullMarked
package dev.bessemer.bench.variant;

import org.jspecify.annotations.NullMarked;
