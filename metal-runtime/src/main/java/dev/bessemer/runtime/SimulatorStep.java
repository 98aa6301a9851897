package dev.bessemer.runtime;

import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.simulator.SimulatedKernel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A launch of a kernel's Metal source in the simulator, one unit of work.
 *
 * @param threads the grid's extents
 * @param threadgroup a threadgroup's
 */
record SimulatorStep(MslArguments arguments, SimulatedKernel kernel, List<Integer> threads, List<Integer> threadgroup)
        implements Step {
    static SimulatorStep of(MslArguments arguments, SimulatedKernel kernel) {
        LoopGrid grid = arguments.launch();
        return new SimulatorStep(arguments, kernel, grid.threads(), grid.threadgroup());
    }

    @Override
    public long units() {
        return threads.contains(0) ? 0 : 1;
    }

    @Override
    public void run(long first, long last) {
        int[] fault = new int[MslSource.FAULT_WORDS];
        kernel.run(arguments.buffers(MemorySegment.ofArray(fault)), threads, threadgroup);
        arguments.check(fault);
    }
}
