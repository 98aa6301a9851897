/** The compiler and linker that the simulator runs, and the folder in which it keeps what they made. */
@NullMarked
package dev.bessemer.simulator.toolchain;

import org.jspecify.annotations.NullMarked;
