package dev.bessemer.bench.baselines;

import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import dev.bessemer.bench.AttentionInput;
import dev.bessemer.bench.AttentionProblem;
import dev.bessemer.bench.Baseline;
import dev.bessemer.bench.Candidate;
import dev.bessemer.bench.Contender;
import dev.bessemer.bench.GemmProblem;
import dev.bessemer.bench.MatMulInput;
import dev.bessemer.bench.RowsInput;
import dev.bessemer.bench.RowsProblem;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** ONNX Runtime's operators on the processors. */
public final class OnnxRuntime implements Baseline {
    private static final double MEMORY =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();

    private static final String MICROSOFT = "com.microsoft";

    /** Made by the service loader. */
    public OnnxRuntime() {}

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** What the scores take, and a quarter more that was seen with 16,384 keys. */
    private static double scoreBytes(AttentionProblem p) {
        return 1.25 * Float.BYTES * p.heads() * p.queries() * p.keys();
    }

    private static int type(String type) {
        return type.equals("f16") ? OnnxModel.FLOAT16 : OnnxModel.FLOAT;
    }

    @Override
    public Candidate attention(AttentionProblem p) {
        if (p.type().equals("bf16")) {
            return Candidate.missing(name(), "its MultiHeadAttention takes f32 and f16 on the processors");
        }
        if (p.causal() && p.queries() != p.keys()) {
            return Candidate.missing(name(), "its causal mask is for as many queries as keys");
        }
        if (p.causal() && scoreBytes(p) > MEMORY / 2) {
            return Candidate.missing(
                    name(), "its causal attention keeps all scores, which take half of the memory here or more");
        }
        return Candidate.of(name(), () -> attentionRun(p));
    }

    private static Contender attentionRun(AttentionProblem p) {
        AttentionInput input = p.input();
        OnnxModel model = new OnnxModel(
                        MICROSOFT, "MultiHeadAttention", List.of("query", "key", "value"), type(p.type()))
                .with("num_heads", p.heads())
                .with("unidirectional", p.causal() ? 1 : 0);
        long[] queries = {1, p.queries(), (long) p.heads() * p.dim()};
        long[] keys = {1, p.keys(), (long) p.heads() * p.dim()};
        return new OnnxRun(
                        model,
                        type(p.type()),
                        queries,
                        out -> input.check(transposed(out, p.queries(), p.heads(), p.dim()), p.causal(), p.tolerance()),
                        p.operations())
                .with("query", transposed(input.q(), p.heads(), p.queries(), p.dim()), queries)
                .with("key", transposed(input.k(), p.heads(), p.keys(), p.dim()), keys)
                .with("value", transposed(input.v(), p.heads(), p.keys(), p.dim()), keys);
    }

    /** (first, second, dim) as (second, first, dim). */
    private static float[] transposed(float[] values, int first, int second, int dim) {
        float[] result = new float[values.length];
        for (int i = 0; i < first; i++) {
            for (int j = 0; j < second; j++) {
                System.arraycopy(values, (i * second + j) * dim, result, (j * first + i) * dim, dim);
            }
        }
        return result;
    }

    @Override
    public Candidate gemm(GemmProblem p) {
        return Candidate.unless(
                p.type().equals("f32") ? "" : "its MatMul takes f32 on the processors", name(), () -> gemmRun(p));
    }

    private static Contender gemmRun(GemmProblem p) {
        MatMulInput input = p.input();
        long[] shape = {p.extent(), p.extent()};
        OnnxModel model = new OnnxModel("", "MatMul", List.of("a", "b"), OnnxModel.FLOAT);
        return new OnnxRun(model, OnnxModel.FLOAT, shape, out -> input.check(out, 0), p.operations())
                .with("a", input.a(), shape)
                .with("b", input.b(), shape);
    }

    @Override
    public Candidate rows(RowsProblem p) {
        return Candidate.of(name(), () -> rowsRun(p));
    }

    private static Contender rowsRun(RowsProblem p) {
        RowsInput input = p.input();
        long[] shape = {p.rows(), p.columns()};
        OnnxRun run = new OnnxRun(rowsModel(p), OnnxModel.FLOAT, shape, input::check, p.operations())
                .with("a", input.a(), shape);
        return switch (p.kind()) {
            case "add" -> run.with("b", input.b(), shape);
            case "softmax" -> run;
            default -> run.with("scale", ones(p.columns()), p.columns());
        };
    }

    private static OnnxModel rowsModel(RowsProblem p) {
        return switch (p.kind()) {
            case "add" -> new OnnxModel("", "Add", List.of("a", "b"), OnnxModel.FLOAT);
            case "softmax" -> new OnnxModel("", "Softmax", List.of("a"), OnnxModel.FLOAT);
            default ->
                new OnnxModel("", "RMSNormalization", List.of("a", "scale"), OnnxModel.FLOAT)
                        .with("epsilon", RowsInput.EPSILON);
        };
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
