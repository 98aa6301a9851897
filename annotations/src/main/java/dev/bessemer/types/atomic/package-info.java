/** Atomic operations on the memory of arrays, for the arrays themselves and for the CPU device's code. */
@NullMarked
package dev.bessemer.types.atomic;

import org.jspecify.annotations.NullMarked;
