package dev.bessemer.bench.baselines;

import dev.bessemer.bench.AttentionInput;
import dev.bessemer.bench.AttentionProblem;
import dev.bessemer.bench.Baseline;
import dev.bessemer.bench.Candidate;
import dev.bessemer.bench.Contender;
import dev.bessemer.bench.GemmProblem;
import dev.bessemer.bench.MatMulInput;
import dev.bessemer.bench.RowsInput;
import dev.bessemer.bench.RowsProblem;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** libtorch's scaled-dot-product attention, products and work on rows, on the processors. */
public final class Libtorch implements Baseline {
    /** What its halves may take in a run, in floating-point operations: it has no fast code for them. */
    private static final double HALVES_BUDGET = 1e10;

    /** Of a result rounded to a type, relative. */
    private static double rounding(String type) {
        return switch (type) {
            case "f32" -> 0;
            case "f16" -> 0x1p-10;
            default -> 0x1p-7;
        };
    }

    /** Made by the service loader. */
    public Libtorch() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public String version() {
        return Natives.version(torch.class);
    }

    private Candidate unless(String why, Supplier<Contender> make) {
        return Candidate.unless(why.isEmpty() ? Natives.missing(torch.class) : why, name(), make);
    }

    @Override
    public Candidate attention(AttentionProblem p) {
        if (p.causal() && p.queries() != p.keys()) {
            return Candidate.missing(name(), "its causal mask is for as many queries as keys");
        }
        boolean slow = !p.type().equals("f32") && p.operations() > HALVES_BUDGET;
        return unless(slow ? "would take too long" : "", () -> attentionRun(p));
    }

    private static Contender attentionRun(AttentionProblem p) {
        AttentionInput input = p.input();
        try (PointerScope scope = new PointerScope()) {
            scope.extend();
            Tensor q = TorchRun.tensor(input.q(), p.type(), 1, p.heads(), p.queries(), p.dim());
            Tensor k = TorchRun.tensor(input.k(), p.type(), 1, p.heads(), p.keys(), p.dim());
            Tensor v = TorchRun.tensor(input.v(), p.type(), 1, p.heads(), p.keys(), p.dim());
            TensorOptional noMask = new TensorOptional();
            DoubleOptional usualScale = new DoubleOptional();
            return new TorchRun(
                    scope,
                    () -> torch.scaled_dot_product_attention(q, k, v, noMask, 0, p.causal(), usualScale, false),
                    out -> input.check(out, p.causal(), p.tolerance()),
                    p.operations());
        }
    }

    @Override
    public Candidate gemm(GemmProblem p) {
        boolean slow = !p.type().equals("f32") && p.operations() > HALVES_BUDGET;
        return unless(slow ? "would take too long" : "", () -> gemmRun(p));
    }

    private static Contender gemmRun(GemmProblem p) {
        MatMulInput input = p.input();
        BlasThreads.useAll();
        try (PointerScope scope = new PointerScope()) {
            scope.extend();
            Tensor a = TorchRun.tensor(input.a(), p.type(), p.extent(), p.extent());
            Tensor b = TorchRun.tensor(input.b(), p.type(), p.extent(), p.extent());
            return new TorchRun(
                    scope, () -> torch.mm(a, b), out -> input.check(out, rounding(p.type())), p.operations());
        }
    }

    @Override
    public Candidate rows(RowsProblem p) {
        return unless("", () -> rowsRun(p));
    }

    private static Contender rowsRun(RowsProblem p) {
        RowsInput input = p.input();
        try (PointerScope scope = new PointerScope()) {
            scope.extend();
            Tensor a = TorchRun.tensor(input.a(), "f32", p.rows(), p.columns());
            return new TorchRun(scope, rows(p, input, a), input::check, p.operations());
        }
    }

    private static Supplier<Tensor> rows(RowsProblem p, RowsInput input, Tensor a) {
        Tensor out = TorchRun.tensor(new float[input.a().length], "f32", p.rows(), p.columns());
        return switch (p.kind()) {
            case "add" -> {
                Tensor b = TorchRun.tensor(input.b(), "f32", p.rows(), p.columns());
                yield () -> torch.add_out(out, a, b);
            }
            case "softmax" -> () -> torch.softmax_out(out, a, 1);
            default -> {
                TensorOptional noScale = new TensorOptional();
                DoubleOptional epsilon = new DoubleOptional(RowsInput.EPSILON);
                long[] row = {p.columns()};
                yield () -> torch.rms_norm(a, row, noScale, epsilon);
            }
        };
    }
}
