package dev.bessemer.bench;

import dev.bessemer.bench.variant.MatMulVariant;
import org.openjdk.jmh.annotations.Param;

/** What bounds checks cost: kernels compiled with them, as they are by default, against the same compiled without. */
public class BoundsChecksBenchmark extends PairBenchmark {
    /** The kernel. */
    @Param({"vector-add", "matmul", "flash-attention", "gather"})
    public String kernel = "vector-add";

    /** The matrices' extent and the sequence's length; arrays of the other kernels have so many thousand elements. */
    @Param("1024")
    public int size;

    @Override
    Contender first() {
        return kernel();
    }

    @Override
    Contender second() {
        return kernel().unchecked();
    }

    private KernelContender kernel() {
        return switch (kernel) {
            case "vector-add" -> VectorAddKernel.of(size * 1000);
            case "gather" -> GatherKernel.of(size * 1000);
            case "matmul" -> MatMulKernel.of(MatMulVariant.SAMPLE, new MatMulInput(size, size, size));
            case "flash-attention" ->
                AttentionKernel.of("f32", new AttentionInput(8, size, HandWrittenAttention.DIM), false);
            default -> throw new IllegalArgumentException("there is no kernel " + kernel);
        };
    }
}
