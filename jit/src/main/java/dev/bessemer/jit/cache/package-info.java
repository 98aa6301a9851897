/** Compiled kernels by signature, in memory and on disk. */
@NullMarked
package dev.bessemer.jit.cache;

import org.jspecify.annotations.NullMarked;
