package dev.bessemer.runtime.cpu;

import dev.bessemer.jit.diagnostic.KernelFaultException;
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
            throw named(fault);
        }
    }

    @Override
    public void run(long first, long last) {
        try {
            kernel.run(launch, first, last);
        } catch (KernelFaultException fault) {
            throw named(fault);
        }
    }

    /** The same fault, its message naming the task. */
    private KernelFaultException named(KernelFaultException fault) {
        String message = String.valueOf(fault.getMessage());
        String prefix = fault.location() + ": ";
        String what = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        KernelFaultException named = new KernelFaultException(fault.location(), "task '" + name + "': " + what);
        named.initCause(fault);
        return named;
    }
}
