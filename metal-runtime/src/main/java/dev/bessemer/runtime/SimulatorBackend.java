package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.simulator.SimulatedKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tasks as the simulator runs them: the Metal source they become, in a process of its own. */
final class SimulatorBackend implements Backend {
    /** What a hand-written source may use: all of Metal 3.2. */
    static final int PREBUILT_VERSION = 320;

    @Override
    public CompileOptions.Target target() {
        return CompileOptions.Target.MSL;
    }

    @Override
    public Step step(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory, int batches) {
        MslArguments arguments = MslArguments.of(task, kernel, grid, memory);
        MslSource source = arguments.source();
        SimulatedKernel simulated =
                new SimulatedKernel(task.id(), source.text(), source.functionName(), arguments.version()).built();
        return SimulatorStep.of(arguments, simulated);
    }

    @Override
    public Step step(PrebuiltTask task, GridPlan grid, DeviceMemory memory) {
        SimulatedKernel simulated =
                new SimulatedKernel(task.id(), task.source().text(), task.entryPoint(), PREBUILT_VERSION).built();
        return new Launch(simulated, grid, () -> {
            Map<Integer, MemorySegment> buffers = new HashMap<>();
            for (int i = 0; i < task.arguments().size(); i++) {
                Object argument = task.arguments().get(i);
                buffers.put(i, HostArrays.isArray(argument) ? memory.elements(task, argument) : bytes(argument));
            }
            return buffers;
        });
    }

    @Override
    public Step step(LibraryTask task, DeviceMemory memory) {
        throw new IllegalArgumentException("task '" + task.id() + "': " + task.method() + " is not Metal source but an"
                + " operation of a library, and the simulator executes Metal source alone: run this task elsewhere with"
                + " plan.withDevice(\"" + task.id() + "\", Device.cpu())");
    }

    /** A launch of hand-written source, one unit of work. */
    private record Launch(SimulatedKernel kernel, GridPlan grid, Supplier<Map<Integer, MemorySegment>> buffers)
            implements Step {
        @Override
        public long units() {
            return 1;
        }

        @Override
        public void run(long first, long last) {
            kernel.run(buffers.get(), grid.allThreads(), grid.threads());
        }
    }

    /** A scalar's bytes. */
    static MemorySegment bytes(Object scalar) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int size = switch (scalar) {
            case Boolean flag -> bytes.put((byte) (flag ? 1 : 0)).position();
            case Byte number -> bytes.put(number).position();
            case Short number -> bytes.putShort(number).position();
            case Character character -> bytes.putChar(character).position();
            case Integer number -> bytes.putInt(number).position();
            case Float number -> bytes.putFloat(number).position();
            case Long number -> bytes.putLong(number).position();
            default -> throw new IllegalStateException("no kernel takes a " + scalar.getClass());
        };
        return MemorySegment.ofArray(bytes.array()).asSlice(0, size);
    }
}
