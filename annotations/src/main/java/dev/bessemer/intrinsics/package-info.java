/**
 * What a kernel's author calls beside plain Java: the thread's place in the launch, barriers, exchange between lanes, and the
 * matrix units. These methods are compiled for the device; called as plain Java they throw
 * {@link dev.bessemer.intrinsics.OutsideKernelException}, save {@link dev.bessemer.intrinsics.KernelMath}, which runs anywhere.
 */
@NullMarked
package dev.bessemer.intrinsics;

import org.jspecify.annotations.NullMarked;
