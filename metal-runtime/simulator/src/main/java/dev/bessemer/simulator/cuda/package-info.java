/** NVIDIA's GPUs through CUDA's driver: kernels that were built from Metal files, launched and timed. */
@NullMarked
package dev.bessemer.simulator.cuda;

import org.jspecify.annotations.NullMarked;
