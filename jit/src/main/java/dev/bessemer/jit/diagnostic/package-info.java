/** What is wrong with a kernel, where, why, and what to write instead. */
@NullMarked
package dev.bessemer.jit.diagnostic;

import org.jspecify.annotations.NullMarked;
