/** clang's syntax tree of checked Metal source, read from its dump. */
@NullMarked
package dev.bessemer.simulator.syntax;

import org.jspecify.annotations.NullMarked;
