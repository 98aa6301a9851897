package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.metal.Binding;
import dev.bessemer.runtime.metal.Chip;
import dev.bessemer.runtime.metal.Command;
import dev.bessemer.runtime.metal.Dispatch;
import dev.bessemer.runtime.metal.MetalCode;
import dev.bessemer.runtime.metal.MetalDevice;
import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.runtime.metal.Pipeline;
import dev.bessemer.runtime.mps.MetalOperation;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.types.DeviceArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tasks as a Metal device runs them: what is known of a launch is worked out once, and an execution only encodes it. */
final class MetalBackend implements Backend {
    /** A longer source of bytes needs a buffer of its own; no scalar and no list of sizes is as long. */
    private static final int MOST_BYTES = 4096;

    /** The minor version of macOS 26 in which {@code matmul2d} took bfloats. */
    private static final int BFLOAT_MINOR = 1;

    /** The minor version of macOS 26 in which it took numbers of four bits. */
    private static final int FOUR_BITS_MINOR = 4;

    @Override
    public CompileOptions.Target target() {
        return CompileOptions.Target.MSL;
    }

    @Override
    public Lowering lowering() {
        return MetalPresence.shared().hasFastTensors() ? Lowering.TENSOR_OPS : Lowering.SIMDGROUP_MATRIX;
    }

    @Override
    public Optional<DeviceLimits> limits() {
        return Chip.of(MetalPresence.shared().facts().name())
                .map(chip -> new DeviceLimits(chip.flops(), chip.bytesPerSecond()));
    }

    @Override
    public Optional<String> machine() {
        return Optional.of(MetalPresence.shared().facts().machine());
    }

    @Override
    public Step step(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory, int batches) {
        MetalDevice device = MetalPresence.shared();
        MslArguments arguments = MslArguments.of(task, kernel, grid, memory);
        LoopGrid launch = arguments.launch();
        if (launch.threads().contains(0)) {
            return new MetalStep(device, List.of());
        }
        MslSource source = arguments.source();
        checkVersion(task, source.languageVersion(), device.facts());
        MetalCode code = new MetalCode(
                source.text(), source.functionName(), arguments.version(), source.fastMath(), threads(launch));
        List<Binding> bindings = new ArrayList<>();
        source.bindings().forEach(binding -> bind(device, arguments, binding, bindings));
        Pipeline pipeline = pipeline(device, task, code);
        Dispatch dispatch = new Dispatch(task.id(), pipeline, bindings, launch.threads(), launch.threadgroup());
        Supplier<MetalLaunch.Use> uses = arguments.hasFault()
                ? () -> guarded(device, dispatch, arguments)
                : () -> new MetalLaunch.Use(dispatch, null);
        return single(device, new MetalLaunch(uses, pipeline::close));
    }

    @Override
    public boolean takes(CompiledKernel kernel) {
        return !(kernel.code() instanceof CompiledKernel.Msl(MslSource source))
                || takes(source.languageVersion(), MetalPresence.shared().facts());
    }

    /** Whether a system and its GPU have what a version of the language is for. */
    static boolean takes(MslSource.LanguageVersion version, MetalDevice.Facts facts) {
        return switch (version) {
            case MSL_3_0, MSL_3_1 -> true;
            case MSL_4_0 -> facts.hasTensors();
            case MSL_4_0_BFLOAT -> facts.hasTensors() && facts.hasMinor(BFLOAT_MINOR);
            case MSL_4_0_FOUR_BITS -> facts.hasTensors() && facts.hasMinor(FOUR_BITS_MINOR);
        };
    }

    /** Only tensors need a language that a macOS which runs kernels at all may lack. */
    private static void checkVersion(KernelTask task, MslSource.LanguageVersion version, MetalDevice.Facts facts) {
        if (!takes(version, facts)) {
            String needed = switch (version) {
                case MSL_4_0_BFLOAT -> "tensors of bfloats, which need macOS 26." + BFLOAT_MINOR;
                case MSL_4_0_FOUR_BITS -> "tensors of numbers of four bits, which need macOS 26." + FOUR_BITS_MINOR;
                default -> "tensors, which need macOS 26";
            };
            throw new IllegalArgumentException("task '" + task.id() + "' multiplies with Metal 4's " + needed
                    + " and a GPU of the family Metal 4, and this is macOS "
                    + facts.system().get(0) + "."
                    + facts.system().get(1) + " with the GPU '" + facts.name()
                    + "': leave withLowering(TENSOR_OPS) out");
        }
    }

    @Override
    public Step step(PrebuiltTask task, GridPlan grid, DeviceMemory memory) {
        MetalDevice device = MetalPresence.shared();
        LoopGrid launch = new LoopGrid(grid.allThreads(), grid.threads());
        int version = Math.min(SimulatorBackend.PREBUILT_VERSION, device.facts().languageVersion());
        MetalCode code = new MetalCode(task.source().text(), task.entryPoint(), version, false, threads(launch));
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < task.arguments().size(); i++) {
            Object argument = task.arguments().get(i);
            bindings.add(
                    HostArrays.isArray(argument)
                            ? array(device, task, i, argument, memory)
                            : bytes(task, i, SimulatorBackend.bytes(argument)));
        }
        Pipeline pipeline = pipeline(device, task, code);
        Dispatch dispatch = new Dispatch(task.id(), pipeline, bindings, launch.threads(), launch.threadgroup());
        return single(device, new MetalLaunch(() -> new MetalLaunch.Use(dispatch, null), pipeline::close));
    }

    @Override
    public Step step(LibraryTask task, DeviceMemory memory) {
        if (!(task.operation() instanceof MetalOperation operation)) {
            throw new IllegalArgumentException("task '" + task.id() + "': " + task.method()
                    + " has nothing that a Metal device executes: run this task elsewhere with plan.withDevice(\""
                    + task.id() + "\", Device.cpu())");
        }
        MetalDevice device = MetalPresence.shared();
        List<Long> buffers = new ArrayList<>();
        for (int i = 0; i < task.arguments().size(); i++) {
            buffers.add(array(device, task, i, task.arguments().get(i), memory).buffer());
        }
        PreparedOperation prepared = device.prepare(operation, buffers);
        Command command = new Command.Operation(task.id(), prepared);
        return single(device, new MetalLaunch(() -> new MetalLaunch.Use(command, null), prepared::close));
    }

    @Override
    public Step reducing(Step threads, List<Step> combining) {
        List<MetalStep> steps = new ArrayList<>();
        List<Boolean> waits = new ArrayList<>();
        for (Step step : combining) {
            waits.add(waits.isEmpty());
            steps.add((MetalStep) step);
        }
        steps.addFirst((MetalStep) threads);
        waits.addFirst(false);
        return MetalStep.joined(steps, waits);
    }

    private static long threads(LoopGrid launch) {
        return launch.threadgroup().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private static MetalStep single(MetalDevice device, MetalLaunch launch) {
        return new MetalStep(device, List.of(new MetalStep.Part(launch, false)));
    }

    /** A launch with a fault record of its own. */
    private static MetalLaunch.Use guarded(MetalDevice device, Dispatch dispatch, MslArguments arguments) {
        FaultRecord fault = FaultRecord.of(arguments);
        try {
            long buffer = device.buffer(fault.words().allocationSegment());
            return new MetalLaunch.Use(dispatch.with(new Binding.Buffer(arguments.faultIndex(), buffer, 0)), fault);
        } catch (RuntimeException | Error refused) {
            fault.close();
            throw refused;
        }
    }

    private static Pipeline pipeline(MetalDevice device, GraphTask task, MetalCode code) {
        try {
            return device.pipeline(code);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("task '" + task.id() + "': " + refused.getMessage(), refused);
        }
    }

    /** Adds what a binding is; the fault record is another one for each execution that is under way. */
    private static void bind(
            MetalDevice device, MslArguments arguments, MslSource.Binding binding, List<Binding> bindings) {
        KernelTask task = arguments.task();
        switch (binding.content()) {
            case ARRAY ->
                bindings.add(array(device, task, binding.index(), arguments.argument(binding), arguments.memory()));
            case SCALAR, SIZES -> bindings.add(bytes(task, binding.index(), arguments.bytes(binding)));
            case FAULT -> {}
        }
    }

    private static Binding.Buffer array(
            MetalDevice device, GraphTask task, int index, Object array, DeviceMemory memory) {
        DeviceArray shared = memory.of(array);
        MemorySegment elements = memory.elements(task, array);
        MemorySegment pages = shared.allocationSegment();
        try {
            return new Binding.Buffer(index, device.buffer(pages), elements.address() - pages.address());
        } catch (IllegalArgumentException tooLong) {
            throw new IllegalArgumentException(task.about(array) + tooLong.getMessage(), tooLong);
        }
    }

    private static Binding bytes(GraphTask task, int index, MemorySegment bytes) {
        if (bytes.byteSize() > MOST_BYTES) {
            throw new IllegalStateException("task '" + task.id() + "' passes " + bytes.byteSize() + " bytes by value");
        }
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, bytes.byteSize()), Long.BYTES);
        return new Binding.Bytes(index, copy.copyFrom(bytes));
    }
}
