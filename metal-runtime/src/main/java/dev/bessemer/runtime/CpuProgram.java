package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.CompiledKernel.Parameter;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.runtime.cpu.CpuPool;
import dev.bessemer.runtime.cpu.CpuTask;
import dev.bessemer.runtime.cpu.CpuWave;
import dev.bessemer.runtime.graph.Access;
import dev.bessemer.runtime.graph.Schedule;
import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A graph compiled and scheduled for the CPU device. */
final class CpuProgram {
    private final List<Use> uses;
    private final List<CpuWave> waves;

    private CpuProgram(List<Use> uses, List<CpuWave> waves) {
        this.uses = uses;
        this.waves = waves;
    }

    /** An array and the task and parameter that a message names for it. */
    private record Use(DeviceArray array, KernelTask task, int position) {
        MemorySegment retain() {
            try {
                return array.retain();
            } catch (IllegalStateException closed) {
                throw new IllegalStateException(task.about(position) + closed.getMessage(), closed);
            }
        }
    }

    /**
     * Compiles all tasks.
     *
     * @throws dev.bessemer.jit.KernelCompilationException when a kernel has something wrong with it
     * @throws IllegalArgumentException when a task has no fitting grid, or an array too large for its kernel
     * @throws IllegalStateException when an array is closed
     */
    static CpuProgram of(ImmutableTaskGraph graph, @Nullable GridScheduler grids, boolean boundsChecks) {
        CompileOptions options = CompileOptions.of(CompileOptions.Target.CPU).withBoundsChecks(boundsChecks);
        List<Use> uses = new ArrayList<>();
        List<Access> accesses = new ArrayList<>();
        List<CpuTask> tasks = new ArrayList<>();
        for (KernelTask task : graph.tasks()) {
            CompiledKernel kernel =
                    KernelCompiler.shared().compile(task.kernel(), task.kinds(), task.constants(), options);
            GridPlan grid = GridPlan.of(task, kernel.traits(), grids == null ? null : grids.get(task.id()));
            checkSizes(task, kernel);
            collect(task, uses);
            accesses.add(access(task, kernel));
            tasks.add(new CpuTask(task.id(), code(kernel), launch(task, kernel, grid)));
        }
        List<CpuWave> waves = Schedule.of(accesses).waves().stream()
                .map(wave -> new CpuWave(wave.stream().map(tasks::get).toList()))
                .toList();
        return new CpuProgram(List.copyOf(uses), waves);
    }

    /** Runs all tasks, their arrays kept alive meanwhile. */
    void run() {
        int held = 0;
        try {
            for (; held < uses.size(); held++) {
                var _ = uses.get(held).retain();
            }
            for (CpuWave wave : waves) {
                wave.run(CpuPool.shared());
            }
        } finally {
            while (held > 0) {
                uses.get(--held).array().release();
            }
        }
    }

    private static void collect(KernelTask task, List<Use> uses) {
        for (int i = 0; i < task.arguments().size(); i++) {
            DeviceArray array = task.array(i);
            if (array != null && uses.stream().noneMatch(use -> use.array() == array)) {
                uses.add(new Use(array, task, i));
            }
        }
    }

    private static CpuKernel code(CompiledKernel kernel) {
        return switch (kernel.code()) {
            case CompiledKernel.Cpu cpu -> cpu.kernel();
            case CompiledKernel.Msl _ -> throw new IllegalStateException("code for the CPU was asked for");
        };
    }

    private static void checkSizes(KernelTask task, CompiledKernel kernel) {
        for (Parameter parameter : kernel.traits().parameters()) {
            DeviceArray array = task.array(parameter.position());
            if (array != null && parameter.intSize() && array.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(task.about(parameter.position()) + array
                        + " has more than 2^31-1 elements, but the kernel asks for getSize(), an int: use size() in it,"
                        + " or a smaller array");
            }
        }
    }

    private static Access access(KernelTask task, CompiledKernel kernel) {
        return new Access(arrays(task, kernel, Parameter::reads), arrays(task, kernel, Parameter::writes));
    }

    private static List<DeviceArray> arrays(KernelTask task, CompiledKernel kernel, Predicate<Parameter> which) {
        List<DeviceArray> arrays = new ArrayList<>();
        for (Parameter parameter : kernel.traits().parameters()) {
            DeviceArray array = task.array(parameter.position());
            if (array != null && which.test(parameter)) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    private static CpuLaunch launch(KernelTask task, CompiledKernel kernel, GridPlan grid) {
        List<MemorySegment> arrays = new ArrayList<>();
        List<Long> scalars = new ArrayList<>();
        for (Parameter parameter : kernel.traits().parameters()) {
            DeviceArray array = task.array(parameter.position());
            if (array == null) {
                scalars.add(bits(task.arguments().get(parameter.position())));
            } else {
                Use use = new Use(array, task, parameter.position());
                arrays.add(use.retain());
                array.release();
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
