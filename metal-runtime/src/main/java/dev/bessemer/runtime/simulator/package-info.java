/** The adapter to the simulator, which executes Metal source in a process of its own, where its module is on the path. */
@NullMarked
package dev.bessemer.runtime.simulator;

import org.jspecify.annotations.NullMarked;
