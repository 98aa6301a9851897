/** What a kernel may call beyond plain Java: thread indices, barriers, SIMD-group operations and tiles. */
@NullMarked
package dev.bessemer.intrinsics;

import org.jspecify.annotations.NullMarked;
