/**
 * The debug device: the kernel's own Java on the JVM, a thread for each of the grid's, with real barriers and exchanges, so that a breakpoint
 * in a kernel stops there.
 */
@NullMarked
package dev.bessemer.runtime.debug;

import org.jspecify.annotations.NullMarked;
