package dev.bessemer.runtime;

import dev.bessemer.jit.CompiledKernel.Parameter;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.simulator.SimulatedKernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A launch of a kernel's Metal source in the simulator, one unit of work.
 *
 * @param parameters the kernel's, in the order that the source's bindings count them
 * @param iterations the kernel on the CPU, whose units are the iterations of its loop; null for a kernel without one
 */
record SimulatorStep(
        KernelTask task,
        MslSource source,
        List<Parameter> parameters,
        SimulatedKernel kernel,
        GridPlan grid,
        @Nullable Step iterations,
        DeviceMemory memory)
        implements Step {
    private static final int LINE_BITS = 16;
    private static final int LINE_MASK = (1 << LINE_BITS) - 1;

    @Override
    public long units() {
        return iterations == null ? 1 : Math.min(1, iterations.units());
    }

    @Override
    public void run(long first, long last) {
        int[] fault = new int[MslSource.FAULT_WORDS];
        Map<Integer, MemorySegment> buffers = new HashMap<>();
        for (MslSource.Binding binding : source.bindings()) {
            buffers.put(binding.index(), content(binding, fault));
        }
        if (iterations == null) {
            kernel.run(buffers, grid.allThreads(), grid.threads());
        } else {
            int count = Math.toIntExact(iterations.units());
            kernel.run(buffers, List.of(count, 1, 1), SimulatorBackend.threadsFor(count));
        }
        if (fault[0] != 0) {
            throw fault(fault).inTask(task.id());
        }
    }

    private MemorySegment content(MslSource.Binding binding, int[] fault) {
        return switch (binding.content()) {
            case ARRAY -> memory.elements(task, argument(binding));
            case SCALAR -> SimulatorBackend.bytes(argument(binding));
            case SIZES -> MemorySegment.ofArray(sizes());
            case FAULT -> MemorySegment.ofArray(fault);
        };
    }

    private Object argument(MslSource.Binding binding) {
        return task.arguments().get(parameters.get(binding.parameter()).position());
    }

    private List<Object> arrays() {
        List<Object> arrays = new ArrayList<>();
        for (MslSource.Binding binding : source.bindings()) {
            if (binding.content() == MslSource.Content.ARRAY) {
                arrays.add(argument(binding));
            }
        }
        return arrays;
    }

    private long[] sizes() {
        return arrays().stream().mapToLong(HostArrays::size).toArray();
    }

    private KernelFaultException fault(int[] record) {
        Location location = new Location(source.files().get(record[4] >>> LINE_BITS), record[4] & LINE_MASK);
        String thread = " (" + thread(record[5], record[6], record[7]) + ")";
        if (record[1] == MslSource.DIVISION) {
            return new KernelFaultException(location, "an integer is divided by zero" + thread);
        }
        long index = (long) record[3] << Integer.SIZE | Integer.toUnsignedLong(record[2]);
        List<Object> arrays = arrays();
        String size =
                record[1] < arrays.size() ? ", which has " + HostArrays.size(arrays.get(record[1])) + " elements" : "";
        return new KernelFaultException(
                location,
                "index " + index + " is out of range for " + source.arrays().get(record[1]) + size + thread);
    }

    private String thread(int x, int y, int z) {
        if (iterations != null) {
            return "iteration " + x + " of the outermost @Parallel loop";
        }
        List<Integer> size = grid.threads();
        int index = x % size.get(0) + size.get(0) * (y % size.get(1) + size.get(1) * (z % size.get(2)));
        return "thread " + index + " of threadgroup (" + x / size.get(0) + ", " + y / size.get(1) + ", "
                + z / size.get(2) + ")";
    }
}
