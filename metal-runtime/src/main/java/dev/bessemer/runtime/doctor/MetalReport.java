package dev.bessemer.runtime.doctor;

/** Metal: what there is of it or, where there is none, what is used instead. */
final class MetalReport {
    private MetalReport() {}

    static Section section() {
        return new Section("Metal")
                .text("There is none: Metal needs macOS 14 or later on Apple silicon, and this is "
                        + SystemReport.operatingSystem() + ".")
                .text(
                        "Kernels run on the CPU device instead, compiled to JVM bytecode: the same results, checked alike, at"
                                + " the speed of this machine's cores.")
                .text("Operations of MPS and MPSGraph are computed on the host, in float.")
                .text("./bessemer explain shows the Metal source of a kernel; on x86-64 Linux ./bessemer msl checks and"
                        + " executes it.");
    }
}
