/** What must hold of a function of the tile IR, checked after the lift and after every pass. */
@NullMarked
package dev.bessemer.jit.verify;

import org.jspecify.annotations.NullMarked;
