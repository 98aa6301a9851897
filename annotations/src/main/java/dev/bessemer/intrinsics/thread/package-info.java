/**
 * What the intrinsics need where kernels run as plain Java, a thread of the JVM for each of the grid's: who the thread is, and how it
 * meets the others. For the device that starts those threads; kernels never see it.
 */
@NullMarked
package dev.bessemer.intrinsics.thread;

import org.jspecify.annotations.NullMarked;
