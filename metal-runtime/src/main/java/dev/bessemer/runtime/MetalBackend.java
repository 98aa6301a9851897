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
import org.jspecify.annotations.Nullable;

/** Tasks as a Metal device runs them: what is known of a launch is worked out once, and an execution only encodes it. */
final class MetalBackend implements Backend {
    /** A longer source of bytes needs a buffer of its own; no scalar and no list of sizes is as long. */
    private static final int MOST_BYTES = 4096;

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
        checkVersion(task, arguments.version(), device.facts());
        FaultRecord fault = arguments.hasFault() ? FaultRecord.of(arguments) : null;
        MetalCode code = new MetalCode(
                source.text(), source.functionName(), arguments.version(), source.fastMath(), threads(launch));
        return dispatched(
                device,
                task,
                code,
                launch,
                fault,
                () -> source.bindings().stream()
                        .map(binding -> binding(device, arguments, binding, fault))
                        .toList());
    }

    /** Only tensors need a language that a macOS which runs kernels at all may lack. */
    private static void checkVersion(KernelTask task, int version, MetalDevice.Facts facts) {
        if (version > facts.languageVersion() || (version >= 400 && !facts.hasTensors())) {
            throw new IllegalArgumentException("task '" + task.id() + "' multiplies with Metal 4's tensors, which need"
                    + " macOS 26 and a GPU of the family Metal 4, and this is macOS "
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
        return dispatched(device, task, code, launch, null, () -> {
            List<Binding> bindings = new ArrayList<>();
            for (int i = 0; i < task.arguments().size(); i++) {
                Object argument = task.arguments().get(i);
                bindings.add(
                        HostArrays.isArray(argument)
                                ? array(device, task, i, argument, memory)
                                : bytes(task, i, SimulatorBackend.bytes(argument)));
            }
            return bindings;
        });
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
        return new MetalStep(
                device,
                List.of(new MetalStep.Part(new Command.Operation(task.id(), prepared), false, null, prepared::close)));
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

    private static MetalStep dispatched(
            MetalDevice device,
            GraphTask task,
            MetalCode code,
            LoopGrid launch,
            @Nullable FaultRecord fault,
            Supplier<List<Binding>> bindings) {
        try {
            List<Binding> bound = bindings.get();
            Pipeline pipeline = pipeline(device, task, code);
            Dispatch dispatch = new Dispatch(task.id(), pipeline, bound, launch.threads(), launch.threadgroup());
            return new MetalStep(device, List.of(new MetalStep.Part(dispatch, false, fault, () -> {
                pipeline.close();
                close(fault);
            })));
        } catch (RuntimeException refused) {
            close(fault);
            throw refused;
        }
    }

    private static void close(@Nullable FaultRecord fault) {
        if (fault != null) {
            fault.close();
        }
    }

    private static Pipeline pipeline(MetalDevice device, GraphTask task, MetalCode code) {
        try {
            return device.pipeline(code);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("task '" + task.id() + "': " + refused.getMessage(), refused);
        }
    }

    private static Binding binding(
            MetalDevice device, MslArguments arguments, MslSource.Binding binding, @Nullable FaultRecord fault) {
        KernelTask task = arguments.task();
        return switch (binding.content()) {
            case ARRAY -> array(device, task, binding.index(), arguments.argument(binding), arguments.memory());
            case SCALAR, SIZES -> bytes(task, binding.index(), arguments.bytes(binding));
            case FAULT -> {
                if (fault == null) {
                    throw new IllegalStateException("a kernel without a fault record binds one");
                }
                yield new Binding.Buffer(
                        binding.index(), device.buffer(fault.words().allocationSegment()), 0);
            }
        };
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
