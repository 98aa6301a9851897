package dev.bessemer.jit.jvm;

/** A kernel compiled for the CPU device. Implementations hold no state: many threads may run one at once. */
public interface CpuKernel {
    /**
     * How many units of work the launch has: the outermost {@code @Parallel} loop's iterations, or the grid's threadgroups for a kernel without
     * such a loop. Asked at the beginning of every execution, so that nothing is kept from the one before.
     */
    long units(CpuLaunch launch);

    /**
     * Executes the units from {@code first} (inclusive) to {@code last} (exclusive), threadgroups counted x first, then y, then z.
     *
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException at the first index out of range or division by zero
     */
    void run(CpuLaunch launch, long first, long last);
}
