package dev.bessemer.runtime.cpu;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuLaunch;

/**
 * A kernel with its launch.
 *
 * @param name what messages call it
 * @param batches in how many launches it runs
 */
public record CpuTask(String name, CpuKernel kernel, CpuLaunch launch, int batches) implements Step {
    @Override
    public long units() {
        try {
            return Math.max(0, kernel.units(launch));
        } catch (KernelFaultException fault) {
            throw fault.inTask(name);
        }
    }

    @Override
    public void run(long first, long last) {
        try {
            kernel.run(launch, first, last);
        } catch (KernelFaultException fault) {
            throw fault.inTask(name);
        } catch (IndexOutOfBoundsException unchecked) {
            throw beyond(unchecked);
        }
    }

    /** What the JVM says of an access that the kernel did not check. */
    private KernelFaultException beyond(IndexOutOfBoundsException unchecked) {
        KernelFaultException fault = new KernelFaultException(
                Location.NONE,
                "task '" + name + "': an index is out of range, and without bounds checks nobody knows which: leave out"
                        + " withBoundsChecks(false) to learn it");
        fault.initCause(unchecked);
        return fault;
    }
}
