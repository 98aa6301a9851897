/** What can be known of a function without running it: uniformity, ranges, aliasing and liveness. */
@NullMarked
package dev.bessemer.jit.analysis;

import org.jspecify.annotations.NullMarked;
