/** The tile IR: typed, in SSA form, with structured control flow. */
@NullMarked
package dev.bessemer.jit.ir;

import org.jspecify.annotations.NullMarked;
