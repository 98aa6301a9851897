/** Kernels to learn from; each checks itself against a plain Java reference. */
@NullMarked
package dev.bessemer.samples;

import org.jspecify.annotations.NullMarked;
