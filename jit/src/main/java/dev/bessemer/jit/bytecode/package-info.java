/** From a class file to the tile IR: the operand stack becomes values, control flow becomes regions. */
@NullMarked
package dev.bessemer.jit.bytecode;

import org.jspecify.annotations.NullMarked;
