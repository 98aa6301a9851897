package dev.bessemer.jit.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class PanelMultiplyTest {
    private static final int[] ROWS = {8, 16, 24, 32};
    private static final int[] COLUMNS = {8, 16, 24, 32, 40, 56, 64, 72};
    private static final int[] DEPTHS = {8, 16, 40, 64};

    private final Random random = PanelFixture.random();

    private interface Form {
        void run(
                float[] d,
                int dAt,
                int dStride,
                float[] c,
                int cAt,
                int cStride,
                float[] a,
                int aAt,
                int aStride,
                float[] b,
                int bAt,
                int bStride,
                int m,
                int n,
                int k);
    }

    @Test
    void multiplyAccumulate_vectorForm_isNaiveToTheBit() {
        checkAll(PanelMultiplyVector::multiplyAccumulate);
    }

    @Test
    void multiplyAccumulate_scalarForm_isNaiveToTheBit() {
        checkAll(PanelMultiplyScalar::multiplyAccumulate);
    }

    @Test
    void multiplyAccumulate_dispatched_isNaiveToTheBit() {
        checkAll(PanelMultiply::multiplyAccumulate);
    }

    @Test
    void multiplyAccumulate_copiedForItsShape_isNaiveToTheBit() {
        checkAll(PanelMultiplyTest::copied);
    }

    /** The product as a method of a class that was generated for these extents and strides. */
    private static void copied(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int n,
            int k) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        String name = "dev/bessemer/jit/jvm/Copied";
        writer.visit(Opcodes.V25, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
        GeneratedClass generated = new GeneratedClass(writer, name, 8000);
        String product = new ProductCode(generated, null)
                .method(new ProductCode.Shape(m, n, k, dStride, cStride, aStride, bStride));
        generated.end();
        try {
            MethodHandles.Lookup inside = MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
            MethodType type = MethodType.fromMethodDescriptorString(ProductCode.DESCRIPTOR, null);
            inside.findStatic(inside.lookupClass(), product, type).invoke(d, dAt, cAt, aAt, bAt, m);
        } catch (Throwable wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Test
    void multiplyAccumulateF16_anyDepth_roundsAfterEachEight() {
        for (int k : DEPTHS) {
            check(PanelMultiply::multiplyAccumulateF16, Rounding.F16, 16, 40, k);
        }
    }

    @Test
    void multiplyAccumulateBF16_anyDepth_roundsAfterEachEight() {
        for (int k : DEPTHS) {
            check(PanelMultiply::multiplyAccumulateBF16, Rounding.BF16, 16, 40, k);
        }
    }

    private void checkAll(Form form) {
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                for (int k : DEPTHS) {
                    check(form, Rounding.NONE, m, n, k);
                }
            }
        }
    }

    /** Operands in one array at ragged strides, the result beside them, and again in c's place. */
    private void check(Form form, Rounding rounding, int m, int n, int k) {
        int aStride = k + random.nextInt(9);
        int bStride = n + random.nextInt(9);
        int cStride = n + random.nextInt(9);
        int dStride = n + random.nextInt(9);
        int aAt = random.nextInt(5);
        int bAt = aAt + m * aStride;
        int cAt = bAt + k * bStride;
        int dAt = cAt + m * cStride;
        float[] s = PanelFixture.floats(random, dAt + m * dStride + 3);
        String what = m + " x " + n + " x " + k;

        float[] expected = s.clone();
        naive(expected, dAt, dStride, cAt, cStride, aAt, aStride, bAt, bStride, m, n, k, rounding);
        float[] actual = s.clone();
        form.run(actual, dAt, dStride, actual, cAt, cStride, actual, aAt, aStride, actual, bAt, bStride, m, n, k);
        PanelFixture.assertSame(expected, actual, what);

        naive(s, cAt, cStride, cAt, cStride, aAt, aStride, bAt, bStride, m, n, k, rounding);
        float[] other = expected.clone();
        form.run(actual, cAt, cStride, actual, cAt, cStride, actual, aAt, aStride, actual, bAt, bStride, m, n, k);
        System.arraycopy(actual, 0, other, 0, dAt);
        PanelFixture.assertSame(Arrays.copyOf(s, dAt), Arrays.copyOf(other, dAt), what + " in place");
    }

    private static void naive(
            float[] s,
            int dAt,
            int dStride,
            int cAt,
            int cStride,
            int aAt,
            int aStride,
            int bAt,
            int bStride,
            int m,
            int n,
            int k,
            Rounding rounding) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = s[cAt + i * cStride + j];
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(s[aAt + i * aStride + l], s[bAt + l * bStride + j], sum);
                    sum = l % 8 == 7 ? rounding.of(sum) : sum;
                }
                s[dAt + i * dStride + j] = sum;
            }
        }
    }

    private enum Rounding {
        NONE,
        F16,
        BF16;

        float of(float x) {
            return switch (this) {
                case NONE -> x;
                case F16 -> Float.float16ToFloat(Float.floatToFloat16(x));
                case BF16 -> Numbers.bfloat(x);
            };
        }
    }
}
