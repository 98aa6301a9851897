/** The process that executes kernels, from this side: built, started, asked and read. */
@NullMarked
package dev.bessemer.simulator.worker;

import org.jspecify.annotations.NullMarked;
