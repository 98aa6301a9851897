package dev.bessemer.runtime;

import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.CompiledKernel.Traits;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.msl.MslSource;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device that executes Metal source gives a kernel, and how it reads the fault record afterwards.
 *
 * @param kernel has the parameters in the order that the source's bindings count them
 */
record MslArguments(KernelTask task, MslSource source, Traits kernel, GridPlan grid, DeviceMemory memory) {
    private static final int LINE_BITS = 16;
    private static final int LINE_MASK = (1 << LINE_BITS) - 1;

    static MslArguments of(KernelTask task, CompiledKernel kernel, GridPlan grid, DeviceMemory memory) {
        return switch (kernel.code()) {
            case CompiledKernel.Msl msl -> new MslArguments(task, msl.source(), kernel.traits(), grid, memory);
            case CompiledKernel.Cpu _ -> throw new IllegalStateException("Metal source was asked for");
        };
    }

    /** The language version as {@code __METAL_VERSION__} gives it. */
    int version() {
        return switch (source.languageVersion()) {
            case MSL_3_0 -> 300;
            case MSL_3_1 -> 310;
            case MSL_4_0, MSL_4_0_BFLOAT, MSL_4_0_FOUR_BITS -> 400;
        };
    }

    /** The threads of a launch, made by the kernel's {@code @Parallel} loops where it has any. */
    LoopGrid launch() {
        return source.loops().depth() == 0
                ? new LoopGrid(grid.allThreads(), grid.threads())
                : LoopGrid.of(task, source.loops().threads(launched()));
    }

    /** Whether the kernel has a fault record. */
    boolean hasFault() {
        return fault().isPresent();
    }

    /** The buffer index of the fault record, which there is. */
    int faultIndex() {
        return fault().orElseThrow().index();
    }

    private Optional<MslSource.Binding> fault() {
        return source.bindings().stream()
                .filter(binding -> binding.content() == MslSource.Content.FAULT)
                .findFirst();
    }

    /** The kernel's arguments as its loops' bounds depend on them. */
    private List<Object> launched() {
        return kernel.parameters().stream()
                .map(parameter -> task.arguments().get(parameter.position()))
                .map(argument -> HostArrays.isArray(argument) ? (Object) HostArrays.size(argument) : argument)
                .toList();
    }

    /**
     * Memory by buffer index.
     *
     * @param fault the fault record
     */
    Map<Integer, MemorySegment> buffers(MemorySegment fault) {
        Map<Integer, MemorySegment> buffers = new HashMap<>();
        for (MslSource.Binding binding : source.bindings()) {
            buffers.put(
                    binding.index(),
                    switch (binding.content()) {
                        case ARRAY -> memory.elements(task, argument(binding));
                        case SCALAR, SIZES -> bytes(binding);
                        case FAULT -> fault;
                    });
        }
        return buffers;
    }

    /** What a scalar's or the sizes' buffer holds. */
    MemorySegment bytes(MslSource.Binding binding) {
        return binding.content() == MslSource.Content.SIZES
                ? MemorySegment.ofArray(sizes())
                : SimulatorBackend.bytes(widened(argument(binding)));
    }

    /** Kernels take what is narrower than an int as an int. */
    private static Object widened(Object scalar) {
        return switch (scalar) {
            case Boolean flag -> flag ? 1 : 0;
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case Character character -> (int) character;
            default -> scalar;
        };
    }

    /** What the user passed for a parameter. */
    Object argument(MslSource.Binding binding) {
        return task.arguments().get(kernel.parameters().get(binding.parameter()).position());
    }

    private List<Object> arrays() {
        return source.bindings().stream()
                .filter(binding -> binding.content() == MslSource.Content.ARRAY)
                .map(this::argument)
                .toList();
    }

    private long[] sizes() {
        return arrays().stream().mapToLong(HostArrays::size).toArray();
    }

    /**
     * Reads the fault record after a launch.
     *
     * @throws KernelFaultException where there was a fault, as the CPU device would
     */
    void check(int[] record) {
        if (record[0] == 0) {
            return;
        }
        Location location = new Location(source.files().get(record[4] >>> LINE_BITS), record[4] & LINE_MASK);
        String thread = " (" + thread(record[5], record[6], record[7]) + ")";
        if (record[1] == MslSource.DIVISION) {
            throw new KernelFaultException(location, "an integer is divided by zero" + thread).inTask(task.id());
        }
        long index = (long) record[3] << Integer.SIZE | Integer.toUnsignedLong(record[2]);
        List<Object> arrays = arrays();
        String size =
                record[1] < arrays.size() ? ", which has " + HostArrays.size(arrays.get(record[1])) + " elements" : "";
        throw new KernelFaultException(
                        location,
                        "index " + index + " is out of range for "
                                + source.arrays().get(record[1]) + size + thread)
                .inTask(task.id());
    }

    private String thread(int x, int y, int z) {
        if (source.loops().depth() > 0) {
            return iteration(x, y, z);
        }
        List<Integer> size = grid.threads();
        int index = x % size.get(0) + size.get(0) * (y % size.get(1) + size.get(1) * (z % size.get(2)));
        return "thread " + index + " of threadgroup (" + x / size.get(0) + ", " + y / size.get(1) + ", "
                + z / size.get(2) + ")";
    }

    private String iteration(int... place) {
        int number = place[source.loops().depth() - 1];
        if (number == MslSource.BEFORE_LOOPS) {
            return "before the @Parallel loop";
        }
        if (!kernel.reductions().isEmpty()) {
            return "thread " + number + " of a reduction";
        }
        Long index = source.loops().outermost(launched(), Integer.toUnsignedLong(number));
        return index == null
                ? "trip " + Integer.toUnsignedString(number) + ", from 0, of the outermost @Parallel loop"
                : "iteration " + index + " of the outermost @Parallel loop";
    }
}
