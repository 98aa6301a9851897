/** Off-heap arrays that the host and a kernel share, and the 16-bit floating-point values they hold. */
@NullMarked
package dev.bessemer.types;

import org.jspecify.annotations.NullMarked;
