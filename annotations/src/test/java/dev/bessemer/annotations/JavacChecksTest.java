package dev.bessemer.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What javac accepts of the API and what it rejects: mix-ups of element types are errors before any compiler of ours runs. */
class JavacChecksTest {
    private static final String PARAMETERS =
            "F16 h, BF16 b, F32 f, HalfFloatArray hs, BFloat16Array bs, FloatArray fs, HalfFloat[] hl, float[] fl, int i";

    @TempDir
    Path output;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F32 r = SimdgroupMatrix.multiplyAccumulate(h, h, f);",
                "F32 r = SimdgroupMatrix.multiplyAccumulate(b, b, f);",
                "F32 r = SimdgroupMatrix.multiplyAccumulate(f, f, f);",
                "F16 r = SimdgroupMatrix.multiplyAccumulate(h, h, h);",
                "BF16 r = SimdgroupMatrix.multiplyAccumulate(b, b, b);",
                "F16 r = SimdgroupMatrix.multiply(h, h);",
                "F16 r = F16.load(hs, i, i).add(F16.load(hl, i, i, true)).scale(2);",
                "F32 r = F32.load(fs, i, i, false, 3, 4).map(x -> x + 1); r.store(fl, i, i, 3, 4);",
                "float r = f.mapIndexed((row, column, x) -> row == column ? x : 0).rowMax();",
                "F16 r = f.toF16(); r.store(hs, i, i, true);",
                "F32[] r = new F32[4]; r[0] = F32.zero();",
                "F16 r = hs.convert(f); hs.storeMatrix(r, i, i); F16[] n = hs.newMatrices(2);"
            })
    void compile_matchingTypes_isAccepted(String statements) {
        assertEquals(List.of(), Javac.errors(output, method(statements)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SimdgroupMatrix.multiplyAccumulate(h, b, f);",
                "SimdgroupMatrix.multiplyAccumulate(b, f, f);",
                "SimdgroupMatrix.multiplyAccumulate(h, h, b);",
                "SimdgroupMatrix.multiplyAccumulate(f, f, h);",
                "F16 r = SimdgroupMatrix.multiplyAccumulate(h, h, f);",
                "SimdgroupMatrix.multiply(h, b);",
                "F32 r = SimdgroupMatrix.multiply(h, h);",
                "h.add(b);",
                "f.mul(h);",
                "F16.load(bs, i, i);",
                "F32.load(hs, i, i);",
                "F16.load(fl, i, i);",
                "f.store(hs, i, i);",
                "h.store(fl, i, i);",
                "F32 r = h;",
                "hs.storeMatrix(f, i, i);",
                "BF16 r = hs.convert(f);",
                "hs.set(0, 1f);",
                "float r = hs.get(0);",
                "new F32();",
                "class Mine extends SimdgroupMatrix<F16> {}"
            })
    void compile_mixedTypes_isRejected(String statements) {
        List<String> errors = Javac.errors(output, method(statements));
        assertFalse(errors.isEmpty(), "javac accepts: " + statements);
        // A misspelt name is rejected too, and shows nothing.
        assertFalse(errors.toString().contains("cannot find symbol"), errors::toString);
    }

    private static String method(String statements) {
        return "void method(" + PARAMETERS + ") {\n" + statements + "\n}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                @Kernel
                static <M extends SimdgroupMatrix<M>> void product(MatrixArray<M> a, FloatArray c) {
                    M[] tiles = a.newMatrices(2);
                    tiles[0] = a.loadMatrix(0, 8, false);
                    tiles[1] = a.loadMatrix(0, 8, true, 3, 5).scale(2);
                    F32 sum = SimdgroupMatrix.multiplyAccumulate(tiles[0], tiles[1], F32.zero());
                    a.storeMatrix(a.convert(sum), 0, 8, 3, 5);
                }
                static void all(FloatArray f, HalfFloatArray h, BFloat16Array b) {
                    product(f, f);
                    product(h, f);
                    product(b, f);
                }
                """, """
                @Kernel(math = MathMode.FAST, threadgroup = {32, 2})
                static void kernel(KernelContext k, FloatArray a, @Constant int n) {
                    for (@Parallel int i = 0; i < n; i++) {
                        a.set(i, k.simdShuffle(a.get(i), i) + k.simdSum(1) + k.localIdx);
                    }
                }
                """})
    void compile_kernels_areAccepted(String members) {
        assertEquals(List.of(), Javac.errors(output, members));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Kernel int field;",
                "@Constant int field;",
                "void m() { @Kernel int local; }",
                "void m() { for (@Parallel var i = 0; i < 9; i++) {} }"
            })
    void compile_misplacedAnnotation_isRejected(String members) {
        assertEquals(1, Javac.errors(output, members).size());
    }
}
