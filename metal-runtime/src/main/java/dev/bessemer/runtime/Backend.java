package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.runtime.cpu.Step;
import java.util.List;
import java.util.Optional;

/** How a kind of device makes tasks into steps that run. */
interface Backend {
    /** Whether it runs a kernel's own Java, so that all of the kernel is done when it ends. */
    default boolean runsJava() {
        return false;
    }

    /** What kernels are compiled to. */
    CompileOptions.Target target();

    /** What cooperative tensors become unless a plan says. */
    default Lowering lowering() {
        return Lowering.SIMDGROUP_MATRIX;
    }

    /** Whether the device is new enough for a kernel compiled for this target. */
    default boolean takes(CompiledKernel kernel) {
        return true;
    }

    /** What the device can do at most, where that is published. */
    default Optional<DeviceLimits> limits() {
        return Optional.empty();
    }

    /** The machine that times measured on it hold for; empty where they mean nothing. */
    default Optional<String> machine() {
        return Optional.empty();
    }

    /**
     * A kernel with its launch.
     *
     * @param kernel compiled for this target
     * @param batches in how many launches it runs
     * @throws IllegalStateException when an array is closed
     */
    Step step(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory, int batches);

    /**
     * A prebuilt kernel with its launch.
     *
     * @throws IllegalArgumentException when the device executes no Metal
     */
    Step step(PrebuiltTask task, GridPlan grid, DeviceMemory memory);

    /** A launch whose threads leave partial results, and the launches that combine these after it, all of them this device's. */
    default Step reducing(Step threads, List<Step> combining) {
        return new ReducingStep(threads, combining);
    }

    /**
     * A library's operation.
     *
     * @throws IllegalArgumentException when the device does not have it
     * @throws IllegalStateException when an array is closed
     */
    Step step(LibraryTask task, DeviceMemory memory);
}
