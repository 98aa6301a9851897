package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.CompiledKernel.Parameter;
import dev.bessemer.jit.CompiledKernel.Traits;
import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.jit.LaunchValues;
import dev.bessemer.runtime.AccessorParameters.Accessor;
import dev.bessemer.runtime.LibraryOperation.Operand;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.graph.Footprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes tasks into steps of their devices. */
final class TaskCompiler {
    private final PlanSettings settings;
    private final DeviceMemory memory;
    private final List<MetalStep> launches = new ArrayList<>();

    TaskCompiler(PlanSettings settings, DeviceMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    /**
     * A task ready to run.
     *
     * @param footprint what it reads and writes, by the arrays that the user passed
     * @param lowering what cooperative tensors became in its Metal source, where there is one
     * @param compileNanoseconds how long it took to compile, or to find compiled
     */
    record Compiled(
            GraphTask task,
            Device device,
            Footprint footprint,
            Step step,
            Optional<Lowering> lowering,
            long compileNanoseconds) {}

    /**
     * Compiles a task for its device.
     *
     * @throws KernelCompilationException when the kernel has something wrong with it
     * @throws IllegalArgumentException when the task has no fitting grid, device or batch, or an array too large for its kernel
     * @throws IllegalStateException when an array is closed
     */
    Compiled compile(GraphTask task) {
        if (settings.printKernel) {
            print(task);
        }
        return switch (task) {
            case KernelTask kernel -> compile(kernel);
            case PrebuiltTask prebuilt -> compile(prebuilt);
            case LibraryTask library -> compile(library);
        };
    }

    /** What was made for a Metal device so far, to be closed when it is not executed any more. */
    List<MetalStep> launches() {
        return launches;
    }

    private Step kept(Step step) {
        if (step instanceof MetalStep launch) {
            launches.add(launch);
        }
        return step;
    }

    private Compiled compile(KernelTask task) {
        Device device = settings.device(task);
        Lowering lowering = lowering(task, device);
        CompileOptions options = CompileOptions.of(device.backend().target())
                .withBoundsChecks(settings.boundsChecks)
                .withLowering(lowering.option());
        long start = System.nanoTime();
        LaunchValues launch = task.launchValues(settings.grid(task));
        CompiledKernel kernel = compile(task, options, launch);
        if (settings.lowering == null && !device.backend().takes(kernel)) {
            lowering = Lowering.SIMDGROUP_MATRIX;
            kernel = compile(task, options.withLowering(lowering.option()), launch);
        }
        long nanoseconds = System.nanoTime() - start;
        Optional<Lowering> used = device.lowering().isEmpty() ? Optional.empty() : Optional.of(lowering);
        checkSizes(task, kernel);
        checkOrder(task, kernel.traits());
        GridPlan grid = GridPlan.of(task, kernel.traits(), settings.grid(task));
        int batches = batches(task, kernel.traits());
        Footprint footprint = footprint(task, kernel.traits());
        if (kernel.traits().reductions().isEmpty() || device.backend().runsJava()) {
            Step step = kept(device.backend().step(task, kernel, grid, memory, batches));
            return new Compiled(task, device, footprint, step, used, nanoseconds);
        }
        KernelTask reducing = ReductionTasks.withPartials(task, kernel.traits(), memory);
        Step threads = kept(device.backend().step(reducing, kernel, grid, memory, batches));
        List<Step> combining = kernel.traits().reductions().stream()
                .map(reduction -> combining(ReductionTasks.combining(reducing, reduction, memory), device, options))
                .toList();
        Step all = device.backend().reducing(threads, combining);
        return new Compiled(reducing, device, footprint, all, used, nanoseconds);
    }

    private static CompiledKernel compile(KernelTask task, CompileOptions options, LaunchValues launch) {
        return KernelCompiler.shared().compile(task.kernel(), task.kinds(), task.constants(), options, launch);
    }

    /** How a kernel is compiled whose Metal source is printed, whichever device it runs on. */
    private CompileOptions metalOptions() {
        Lowering lowering = settings.lowering == null ? Lowering.SIMDGROUP_MATRIX : settings.lowering;
        return CompileOptions.of(CompileOptions.Target.MSL)
                .withBoundsChecks(settings.boundsChecks)
                .withLowering(lowering.option());
    }

    private Lowering lowering(KernelTask task, Device device) {
        if (settings.lowering == null) {
            return device.backend().lowering();
        }
        if (device.backend().target() != CompileOptions.Target.MSL) {
            throw new IllegalArgumentException("task '" + task.id() + "': " + device
                    + " does not run Metal source, for which the plan's lowering is: leave withLowering out");
        }
        return settings.lowering;
    }

    private Step combining(KernelTask task, Device device, CompileOptions options) {
        CompiledKernel kernel = KernelCompiler.shared().compile(task.kernel(), task.kinds(), task.constants(), options);
        return kept(device.backend().step(task, kernel, ReductionTasks.GRID, memory, 1));
    }

    private Compiled compile(PrebuiltTask task) {
        if (settings.batchBytes > 0) {
            throw notInBatches(task, "is prebuilt");
        }
        Device device = settings.device(task);
        Step step = kept(device.backend().step(task, GridPlan.of(task, settings.grid(task)), memory));
        Footprint footprint = new Footprint(
                arrays(task, accessor -> accessor.access().reads()),
                arrays(task, accessor -> accessor.access().writes()));
        return new Compiled(task, device, footprint, step, Optional.empty(), 0);
    }

    private Compiled compile(LibraryTask task) {
        if (settings.batchBytes > 0) {
            throw notInBatches(task, "is an operation of a library");
        }
        WorkerGrid grid = settings.grid(task);
        if (grid != null) {
            throw new IllegalArgumentException("task '" + task.id() + "': " + task.method()
                    + " is an operation of a library, which makes its own grid, but the scheduler has a " + grid
                    + ": remove it");
        }
        Device device = settings.device(task);
        long start = System.nanoTime();
        Step step = kept(device.backend().step(task, memory));
        return new Compiled(task, device, footprint(task), step, Optional.empty(), System.nanoTime() - start);
    }

    private static Footprint footprint(LibraryTask task) {
        return new Footprint(
                arrays(task, operand -> operand.access().reads()),
                arrays(task, operand -> operand.access().writes()));
    }

    private static List<Object> arrays(LibraryTask task, Predicate<Operand> which) {
        return task.operands().stream()
                .filter(which)
                .<Object>map(Operand::array)
                .toList();
    }

    private static List<Object> arrays(PrebuiltTask task, Predicate<Accessor> which) {
        return task.accessors().stream()
                .filter(accessor -> HostArrays.isArray(accessor.argument()) && which.test(accessor))
                .map(Accessor::argument)
                .toList();
    }

    private static Footprint footprint(KernelTask task, Traits kernel) {
        return new Footprint(arrays(task, kernel, Parameter::reads), arrays(task, kernel, Parameter::writes));
    }

    /** The arrays that the user passed; partial results are the launch's own. */
    private static List<Object> arrays(KernelTask task, Traits kernel, Predicate<Parameter> which) {
        return kernel.parameters().stream()
                .filter(parameter -> parameter.position() < task.arguments().size())
                .filter(parameter -> parameter.array() && which.test(parameter))
                .map(parameter -> task.arguments().get(parameter.position()))
                .toList();
    }

    private static void checkSizes(KernelTask task, CompiledKernel kernel) {
        for (Parameter parameter : kernel.traits().parameters()) {
            if (!parameter.array() || !parameter.intSize()) {
                continue;
            }
            Object argument = task.arguments().get(parameter.position());
            if (HostArrays.size(argument) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(task.about(parameter.position()) + argument
                        + " has more than 2^31-1 elements, but the kernel asks for getSize(), an int: use size() in it,"
                        + " or a smaller array");
            }
        }
    }

    /** The rule that the compiler has for one parameter, for an array that is passed as two. */
    private static void checkOrder(KernelTask task, Traits kernel) {
        Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>());
        written.addAll(arrays(task, kernel, Parameter::writes));
        for (Object read : arrays(task, kernel, Parameter::readsOutside)) {
            if (written.contains(read)) {
                throw new IllegalArgumentException(task.about(read) + "the kernel reads " + HostArrays.describe(read)
                        + " outside its @Parallel loop, which writes it as another parameter, so that iterations would"
                        + " change what others read: pass two arrays");
            }
        }
    }

    /** In how many launches a task runs: so many that each works on a batch of its largest array. */
    private int batches(KernelTask task, Traits kernel) {
        if (settings.batchBytes == 0) {
            return 1;
        }
        if (!kernel.parallel()) {
            throw notInBatches(task, "has no @Parallel loop");
        }
        long largest = 0;
        for (Object array : task.arrays()) {
            int element = HostArrays.elementType(array).byteSize();
            if (settings.batchBytes % element != 0) {
                throw new IllegalArgumentException(task.about(array) + "a batch of "
                        + ByteSize.text(settings.batchBytes) + " is no whole number of the " + element
                        + "-byte elements of " + HostArrays.describe(array)
                        + ": use a multiple, for example of 1KB");
            }
            largest = Math.max(largest, HostArrays.byteSize(array));
        }
        return Math.clamp(Math.ceilDiv(largest, settings.batchBytes), 1, Integer.MAX_VALUE);
    }

    private static IllegalArgumentException notInBatches(GraphTask task, String reason) {
        return new IllegalArgumentException("task '" + task.id() + "' " + reason
                + ", and withBatch cuts the iterations of @Parallel loops: put the task into a plan without batches");
    }

    private void print(GraphTask task) {
        String source;
        try {
            source = ImmutableTaskGraph.metalSource(task, settings.grid(task), metalOptions());
        } catch (KernelCompilationException noMetal) {
            source = String.valueOf(noMetal.getMessage());
        }
        System.out.println(
                "// task '" + task.id() + "', " + task.method() + ", for " + settings.device(task) + "\n" + source);
    }
}
