package dev.bessemer.runtime.doctor;

import dev.bessemer.runtime.metal.Chip;
import dev.bessemer.runtime.metal.MetalDevice;
import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.runtime.objc.Frameworks;
import dev.bessemer.runtime.objc.SignatureCheck;
import java.util.Locale;

/** Metal: what there is of it or, where there is none, what is used instead. */
final class MetalReport {
    private static final double GIGABYTE = 1e9;

    private MetalReport() {}

    static Section section() {
        return MetalPresence.missing().map(MetalReport::without).orElseGet(() -> with(MetalPresence.shared()));
    }

    /** A Mac whose GPU is too old has the methods nevertheless. */
    private static Section without(String reason) {
        Section section = new Section("Metal")
                .text("There is none: Metal needs macOS 14 or later on Apple silicon, and this is "
                        + SystemReport.operatingSystem() + ".")
                .text("The reason: " + reason)
                .text(
                        "Kernels run on the CPU device instead, compiled to JVM bytecode: the same results, checked alike, at"
                                + " the speed of this machine's cores.")
                .text("Operations of MPS and MPSGraph are computed on the host, in float.")
                .text("./bessemer explain shows the Metal source of a kernel; on x86-64 Linux ./bessemer msl checks and"
                        + " executes it.");
        return Frameworks.missing().isPresent() ? section : withSignatures(section, SignatureCheck.run());
    }

    private static Section with(MetalDevice device) {
        MetalDevice.Facts facts = device.facts();
        int version = facts.languageVersion();
        Section section = new Section("Metal")
                .line(
                        "GPU",
                        facts.name() + (MetalPresence.isReal() ? "" : " (the stand-in for Metal, at no GPU's speed)"))
                .line("at most", Chip.of(facts.name()).map(MetalReport::limits).orElse("not known of this GPU"))
                .line("family", "Apple " + facts.family() + (facts.isMetal4() ? ", Metal 4" : ""))
                .line("macOS", facts.system().get(0) + "." + facts.system().get(1))
                .line("language", version / 100 + "." + version / 10 % 10)
                .line("matmul2d", device.hasFastTensors() ? "by Metal 4's tensors" : "by grids of SIMD-group matrices")
                .line("longest buffer", gigabytes(facts.maxBufferBytes()))
                .line("working set", gigabytes(facts.workingSetBytes()))
                .line(
                        "threadgroup",
                        facts.threadgroup().getFirst() + " threads and " + facts.threadgroupBytes() / 1024
                                + " KB of memory at most");
        return withSignatures(section, SignatureCheck.run());
    }

    static Section withSignatures(Section section, SignatureCheck check) {
        section.line("signatures", check.same() + " methods are as Bessemer calls them");
        check.different().forEach(line -> section.failure("", line));
        if (!check.absent().isEmpty()) {
            section.line("", check.absent().size() + " are not told of here: " + String.join(" ", check.absent()));
        }
        return section;
    }

    private static String limits(Chip chip) {
        return String.format(
                Locale.ROOT,
                "%.1f TFLOP/s in float, %.0f GB/s, by what is published of this chip with all its cores",
                chip.flops() / 1e12,
                chip.bytesPerSecond() / GIGABYTE);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }
}
