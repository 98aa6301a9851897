package dev.bessemer.jit.jvm;

import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.types.BFloat16;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PanelMathTest {
    private final Random random = PanelFixture.random();

    private interface Unary {
        void run(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns);
    }

    private interface Binary {
        void run(
                float[] d,
                int dAt,
                int dStride,
                float[] a,
                int aAt,
                int aStride,
                float[] b,
                int bAt,
                int bStride,
                int rows,
                int columns);
    }

    @Test
    void exp2_everyForm_isKernelMath() {
        check(KernelMath::exp2, PanelMathVector::exp2, PanelMathScalar::exp2, PanelMath::exp2);
    }

    @Test
    void roundToF16_everyForm_isFloatToFloat16() {
        check(
                x -> Float.float16ToFloat(Float.floatToFloat16(x)),
                PanelMathVector::roundToF16,
                PanelMathScalar::roundToF16,
                PanelMath::roundToF16);
    }

    @Test
    void roundToBF16_everyForm_isBFloat16() {
        check(
                x -> new BFloat16(x).toFloat(),
                PanelMathVector::roundToBF16,
                PanelMathScalar::roundToBF16,
                PanelMath::roundToBF16);
    }

    @Test
    void copy_anyShape_givesTheSame() {
        check(x -> x, PanelMath::copy);
    }

    @Test
    void fill_anyShape_givesTheValue() {
        check(
                x -> 2.5f,
                (d, dAt, dStride, a, aAt, aStride, rows, columns) ->
                        PanelMath.fill(d, dAt, dStride, 2.5f, rows, columns));
    }

    @Test
    void scaleRows_byOneFactor_multiplies() {
        float[] factors = new float[64];
        Arrays.fill(factors, 0.3f);
        check(
                x -> x * 0.3f,
                (d, dAt, dStride, a, aAt, aStride, rows, columns) ->
                        PanelMathVector.scaleRows(d, dAt, dStride, a, aAt, aStride, factors, 1, rows, columns),
                (d, dAt, dStride, a, aAt, aStride, rows, columns) ->
                        PanelMathScalar.scaleRows(d, dAt, dStride, a, aAt, aStride, factors, 1, rows, columns));
    }

    @Test
    void scaleRows_byRow_takesEachRowsFactor() {
        float[] s = PanelFixture.floats(random, 16 * 24);
        float[] factors = PanelFixture.floats(random, 20);
        float[] expected = s.clone();
        for (int i = 0; i < s.length; i++) {
            expected[i] = s[i] * factors[2 + i / 24];
        }
        PanelMath.scaleRows(s, 0, 24, s, 0, 24, factors, 2, 16, 24);
        PanelFixture.assertSame(expected, s, "scaleRows");
    }

    @Test
    void add_everyForm_adds() {
        check(Float::sum, PanelMathVector::add, PanelMathScalar::add, PanelMath::add);
    }

    @Test
    void subtract_everyForm_subtracts() {
        check((x, y) -> x - y, PanelMathVector::subtract, PanelMathScalar::subtract, PanelMath::subtract);
    }

    @Test
    void multiply_everyForm_multiplies() {
        check((x, y) -> x * y, PanelMathVector::multiply, PanelMathScalar::multiply, PanelMath::multiply);
    }

    @Test
    void max_everyForm_isMathMax() {
        check(Math::max, PanelMathVector::max, PanelMathScalar::max, PanelMath::max);
    }

    private void check(UnaryOperator<Float> function, Unary... forms) {
        BinaryOperator<Float> first = (x, y) -> function.apply(x);
        Binary[] binary = new Binary[forms.length];
        for (int i = 0; i < forms.length; i++) {
            Unary form = forms[i];
            binary[i] = (d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns) ->
                    form.run(d, dAt, dStride, a, aAt, aStride, rows, columns);
        }
        check(first, binary);
    }

    private void check(BinaryOperator<Float> function, Binary... forms) {
        for (int rows = 8; rows <= 64; rows += 24) {
            for (int columns = 8; columns <= 56; columns += 8) {
                for (Binary form : forms) {
                    check(function, form, rows, columns);
                }
            }
        }
    }

    private void check(BinaryOperator<Float> function, Binary form, int rows, int columns) {
        int stride = columns + random.nextInt(5);
        float[] a = PanelFixture.patterns(random, rows * stride + 2);
        float[] b = PanelFixture.patterns(random, rows * stride + 4);
        float[] expected = PanelFixture.floats(random, rows * (stride + 1) + 1);
        float[] actual = expected.clone();
        float[] inPlace = a.clone();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                float value = function.apply(a[2 + r * stride + c], b[4 + r * stride + c]);
                expected[1 + r * (stride + 1) + c] = value;
                inPlace[2 + r * stride + c] = value;
            }
        }
        form.run(actual, 1, stride + 1, a, 2, stride, b, 4, stride, rows, columns);
        PanelFixture.assertSame(expected, actual, rows + " x " + columns);
        form.run(a, 2, stride, a, 2, stride, b, 4, stride, rows, columns);
        PanelFixture.assertSame(inPlace, a, rows + " x " + columns + " in place");
    }
}
