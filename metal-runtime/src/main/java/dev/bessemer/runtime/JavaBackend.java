package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.runtime.cpu.Step;

/**
 * Tasks as the debug device runs them: the kernel's own Java. They are compiled for the CPU all the same, so that what other devices refuse is
 * refused here.
 */
final class JavaBackend implements Backend {
    @Override
    public CompileOptions.Target target() {
        return CompileOptions.Target.CPU;
    }

    @Override
    public boolean runsJava() {
        return true;
    }

    @Override
    public Step step(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory, int batches) {
        return new JavaStep(task, grid, memory);
    }

    @Override
    public Step step(PrebuiltTask task, GridPlan grid, DeviceMemory memory) {
        throw new IllegalArgumentException("task '" + task.id() + "': a prebuilt kernel is Metal source, and the debug"
                + " device executes Java: choose a device that executes Metal with plan.withDevice(\"" + task.id()
                + "\", device), or write the kernel in Java and add it with task(...)");
    }

    @Override
    public Step step(LibraryTask task, DeviceMemory memory) {
        return LibraryStep.of(task, memory);
    }
}
