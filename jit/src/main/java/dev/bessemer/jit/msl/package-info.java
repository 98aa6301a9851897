/** From the tile IR to Metal Shading Language; no other package writes any. */
@NullMarked
package dev.bessemer.jit.msl;

import org.jspecify.annotations.NullMarked;
