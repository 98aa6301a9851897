package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.MatmulPlace;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GemmTest {
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(1, 1, 1),
            List.of(1, 64, 100),
            List.of(64, 48, 32),
            List.of(65, 47, 33),
            List.of(128, 256, 64),
            List.of(512, 512, 128),
            List.of(255, 257, 129),
            List.of(17, 31, 0));
    private static final List<List<Float>> SCALES =
            List.of(List.of(1f, 0f), List.of(2f, 0f), List.of(1f, 1f), List.of(2f, 3f));

    /** Each shape with every other feature at all its levels, pair by pair. */
    static Stream<int[]> combinations() {
        return Pairwise.of(1, SHAPES.size(), 2, 2, SCALES.size(), 3, 3, 2).stream();
    }

    /**
     * One product with random small numbers.
     *
     * @param padding between rows
     */
    private record Case(
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            float alpha,
            float beta,
            int padding,
            int batch) {
        static Case of(int[] c) {
            List<Integer> shape = SHAPES.get(c[0]);
            List<Float> scale = SCALES.get(c[3]);
            return new Case(
                    shape.get(0),
                    shape.get(1),
                    shape.get(2),
                    c[1] == 1,
                    c[2] == 1,
                    scale.get(0),
                    scale.get(1),
                    List.of(0, 1, 63).get(c[4]),
                    1 + c[6]);
        }

        private int rowA() {
            return (transposeA ? m : k) + padding;
        }

        private int rowB() {
            return (transposeB ? k : n) + padding;
        }

        private int sizeA() {
            return (transposeA ? k : m) * rowA();
        }

        private int sizeB() {
            return (transposeB ? n : k) * rowB();
        }

        private int sizeC() {
            return m * (n + padding);
        }

        /** The largest error, relative to the sum of the magnitudes that are added; infinite where something beside the result was written. */
        <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(
                MatmulPlace place, IntFunction<A> array) {
            try (A a = array.apply(Math.max(1, batch * sizeA()));
                    A b = array.apply(Math.max(1, batch * sizeB()));
                    FloatArray c = new FloatArray((long) batch * sizeC());
                    FloatArray old = new FloatArray((long) batch * sizeC())) {
                fill(a, 1);
                fill(b, 2);
                fill(c, 3);
                for (int i = 0; i < c.getSize(); i++) {
                    c.set(i, beta == 0 && i % (n + padding) < n ? Float.NaN : c.get(i));
                    old.set(i, c.get(i));
                }
                execute(place, gemm(a, b, c), c);
                return worst(a, b, c, old);
            }
        }

        private <M extends SimdgroupMatrix<M>> Gemm gemm(MatrixArray<M> a, MatrixArray<M> b, FloatArray c) {
            Gemm plain = Gemm.of(m, n, k, a, b, c);
            Gemm first = transposeA ? plain.withTransposedA() : plain;
            Gemm both = transposeB ? first.withTransposedB() : first;
            return both.withScale(alpha, beta)
                    .withRowStrides(rowA(), rowB(), n + padding)
                    .withBatch(batch);
        }

        private double worst(MatrixArray<?> a, MatrixArray<?> b, FloatArray c, FloatArray old) {
            double worst = 0;
            for (int i = 0; i < c.getSize(); i++) {
                int matrix = i / sizeC();
                int row = i % sizeC() / (n + padding);
                int column = i % (n + padding);
                worst = Math.max(
                        worst,
                        column < n
                                ? errorAt(a, b, c.get(i), old.get(i), matrix, row, column)
                                : c.get(i) == old.get(i) ? 0 : Double.POSITIVE_INFINITY);
            }
            return worst;
        }

        private double errorAt(
                MatrixArray<?> a, MatrixArray<?> b, float given, float old, int matrix, int row, int column) {
            double sum = beta == 0 ? 0 : beta * (double) old;
            double magnitude = 1e-30 + Math.abs(sum);
            for (int i = 0; i < k; i++) {
                int atA = matrix * sizeA() + (transposeA ? i * rowA() + row : row * rowA() + i);
                int atB = matrix * sizeB() + (transposeB ? column * rowB() + i : i * rowB() + column);
                double product = alpha * (double) a.getFloat(atA) * b.getFloat(atB);
                sum += product;
                magnitude += Math.abs(product);
            }
            double error = Math.abs(given - sum) / magnitude;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
    }

    private static void fill(MatrixArray<?> array, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, (float) random.nextGaussian());
        }
    }

    private static void execute(MatmulPlace place, Gemm gemm, FloatArray c) {
        TaskGraph graph = gemm.addTo(new TaskGraph("s0"), "gemm").transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        try (ExecutionPlan plan = place.plan(graph)) {
            plan.withGridScheduler(new GridScheduler("s0.gemm", gemm.grid())).execute();
        }
    }

    private static double error(Case product, MatmulPlace place, int type) {
        return switch (type) {
            case 0 -> product.error(place, FloatArray::new);
            case 1 -> product.error(place, HalfFloatArray::new);
            default -> product.error(place, BFloat16Array::new);
        };
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void execute_onTheCpuDevice_isTheProduct(int[] combination) {
        Case product = Case.of(combination);
        isProduct(product, MatmulPlace.CPU, combination[5]);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void execute_onTheSimulatorAndAsJava_isTheProduct(int[] combination) {
        Case product = Case.of(combination);
        elsewhere(product.m < 128).forEach(place -> isProduct(product, place, combination[5]));
    }

    /** All devices but the CPU device; as plain Java only what is small. */
    private static Stream<MatmulPlace> elsewhere(boolean isSmall) {
        return MatmulPlace.all().filter(place -> place != MatmulPlace.CPU && (place != MatmulPlace.JAVA || isSmall));
    }

    @ParameterizedTest
    @MethodSource("paddings")
    void execute_everyPadding_isTheProduct(int padding) {
        boolean isEven = padding % 2 == 0;
        Case product = new Case(17, 9, 11, isEven, padding % 3 == 0, 2, 3, padding, 1);
        MatmulPlace.all().forEach(place -> isProduct(product, place, padding % 3));
    }

    static IntStream paddings() {
        return IntStream.range(0, 64);
    }

    private static void isProduct(Case product, MatmulPlace place, int type) {
        double error = error(product, place, type);
        assertTrue(error <= 1e-5, () -> product + " of type " + type + " on " + place + ": error " + error);
    }

    /** Every block that a tuning may choose gives the same product as the usual one. */
    @Test
    void execute_everyCandidateBlock_isTheSameProduct() {
        int m = 150;
        int n = 140;
        int k = 40;
        try (HalfFloatArray a = new HalfFloatArray(6000);
                HalfFloatArray b = new HalfFloatArray(5600);
                FloatArray usual = new FloatArray(21000);
                FloatArray other = new FloatArray(21000)) {
            for (int i = 0; i < a.getSize(); i++) {
                a.setFloat(i, i * 7 % 11 - 5);
            }
            for (int i = 0; i < b.getSize(); i++) {
                b.setFloat(i, i * 5 % 13 - 6);
            }
            execute(MatmulPlace.CPU, Gemm.of(m, n, k, a, b, usual), usual);
            for (GemmBlock block : GemmBlock.candidates(new GemmShape(1, m, n, k, false, false))) {
                execute(MatmulPlace.CPU, Gemm.of(m, n, k, a, b, other).withBlock(block), other);
                assertArrayEquals(usual.toHeapArray(), other.toHeapArray(), block.toString());
            }
        }
    }

    /** Multiples of 8, and so of 16, 32 and 64, and the sizes beside them. */
    private static IntStream sizesAroundBlocks() {
        return IntStream.rangeClosed(1, 17).flatMap(eights -> IntStream.rangeClosed(8 * eights - 1, 8 * eights + 1));
    }

    /** A scaled identity on either side gives the other factor, and ones give its sums: an operand that is transposed shows at once. */
    @Test
    void execute_structuredFactors_giveWhatIsKnown() {
        int n = 20;
        try (FloatArray identity = new FloatArray((long) n * n);
                FloatArray ramp = new FloatArray((long) n * n);
                FloatArray ones = new FloatArray((long) n * n);
                FloatArray c = new FloatArray((long) n * n)) {
            for (int i = 0; i < n * n; i++) {
                identity.set(i, i % (n + 1) == 0 ? 2 : 0);
                ramp.set(i, i);
            }
            ones.init(1);
            for (MatmulPlace place : MatmulPlace.all().toList()) {
                execute(place, Gemm.of(n, n, n, identity, ramp, c), c);
                isEverywhere(i -> 2 * i, c, place + ": identity, ramp");
                execute(place, Gemm.of(n, n, n, ramp, identity, c), c);
                isEverywhere(i -> 2 * i, c, place + ": ramp, identity");
                execute(place, Gemm.of(n, n, n, ramp, identity, c).withTransposedA(), c);
                isEverywhere(i -> 2 * (i % n * n + i / n), c, place + ": ramp transposed, identity");
                execute(place, Gemm.of(n, n, n, ramp, ones, c), c);
                isEverywhere(i -> n * (n * (i / n)) + n * (n - 1) / 2, c, place + ": ramp, ones");
            }
        }
    }

    private static void isEverywhere(IntUnaryOperator expected, FloatArray c, String what) {
        for (int i = 0; i < c.getSize(); i++) {
            assertEquals(expected.applyAsInt(i), c.get(i), what + " at " + i);
        }
    }

    /** The product of a second-difference matrix with itself is known exactly, and shows an operand that is shifted or transposed. */
    @ParameterizedTest
    @MethodSource("sizesAroundBlocks")
    void execute_secondDifferences_giveFourthDifferences(int n) {
        fourthDifferences(n, MatmulPlace.CPU);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 15, 16, 17, 31, 33, 64, 65})
    void execute_secondDifferencesElsewhere_giveFourthDifferences(int n) {
        elsewhere(n < 64).forEach(place -> fourthDifferences(n, place));
    }

    private static void fourthDifferences(int n, MatmulPlace place) {
        float[] fourth = {6, -4, 1};
        try (HalfFloatArray a = new HalfFloatArray((long) n * n);
                FloatArray c = new FloatArray((long) n * n)) {
            for (int i = 0; i < n * n; i++) {
                int distance = Math.abs(i / n - i % n);
                a.setFloat(i, distance == 0 ? 2 : distance == 1 ? -1 : 0);
            }
            execute(place, Gemm.of(n, n, n, a, a, c), c);
            for (int i = 0; i < n * n; i++) {
                int distance = Math.abs(i / n - i % n);
                boolean corner = distance == 0 && (i == 0 || i == n * n - 1);
                float expected = corner ? 5 : distance < 3 ? fourth[distance] : 0;
                assertEquals(expected, c.get(i), place + ", row " + i / n + " column " + i % n);
            }
        }
    }

    @Test
    void withBatchStrides_sharedFactor_servesAllPairs() {
        try (FloatArray a = new FloatArray(2 * 6);
                FloatArray b = new FloatArray(6);
                FloatArray c = new FloatArray(2 * 4)) {
            fill(a, 1);
            fill(b, 2);
            Gemm gemm = Gemm.of(2, 2, 3, a, b, c).withBatch(2).withBatchStrides(6, 0, 4);
            execute(MatmulPlace.CPU, gemm, c);
            float expected = a.get(6) * b.get(0) + a.get(7) * b.get(2) + a.get(8) * b.get(4);
            assertEquals(expected, c.get(4), 1e-5f);
        }
    }

    private static Stream<List<Object>> refusals() {
        UnaryOperator<Gemm> same = gemm -> gemm;
        UnaryOperator<Gemm> batch = gemm -> gemm.withBatch(0);
        UnaryOperator<Gemm> rows = gemm -> gemm.withRowStrides(8, 7, 8);
        UnaryOperator<Gemm> overlap = gemm -> gemm.withBatch(2).withBatchStrides(0, 0, 63);
        UnaryOperator<Gemm> large = gemm -> gemm.withBatch(2);
        UnaryOperator<Gemm> far = gemm -> gemm.withRowStrides(8, 8, 1 << 30);
        UnaryOperator<Gemm> infinite = gemm -> gemm.withScale(1, Float.POSITIVE_INFINITY);
        return Stream.of(
                List.of(0, same, "a product of 0 x 8 and 8 x 8 matrices: m and n must be at least 1, k at least 0"),
                List.of(8, batch, "a batch of 0 pairs: there must be at least 1"),
                List.of(8, rows, "rows of B are 7 elements apart but 8 long"),
                List.of(8, overlap, "batch strides of 0, 0 and 63: those of A and B must be at least 0, that of C at"),
                List.of(8, large, "the product's A has 64 elements but its shape and strides need 128"),
                List.of(8, far, "the product's C reaches over 8589934592 elements, more than an int counts"),
                List.of(8, infinite, "alpha is 1.0 and beta Infinity but both must be finite"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @SuppressWarnings("unchecked") // what refusals() puts there
    void addTo_whatDoesNotFit_isRefusedByName(List<Object> refusal) {
        UnaryOperator<Gemm> change = (UnaryOperator<Gemm>) refusal.get(1);
        try (FloatArray array = new FloatArray(64)) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> change.apply(Gemm.of((int) refusal.get(0), 8, 8, array, array, array))
                            .addTo(new TaskGraph("s0"), "gemm"));
            assertTrue(String.valueOf(refused.getMessage()).startsWith((String) refusal.get(2)), refused::getMessage);
        }
    }
}
