/** The Metal device: kernels compiled by the system, encoded into command buffers, executed by the GPU. */
@NullMarked
package dev.bessemer.runtime.metal;

import org.jspecify.annotations.NullMarked;
