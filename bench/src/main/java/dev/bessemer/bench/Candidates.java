package dev.bessemer.bench;

import dev.bessemer.runtime.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Who takes part in which comparison: Bessemer first. */
final class Candidates {
    /** The name of what all others are compared with. */
    static final String BESSEMER = "Bessemer";

    /** The library's attention in its other way, and its product of matrices. */
    static final String MATMUL2D = BESSEMER + " on Matmul2D";

    /** What loops on plain floats may take in a round, in floating-point operations. */
    private static final double LOOPS_BUDGET = 2.5e9;

    private static final String NO_METAL = "there is no Metal device here";

    private Candidates() {}

    /** The libraries on the class path. */
    static List<Baseline> baselines() {
        return ServiceLoader.load(Baseline.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Those who compute attention. */
    static List<Candidate> attention(AttentionProblem p) {
        List<Candidate> all = ours(device -> attention(device, AttentionKernel.Way.SIMDGROUP, p));
        all.add(Candidate.of(MATMUL2D, () -> attention(best(), AttentionKernel.Way.MATMUL2D, p)));
        String unfit = MpsAttention.missing(p);
        all.add(
                unfit.isEmpty()
                        ? onMetal("MPS", device -> MpsAttention.of(device, p))
                        : Candidate.missing("MPS", unfit));
        all.add(onMetal("MPSGraph", device -> MpsTasks.attention(device, p, true)));
        all.add(onMetal("MPSGraph products", device -> MpsTasks.attention(device, p, false)));
        addLibraries(all, baseline -> baseline.attention(p));
        all.add(Candidate.unless(
                missingFromVectorApi(p),
                "Vector API by hand",
                () -> new HandWrittenAttentionRun(p.type(), p.input(), p.causal())));
        all.add(Candidate.unless(missingFromLoops(p), "plain Java", () -> new PlainAttention(p.input(), p.causal())));
        return all;
    }

    private static Contender attention(Device device, AttentionKernel.Way way, AttentionProblem p) {
        return AttentionKernel.of(device, way, p.type(), p.input(), p.causal());
    }

    private static String missingFromVectorApi(AttentionProblem p) {
        boolean fits = p.dim() == HandWrittenAttention.DIM && p.queries() == p.keys() && p.keys() % 64 == 0;
        return !fits || p.type().equals("bf16")
                ? "written for f32 and f16 with rows of 64, and as many queries as keys, a multiple of 64"
                : "";
    }

    private static String missingFromLoops(AttentionProblem p) {
        if (p.queries() != p.keys() || !p.type().equals("f32")) {
            return "written for f32 and as many queries as keys";
        }
        return p.operations() > LOOPS_BUDGET ? "would take too long" : "";
    }

    /** Those who multiply matrices. */
    static List<Candidate> gemm(GemmProblem p) {
        List<Candidate> all = ours(device -> GemmKernel.of(device, p.type(), p.input()));
        all.add(Candidate.of(MATMUL2D, () -> LibraryGemm.of(best(), p.type(), p.input())));
        all.add(
                p.type().equals("f32")
                        ? onMetal("MPS", device -> MpsTasks.gemm(device, p))
                        : Candidate.missing("MPS", "compared on f32"));
        addLibraries(all, baseline -> baseline.gemm(p));
        String floats = p.type().equals("f32") ? "" : "written for f32";
        all.add(Candidate.unless(
                floats.isEmpty() && p.extent() % 64 != 0 ? "written for multiples of 64" : floats,
                "Vector API by hand",
                () -> new HandWrittenMatMul(p.input())));
        all.add(Candidate.unless(floats, "plain Java", () -> new PlainMatMul(p.input())));
        return all;
    }

    /** Those who work on rows. */
    static List<Candidate> rows(RowsProblem p) {
        List<Candidate> all = ours(device -> RowsKernel.of(device, p.input()));
        addLibraries(all, baseline -> baseline.rows(p));
        all.add(Candidate.of("plain Java", () -> new PlainRows(p.input())));
        return all;
    }

    /** The best device, and the CPU device where that is another. */
    private static List<Candidate> ours(Function<Device, Contender> make) {
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.of(BESSEMER, () -> make.apply(best())));
        if (metal().isPresent()) {
            all.add(Candidate.of(BESSEMER + " on the CPU", () -> make.apply(Device.cpu())));
        }
        return all;
    }

    private static Candidate onMetal(String name, Function<Device, Contender> make) {
        return metal().map(device -> Candidate.of(name, () -> make.apply(device)))
                .orElse(Candidate.missing(name, NO_METAL));
    }

    /** The device with Metal, else the CPU device. */
    private static Device best() {
        return metal().orElse(Device.cpu());
    }

    /** The device with Metal, where there is one. */
    static Optional<Device> metal() {
        return Device.list().stream()
                .filter(device -> device.name().equals("metal"))
                .findFirst();
    }

    private static void addLibraries(List<Candidate> all, Function<Baseline, Candidate> candidate) {
        List<Baseline> found = baselines();
        found.forEach(baseline -> all.add(candidate.apply(baseline)));
        for (String name : List.of("ONNX Runtime", "libtorch", "OpenBLAS")) {
            if (found.stream().noneMatch(baseline -> baseline.name().equals(name))) {
                all.add(Candidate.missing(name, "its libraries were not fetched"));
            }
        }
    }
}
