/** Rewrites of the tile IR, one class each, and the pipeline that lists them in order. */
@NullMarked
package dev.bessemer.jit.pass;

import org.jspecify.annotations.NullMarked;
