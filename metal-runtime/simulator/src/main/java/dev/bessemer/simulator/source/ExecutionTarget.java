package dev.bessemer.simulator.source;

/** What a Metal file is spelled for when it is executed. */
public enum ExecutionTarget {
    /** The simulator's worker: threadgroup variables in a section of their own, and a table of kernels. */
    WORKER,
    /** An NVIDIA GPU: CUDA's words for memory, and an entry for each kernel, {@link #entry}. */
    NVIDIA;

    /** The name of the k-th kernel's entry in PTX. */
    public static String entry(int k) {
        return "metal_kernel_" + k;
    }

    String threadgroupVariable() {
        return this == WORKER ? "__attribute__((section(\".metal_threadgroup\"))) " : "__attribute__((shared)) ";
    }
}
