/** The CPU device. */
@NullMarked
package dev.bessemer.runtime.cpu;

import org.jspecify.annotations.NullMarked;
