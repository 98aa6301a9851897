package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.CompiledKernel.Parameter;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.jit.jvm.PanelSupport;
import dev.bessemer.runtime.cpu.CpuTask;
import dev.bessemer.runtime.cpu.Step;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks as the CPU device runs them: JVM bytecode. */
final class CpuBackend implements Backend {
    @Override
    public CompileOptions.Target target() {
        return CompileOptions.Target.CPU;
    }

    @Override
    public Optional<String> machine() {
        return Optional.of(System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, vectors of " + PanelSupport.lanes()
                + " floats, Java " + System.getProperty("java.runtime.version"));
    }

    @Override
    public Step step(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory, int batches) {
        return new CpuTask(task.id(), code(kernel), launch(task, kernel, grid, memory), batches);
    }

    @Override
    public Step step(PrebuiltTask task, GridPlan grid, DeviceMemory memory) {
        throw new IllegalArgumentException("task '" + task.id() + "': a prebuilt kernel is Metal source, which the CPU"
                + " device does not execute: choose a device that does with plan.withDevice(\"" + task.id()
                + "\", device), or write the kernel in Java and add it with task(...)");
    }

    @Override
    public Step step(LibraryTask task, DeviceMemory memory) {
        return LibraryStep.of(task, memory);
    }

    private static CpuKernel code(CompiledKernel kernel) {
        return switch (kernel.code()) {
            case CompiledKernel.Cpu cpu -> cpu.kernel();
            case CompiledKernel.Msl _ -> throw new IllegalStateException("code for the CPU was asked for");
        };
    }

    private static CpuLaunch launch(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory) {
        List<MemorySegment> arrays = new ArrayList<>();
        List<Long> scalars = new ArrayList<>();
        for (Parameter parameter : kernel.traits().parameters()) {
            Object argument = task.arguments().get(parameter.position());
            if (parameter.array()) {
                arrays.add(memory.elements(task, argument));
            } else {
                scalars.add(bits(argument));
            }
        }
        return new CpuLaunch(
                arrays.toArray(MemorySegment[]::new),
                scalars.stream().mapToLong(Long::longValue).toArray(),
                ints(grid.groups()),
                ints(grid.threads()));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long bits(Object scalar) {
        return switch (scalar) {
            case Float number -> Float.floatToRawIntBits(number);
            case Boolean flag -> flag ? 1 : 0;
            case Character character -> character;
            case Number number -> number.longValue();
            default -> throw new IllegalStateException("no kernel takes a " + scalar.getClass());
        };
    }
}
