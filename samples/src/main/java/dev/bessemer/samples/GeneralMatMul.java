package dev.bessemer.samples;

import dev.bessemer.library.Gemm;
import dev.bessemer.runtime.Device;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;
import java.util.function.UnaryOperator;

/** General matrix multiplication by the library, {@link Gemm}, whose kernel is on {@link dev.bessemer.intrinsics.Matmul2D}. */
public final class GeneralMatMul implements Sample {
    /** The sample of this name. */
    public GeneralMatMul() {}

    /**
     * What the options ask for.
     *
     * @param batch pairs of matrices
     */
    record Problem(int m, int n, int k, int batch, boolean transposeA, boolean transposeB) {}

    /** What the matrices are of. */
    enum Type {
        /** Floats. */
        F32 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Floats.of(FloatArray::new, problem);
            }
        },
        /** Halves. */
        F16 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Floats.of(HalfFloatArray::new, problem);
            }
        },
        /** Bfloats. */
        BF16 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Floats.of(BFloat16Array::new, problem);
            }
        },
        /** Bytes, and ints the result. */
        I8 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Bytes.of(problem);
            }
        },
        /** Halves and weights of a byte. */
        F16_I8 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Weights.of(problem, 8);
            }
        },
        /** Halves and weights of four bits. */
        F16_I4 {
            @Override
            GeneralMatMulArrays arrays(Problem problem) {
                return GeneralMatMulArrays.Weights.of(problem, 4);
            }
        };

        abstract GeneralMatMulArrays arrays(Problem problem);
    }

    @Override
    public String name() {
        return "gemm";
    }

    @Override
    public String summary() {
        return "C = op(A) op(B) by the library, on Matmul2D";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("--m", "N", 1024, "rows of C"),
                Option.of("--n", "N", 1024, "columns of C"),
                Option.of("--k", "N", 1024, "what is summed over"),
                Option.of("--batch", "N", 1, "pairs of matrices"),
                Option.flag(
                        "--tune", "measure which blocks are fastest on the device, or use what was measured before"),
                Option.flag("--transpose-a", "let A be k x m"),
                Option.flag("--transpose-b", "let B be n x k"),
                Option.of(
                        "--dtype",
                        "TYPE",
                        "f32",
                        "f32, f16, bf16, i8, or f16_i8 and f16_i4: A of halves, B of weights with scales"),
                LOWERING,
                DEVICE,
                REPEAT);
    }

    @Override
    public List<Way> ways(Options options) {
        Problem problem = new Problem(
                options.number("--m", 1, 1 << 20),
                options.number("--n", 1, 1 << 20),
                options.number("--k", 0, 1 << 20),
                options.number("--batch", 1, 1 << 20),
                options.isOn("--transpose-a"),
                options.isOn("--transpose-b"));
        long largest = Math.max((long) problem.m * problem.n, (long) problem.k * Math.max(problem.m, problem.n));
        if (largest > Integer.MAX_VALUE / problem.batch) {
            throw new UsageException(
                    "matrices of this shape have more elements than an int index reaches: make --m, --n, --k or --batch smaller");
        }
        Type type = options.choice("--dtype", Type.class);
        UnaryOperator<Gemm> tuning = tuning(options);
        return List.of(Way.only(() -> new GeneralMatMulRun(type, problem, tuning)));
    }

    private static UnaryOperator<Gemm> tuning(Options options) {
        if (!options.isOn("--tune")) {
            return gemm -> gemm;
        }
        Device device = Runner.device(options.text(DEVICE.name()));
        return gemm -> gemm.withTuning(device);
    }
}
