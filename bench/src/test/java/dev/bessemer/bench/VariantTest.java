package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.bench.variant.AttentionVariant;
import dev.bessemer.bench.variant.MatMulVariant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels that benchmarks compare with the samples, on small shapes against double-precision references. */
class VariantTest {
    private static void isRight(Contender contender) {
        try (contender) {
            contender.run();
            contender.check();
        }
    }

    @ParameterizedTest
    @EnumSource
    void matMul_anyShape_isRight(MatMulVariant variant) {
        isRight(MatMulKernel.of(variant, new MatMulInput(64, 64, 20)));
        isRight(MatMulKernel.of(variant, new MatMulInput(67, 33, 20)));
        isRight(MatMulKernel.of(variant, new MatMulInput(1, 1, 20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16", "i8", "f16_i8", "f16_i4"})
    void libraryGemm_anyType_isRight(String type) {
        isRight(LibraryGemm.of(type, 70));
    }

    @ParameterizedTest
    @EnumSource
    void attention_anyLength_isRight(AttentionVariant variant) {
        for (int length : List.of(1, 64, 131)) {
            isRight(AttentionVariantKernel.of(variant, new AttentionInput(2, length, 40)));
        }
    }

    @Test
    void handWritten_isRight() {
        isRight(new HandWrittenMatMul(new MatMulInput(128, 192, 64)));
        AttentionInput input = new AttentionInput(2, 128, HandWrittenAttention.DIM);
        for (boolean causal : List.of(false, true)) {
            isRight(new HandWrittenAttentionRun("f32", input, causal));
            isRight(new HandWrittenAttentionRun("f16", input, causal));
            isRight(new PlainAttention(input, causal));
            isRight(AttentionKernel.of("f32", input, causal));
            isRight(AttentionKernel.of("f16", input, causal));
        }
        isRight(new PlainVectorAdd(1_000_003));
        isRight(VectorAddKernel.of(1_000_003));
    }

    @Test
    void check_resultNeverComputed_fails() {
        try (Contender matMul = MatMulKernel.of(MatMulVariant.BIAS_AND_RELU, new MatMulInput(9, 9, 9));
                Contender attention =
                        AttentionVariantKernel.of(AttentionVariant.LINEAR_BIAS, new AttentionInput(1, 9, 32))) {
            assertThrows(IllegalStateException.class, matMul::check);
            assertThrows(IllegalStateException.class, attention::check);
        }
    }
}
