package dev.bessemer.bench.baselines;

import dev.bessemer.bench.AttentionProblem;
import dev.bessemer.bench.Baseline;
import dev.bessemer.bench.Candidate;
import dev.bessemer.bench.Contender;
import dev.bessemer.bench.GemmProblem;
import dev.bessemer.bench.MatMulInput;
import dev.bessemer.bench.RowsProblem;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS's product of matrices of floats. */
public final class OpenBlas implements Baseline {
    /** Made by the service loader. */
    public OpenBlas() {}

    @Override
    public String name() {
        return "OpenBLAS";
    }

    @Override
    public String version() {
        String version = Natives.version(openblas.class);
        return Natives.missing(openblas.class).isEmpty() ? version + ", " + BlasThreads.core() : version;
    }

    @Override
    public Candidate attention(AttentionProblem problem) {
        return Candidate.missing(name(), "has products only");
    }

    @Override
    public Candidate gemm(GemmProblem p) {
        String why = p.type().equals("f32") ? Natives.missing(openblas.class) : "compared on f32";
        return Candidate.unless(why, name(), () -> new Product(p));
    }

    @Override
    public Candidate rows(RowsProblem problem) {
        return Candidate.missing(name(), "has products only");
    }

    /** One product, in native memory. */
    private static final class Product implements Contender {
        private final MatMulInput input;
        private final int extent;
        private final double operations;
        private final FloatPointer a;
        private final FloatPointer b;
        private final FloatPointer c;

        Product(GemmProblem p) {
            BlasThreads.useAll();
            input = p.input();
            extent = p.extent();
            operations = p.operations();
            a = new FloatPointer(input.a());
            b = new FloatPointer(input.b());
            c = new FloatPointer((long) extent * extent);
        }

        @Override
        public void run() {
            int n = extent;
            int plain = openblas.CblasNoTrans;
            openblas.cblas_sgemm(openblas.CblasRowMajor, plain, plain, n, n, n, 1f, a, n, b, n, 0f, c, n);
        }

        @Override
        public void check() {
            float[] result = new float[extent * extent];
            c.get(result);
            input.check(result, 0);
        }

        @Override
        public double operations() {
            return operations;
        }

        @Override
        public void close() {
            a.close();
            b.close();
            c.close();
        }
    }
}
