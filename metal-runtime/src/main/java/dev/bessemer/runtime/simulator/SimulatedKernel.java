package dev.bessemer.runtime.simulator;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslException;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslFault;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslResult;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.SimulatedPrograms;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A kernel function of some Metal source, executed by the simulator, which looks for races and for accesses outside of buffers meanwhile.
 *
 * @param task what messages call it
 * @param text all of the source
 * @param function the kernel function's name
 * @param metalVersion the language version as {@code __METAL_VERSION__} gives it
 */
public record SimulatedKernel(String task, String text, String function, int metalVersion) {
    /** The system property that says how cooperative tensors are spread over threads: 0, as otherwise, or 1. */
    public static final String COOPERATIVE_LAYOUT = "bessemer.simulator.cooperativeLayout";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * Checks the source, and builds it if it has not been built before.
     *
     * @throws IllegalArgumentException where it is not valid Metal
     */
    public SimulatedKernel built() {
        var _ = program();
        return this;
    }

    private MslProgram program() {
        MslOptions options = MslOptions.DEFAULT
                .withVersion(metalVersion)
                .withCooperativeLayout(Integer.getInteger(COOPERATIVE_LAYOUT, 0))
                .withWatches(MslOptions.Watch.RACES, MslOptions.Watch.UNDEFINED);
        try {
            return SimulatedPrograms.program(MslSource.of(function + ".metal", text), options);
        } catch (MslException refused) {
            throw new IllegalArgumentException("task '" + task + "': " + refused.getMessage(), refused);
        }
    }

    /**
     * Executes the kernel.
     *
     * @param buffers memory by buffer index
     * @param grid the threads of the grid, in x, y, z
     * @param threadgroup the threads of a threadgroup
     * @throws KernelFaultException where the kernel does something wrong: the first such thing, at its Java line where the text names one
     */
    public void run(Map<Integer, MemorySegment> buffers, List<Integer> grid, List<Integer> threadgroup) {
        MslLaunch launch =
                MslLaunch.of(function, extent(grid), extent(threadgroup)).withLimit(LIMIT);
        for (Map.Entry<Integer, MemorySegment> buffer : buffers.entrySet()) {
            launch = launch.withBuffer(buffer.getKey(), MslBuffer.of(buffer.getValue()));
        }
        MslResult result = SimulatedPrograms.run(program(), launch);
        if (!result.isClean()) {
            throw fault(result.faults());
        }
    }

    private static MslExtent extent(List<Integer> extents) {
        return new MslExtent(extents.get(0), extents.get(1), extents.get(2));
    }

    private KernelFaultException fault(List<MslFault> faults) {
        MslFault first = faults.getFirst();
        Location location = first.places().stream()
                .findFirst()
                .map(place -> place.javaLine()
                        .map(SimulatedKernel::location)
                        .orElse(new Location(function + ".metal", place.line())))
                .orElse(Location.NONE);
        String more = faults.size() > 1 ? "\n(and " + (faults.size() - 1) + " more)" : "";
        return new KernelFaultException(location, first + more).inTask(task);
    }

    private static Location location(String fileAndLine) {
        int colon = fileAndLine.lastIndexOf(':');
        return new Location(fileAndLine.substring(0, colon), Integer.parseInt(fileAndLine.substring(colon + 1)));
    }
}
