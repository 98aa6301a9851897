package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.MatmulPlace;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Gemm} of bytes, and of halves with weights of 8 and 4 bits. */
class GemmIntegerTest {
    /** Sums of the last but one are beyond 2^24, where floats lack integers. */
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(1, 1, 1),
            List.of(1, 64, 100),
            List.of(65, 47, 33),
            List.of(128, 256, 64),
            List.of(255, 257, 129),
            List.of(33, 20, 2100),
            List.of(17, 31, 0));

    private static final List<List<Integer>> SCALES =
            List.of(List.of(1, 0), List.of(2, 0), List.of(1, 1), List.of(-2, 3));

    /** Each shape with every other feature at all its levels, pair by pair; the last one says what is multiplied. */
    static Stream<int[]> combinations() {
        return Pairwise.of(2, SHAPES.size(), 2, 2, SCALES.size(), 3, 2, 5).stream();
    }

    private record Case(
            int m, int n, int k, boolean transposeA, boolean transposeB, int alpha, int beta, int padding, int batch) {
        static Case of(int[] c) {
            List<Integer> shape = SHAPES.get(c[0]);
            List<Integer> scale = SCALES.get(c[3]);
            int padding = List.of(0, 1, 63).get(c[4]);
            return new Case(
                    shape.get(0),
                    shape.get(1),
                    shape.get(2),
                    c[1] == 1,
                    c[2] == 1,
                    scale.get(0),
                    scale.get(1),
                    padding,
                    1 + c[5]);
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

        private int atA(int matrix, int row, int i) {
            return matrix * sizeA() + (transposeA ? i * rowA() + row : row * rowA() + i);
        }

        private int atB(int matrix, int i, int column) {
            return matrix * sizeB() + (transposeB ? column * rowB() + i : i * rowB() + column);
        }

        private Gemm with(Gemm plain) {
            Gemm first = transposeA ? plain.withTransposedA() : plain;
            Gemm both = transposeB ? first.withTransposedB() : first;
            return both.withScale(alpha, beta)
                    .withRowStrides(rowA(), rowB(), n + padding)
                    .withBatch(batch);
        }

        void requireExactBytes(MatmulPlace place) {
            try (ByteArray a = bytes(batch * sizeA(), 1);
                    ByteArray b = bytes(batch * sizeB(), 2);
                    IntArray c = new IntArray((long) batch * sizeC())) {
                for (int i = 0; i < c.getSize(); i++) {
                    c.set(i, 1_000_000 * i + 77);
                }
                int[] old = c.toHeapArray();
                execute(place, with(Gemm.of(m, n, k, a, b, c)), c);
                for (int i = 0; i < old.length; i++) {
                    int row = i % sizeC() / (n + padding);
                    int column = i % (n + padding);
                    int expected = column < n ? alpha * sum(a, b, i / sizeC(), row, column) + beta * old[i] : old[i];
                    String where = place + " " + this + " at " + i;
                    assertEquals(expected, c.get(i), where);
                }
            }
        }

        private int sum(ByteArray a, ByteArray b, int matrix, int row, int column) {
            int sum = 0;
            for (int i = 0; i < k; i++) {
                sum += a.get(atA(matrix, row, i)) * b.get(atB(matrix, i, column));
            }
            return sum;
        }

        /** The largest error, relative to the sum of the magnitudes that are added. */
        double quantizedError(MatmulPlace place, int bits, int group, boolean halves) {
            int scales = Math.max(1, batch * Math.ceilDiv(k, group) * n);
            try (HalfFloatArray a = new HalfFloatArray(Math.max(1, batch * sizeA()));
                    ByteArray values = bytes(Math.ceilDiv(batch * sizeB() * bits, 8), 4);
                    HalfFloatArray halfScales = new HalfFloatArray(scales);
                    FloatArray floatScales = new FloatArray(scales);
                    FloatArray c = new FloatArray((long) batch * sizeC());
                    FloatArray old = new FloatArray((long) batch * sizeC())) {
                MatrixArray<?> used = halves ? halfScales : floatScales;
                fill(a, 1, 0);
                fill(used, 2, 1);
                fill(c, 3, 0);
                for (int i = 0; i < c.getSize(); i++) {
                    c.set(i, beta == 0 && i % (n + padding) < n ? Float.NaN : c.get(i));
                    old.set(i, c.get(i));
                }
                QuantizedMatrix b = new QuantizedMatrix(values, bits, group, used);
                execute(place, with(Gemm.of(m, n, k, a, b, c)), c);
                return worst(a, b, c, old);
            }
        }

        private double worst(HalfFloatArray a, QuantizedMatrix b, FloatArray c, FloatArray old) {
            double worst = 0;
            for (int i = 0; i < c.getSize(); i++) {
                int row = i % sizeC() / (n + padding);
                int column = i % (n + padding);
                double error = column < n
                        ? errorAt(a, b, c.get(i), old.get(i), i / sizeC(), row, column)
                        : c.get(i) == old.get(i) ? 0 : Double.POSITIVE_INFINITY;
                worst = Math.max(worst, error);
            }
            return worst;
        }

        private double errorAt(
                HalfFloatArray a, QuantizedMatrix b, float given, float old, int matrix, int row, int column) {
            double sum = beta == 0 ? 0 : beta * (double) old;
            double magnitude = 1e-30 + Math.abs(sum);
            for (int i = 0; i < k; i++) {
                double product = alpha * (double) a.getFloat(atA(matrix, row, i)) * weight(b, matrix, i, column);
                sum += product;
                magnitude += Math.abs(product);
            }
            double error = Math.abs(given - sum) / magnitude;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }

        private float weight(QuantizedMatrix b, int matrix, int i, int column) {
            int place = atB(matrix, i, column);
            int value = b.values().get(place * b.bits() / 8);
            if (b.bits() == 4) {
                value = place % 2 == 0 ? (value & 15) - (value & 8) * 2 : value >> 4;
            }
            int groups = Math.ceilDiv(k, b.group());
            int group = i / b.group();
            int scale = matrix * groups * n + (transposeB ? column * groups + group : group * n + column);
            return new HalfFloat(value * b.scales().getFloat(scale)).toFloat();
        }
    }

    /** Numbers of great magnitude, most of one sign, so that sums grow. */
    private static ByteArray bytes(int size, int seed) {
        Random random = new Random(seed);
        ByteArray array = new ByteArray(Math.max(1, size));
        for (int i = 0; i < size; i++) {
            array.set(i, (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : -128 + random.nextInt(4)));
        }
        return array;
    }

    private static void fill(MatrixArray<?> array, long seed, float least) {
        Random random = new Random(seed);
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, least + (float) random.nextGaussian());
        }
    }

    private static void execute(MatmulPlace place, Gemm gemm, DeviceArray c) {
        TaskGraph graph = gemm.addTo(new TaskGraph("s0"), "gemm").transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        try (ExecutionPlan plan = place.plan(graph)) {
            plan.withGridScheduler(new GridScheduler("s0.gemm", gemm.grid())).execute();
        }
    }

    private static void check(Case product, MatmulPlace place, int kind) {
        if (kind == 0) {
            product.requireExactBytes(place);
        } else {
            double error =
                    product.quantizedError(place, kind % 2 == 0 ? 4 : 8, kind < 3 ? 32 : 64, kind == 1 || kind == 4);
            assertTrue(error <= 1e-5, () -> place + ": " + product + " of kind " + kind + ": error " + error);
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void execute_onTheCpuDevice_isTheProduct(int[] combination) {
        check(Case.of(combination), MatmulPlace.CPU, combination[6]);
    }

    @ParameterizedTest
    @CsvSource({
        "65, 47, 33, false, true, 2, 3, 1, 0",
        "17, 20, 1100, true, false, 1, 1, 0, 0",
        "33, 17, 70, true, true, 2, 0, 3, 1",
        "20, 31, 40, false, false, 1, 1, 0, 2",
        "17, 9, 0, false, false, 1, 1, 0, 3",
        "9, 33, 100, false, true, 1, 0, 1, 4"
    })
    void execute_onTheSimulatorAndAsJava_isTheProduct(
            int m, int n, int k, boolean ofA, boolean ofB, int alpha, int beta, int padding, int kind) {
        Case product = new Case(m, n, k, ofA, ofB, alpha, beta, padding, 1);
        MatmulPlace.all()
                .filter(place -> place != MatmulPlace.JAVA || k < 200)
                .forEach(place -> check(product, place, kind));
    }

    @Test
    void withBatchStrides_sharedWeights_serveAllPairs() {
        try (HalfFloatArray a = new HalfFloatArray(2 * 32);
                ByteArray values = bytes(32, 1);
                FloatArray scales = new FloatArray(1);
                FloatArray c = new FloatArray(2)) {
            fill(a, 1, 0);
            scales.set(0, 0.5f);
            QuantizedMatrix b = QuantizedMatrix.ofBytes(values, 32, scales);
            execute(MatmulPlace.CPU, Gemm.of(1, 1, 32, a, b, c).withBatch(2).withBatchStrides(32, 0, 1), c);
            double expected = 0;
            for (int i = 0; i < 32; i++) {
                expected += a.getFloat(32 + i) * 0.5 * values.get(i);
            }
            assertEquals(expected, c.get(1), 1e-2);
        }
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withTuning_bytesAndWeights_chooseACandidate() {
        try (HalfFloatArray a = new HalfFloatArray(64);
                ByteArray bytes = bytes(64, 1);
                HalfFloatArray scales = new HalfFloatArray(8);
                IntArray ints = new IntArray(64);
                FloatArray c = new FloatArray(64)) {
            GemmTuning tuning = new GemmTuning(folder);
            for (Gemm gemm : List.of(
                    Gemm.of(8, 8, 8, bytes, bytes, ints),
                    Gemm.of(8, 8, 8, a, QuantizedMatrix.ofNibbles(bytes, 32, scales), c),
                    Gemm.of(8, 8, 8, a, QuantizedMatrix.ofBytes(bytes, 64, scales), c))) {
                long[] now = {0};
                Gemm tuned = gemm.withTuning(Device.cpu(), tuning, () -> now[0] += 1_000_000_000);
                assertEquals(new GemmBlock(16, 16), tuned.block());
                assertTrue(now[0] > 0, "nothing was measured");
            }
        }
    }

    private static void refuses(String message, Runnable what) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, what::run);
        assertTrue(String.valueOf(refused.getMessage()).startsWith(message), refused::getMessage);
    }

    @Test
    void of_whatDoesNotFit_isRefusedByName() {
        ByteArray bytes = new ByteArray(64);
        FloatArray floats = new FloatArray(64);
        Gemm ofBytes = Gemm.of(8, 8, 8, bytes, bytes, new IntArray(64));
        Gemm ofWeights = Gemm.of(
                8,
                8,
                64,
                new HalfFloatArray(512),
                QuantizedMatrix.ofNibbles(new ByteArray(260), 32, new HalfFloatArray(16)),
                new FloatArray(128));
        refuses(
                "alpha is 0.5 and beta 0.0 but a product of bytes is of ints",
                () -> ofBytes.withScale(0.5f, 0).addTo(new TaskGraph("s0"), "gemm"));
        refuses("the product's A has 64 elements", () -> ofBytes.withBatch(2).addTo(new TaskGraph("s0"), "gemm"));
        refuses("weights of 2 bits", () -> new QuantizedMatrix(bytes, 2, 32, floats));
        refuses("a scale for each 48 weights", () -> QuantizedMatrix.ofBytes(bytes, 48, floats));
        refuses("scales of bfloats", () -> QuantizedMatrix.ofBytes(bytes, 32, new BFloat16Array(64)));
        refuses(
                "the product's B has 16 scales but its shape and groups of 32 need 32",
                () -> ofWeights.withBatch(2).withBatchStrides(0, 1, 64).addTo(new TaskGraph("s0"), "gemm"));
        refuses(
                "the product's B has 520 elements but its shape and strides need 575",
                () -> ofWeights.withRowStrides(64, 9, 8).addTo(new TaskGraph("s0"), "gemm"));
    }
}
