/** From the tile IR to JVM bytecode for the CPU device, and the microkernels which that code calls. */
@NullMarked
package dev.bessemer.jit.jvm;

import org.jspecify.annotations.NullMarked;
