/**
 * Metal on Linux: a native library with an Objective-C runtime and the classes of Metal that Bessemer uses, which executes kernels with the simulator and
 * notes whatever Metal or Objective-C would not allow. The C++ is in the resource folder {@code standin/}.
 */
@NullMarked
package dev.bessemer.simulator.standin;

import org.jspecify.annotations.NullMarked;
