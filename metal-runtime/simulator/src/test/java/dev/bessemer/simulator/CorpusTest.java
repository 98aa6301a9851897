package dev.bessemer.simulator;

import static dev.bessemer.simulator.CorpusRun.bytes;
import static dev.bessemer.simulator.CorpusRun.empty;
import static dev.bessemer.simulator.CorpusRun.floats;
import static dev.bessemer.simulator.CorpusRun.floatsOf;
import static dev.bessemer.simulator.CorpusRun.halves;
import static dev.bessemer.simulator.CorpusRun.halvesOf;
import static dev.bessemer.simulator.CorpusRun.ints;
import static dev.bessemer.simulator.CorpusRun.longs;
import static dev.bessemer.simulator.CorpusRun.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's kernels give what plain Java gives, with all watches on and nothing found. */
@NeedsToolchain
class CorpusTest {
    private static MslExtent extent(int... values) {
        int[] all = Arrays.copyOf(values, 3);
        return new MslExtent(all[0], Math.max(1, all[1]), Math.max(1, all[2]));
    }

    @Test
    void elementwise_add_addsInEachType() throws Exception {
        float[] a = random(100);
        float[] b = random(200);
        MemorySegment sum = empty(400);
        new CorpusRun("elementwise_functors", "vv_addfloat32", extent(100), extent(32))
                .buffer(0, floats(a))
                .buffer(1, floats(b))
                .output(2, sum)
                .run();
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i] + b[i], sum.getAtIndex(ValueLayout.JAVA_FLOAT, i));
        }
        MemorySegment wrapped = empty(3);
        new CorpusRun("elementwise_functors", "vv_addint8", extent(3), extent(32))
                .buffer(0, bytes((byte) 127, (byte) -128, (byte) 1))
                .buffer(1, bytes((byte) 1, (byte) -1, (byte) 2))
                .output(2, wrapped)
                .run();
        assertArrayEquals(new byte[] {-128, 127, 3}, wrapped.toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void elementwise_maximum_keepsNaN() throws Exception {
        MemorySegment largest = empty(12);
        new CorpusRun("elementwise_functors", "vv_maxfloat32", extent(3), extent(32))
                .buffer(0, floats(1, Float.NaN, -3))
                .buffer(1, floats(2, 1, -4))
                .output(2, largest)
                .run();
        assertArrayEquals(new float[] {2, Float.NaN, -3}, floatsOf(largest));
    }

    @Test
    void elementwise_stridedSigmoid_readsTransposed() throws Exception {
        float[] in = random(6 * 10);
        MemorySegment out = empty(240);
        new CorpusRun("elementwise_functors", "strided_sigmoid_float32", extent(6, 10), extent(6, 2))
                .buffer(0, floats(in))
                .output(1, out)
                .buffer(2, ints(10, 6))
                .buffer(3, longs(1, 10))
                .buffer(4, ints(2))
                .run();
        float[] written = floatsOf(out);
        for (int i = 0; i < 60; i++) {
            double x = in[i % 6 * 10 + i / 6];
            assertEquals(1 / (1 + Math.exp(-x)), written[i], 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 500, 33, 1})
    void softmax_rowsOfAnyLength_sumToOne(int length) throws Exception {
        float[] in = random(2 * length);
        MemorySegment out = empty(2 * in.length);
        new CorpusRun("row_softmax", "softmax_float16", extent(256), extent(128))
                .buffer(0, halves(in))
                .output(1, out)
                .buffer(2, ints(length))
                .run();
        float[] written = halvesOf(out);
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += Math.exp(in[row * length + i]);
            }
            for (int i = 0; i < length; i++) {
                double wanted = Math.exp(in[row * length + i]) / sum;
                assertEquals(wanted, written[row * length + i], 1e-3 * wanted + 1e-6);
            }
        }
    }

    /** Blocks of 32 weights: a scale in half, then the quantized values, 8 bits or two of 4 bits a byte. */
    private static byte[] blocks(int count, int quantBytes) {
        byte[] all = new byte[count * (2 + quantBytes)];
        for (int b = 0; b < count; b++) {
            int at = b * (2 + quantBytes);
            short scale = Float.floatToFloat16((b + 1) / 8f);
            all[at] = (byte) scale;
            all[at + 1] = (byte) (scale >> 8);
            for (int i = 0; i < quantBytes; i++) {
                all[at + 2 + i] = (byte) (31 * i + 7 * b);
            }
        }
        return all;
    }

    private static float weight(byte[] blocks, int block, int quantBytes, int i) {
        int at = block * (2 + quantBytes);
        float scale = (block + 1) / 8f;
        if (quantBytes == 32) {
            return scale * blocks[at + 2 + i];
        }
        int quantized = blocks[at + 2 + i % 16] >> (i < 16 ? 0 : 4) & 15;
        return scale * (quantized - 8);
    }

    @Test
    void quantized_matrixTimesVector_usesScales() throws Exception {
        int rows = 3;
        int columns = 96;
        byte[] weights = blocks(rows * columns / 32, 32);
        float[] x = random(columns);
        MemorySegment out = empty(4 * rows);
        MemorySegment arguments = empty(16);
        arguments.set(ValueLayout.JAVA_INT, 0, columns);
        arguments.set(ValueLayout.JAVA_INT, 4, rows);
        arguments.set(ValueLayout.JAVA_LONG, 8, columns / 32 * 34L);
        new CorpusRun("block_quantized_matvec", "kernel_mul_mv_q8_0_f32", extent(128), extent(64))
                .buffer(0, arguments)
                .buffer(1, bytes(weights))
                .buffer(2, floats(x))
                .output(3, out)
                .run();
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < columns; i++) {
                sum += weight(weights, row * columns / 32 + i / 32, 32, i % 32) * x[i];
            }
            assertEquals(sum, out.getAtIndex(ValueLayout.JAVA_FLOAT, row), 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void quantized_rows_areUnpacked(int quantBytes) throws Exception {
        byte[] weights = blocks(4, quantBytes);
        MemorySegment out = empty(4 * 128);
        String kernel = quantBytes == 32 ? "kernel_get_rows_q8_0" : "kernel_get_rows_q4_0";
        new CorpusRun("block_quantized_matvec", kernel, extent(32), extent(32))
                .buffer(0, bytes(weights))
                .output(1, out)
                .buffer(2, ints(4))
                .run();
        for (int i = 0; i < 128; i++) {
            float wanted = weight(weights, i / 32, quantBytes, i % 32);
            assertEquals(wanted, out.getAtIndex(ValueLayout.JAVA_FLOAT, i), Math.abs(wanted) * 1e-3f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16"})
    void gemm_blocksOfClasses_multiply(String type) throws Exception {
        int m = 32;
        int n = 64;
        int k = 48;
        float[] a = random(m * k);
        float[] b = random(k * n + 1);
        MemorySegment d = empty(m * n * (type.equals("f32") ? 4 : 2));
        new CorpusRun("tiled_gemm_classes", "gemm_" + type + "_32x32x16", extent(n / 32 * 128, m / 32), extent(128))
                .buffer(0, elements(type, a))
                .buffer(1, elements(type, Arrays.copyOf(b, k * n)))
                .output(2, d)
                .buffer(3, ints(m, n, k, k, n, n))
                .run();
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += a[row * k + i] * b[i * n + column];
                }
                assertEquals(
                        sum,
                        element(type, d, row * n + column),
                        Math.abs(sum) * (type.equals("bf16") ? 8e-3 : 1e-3) + 1e-3);
            }
        }
    }

    private static MemorySegment elements(String type, float[] values) {
        if (!type.equals("bf16")) {
            return type.equals("f32") ? floats(values) : halves(values);
        }
        MemorySegment memory = empty(2 * values.length);
        for (int i = 0; i < values.length; i++) {
            memory.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(values[i]) >> 16));
        }
        return memory;
    }

    private static float element(String type, MemorySegment memory, int i) {
        if (type.equals("f32")) {
            return memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
        short bits = memory.getAtIndex(ValueLayout.JAVA_SHORT, i);
        return type.equals("f16") ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attention_outOfRegisters_isSoftmaxOfScores(boolean causal) throws Exception {
        int rows = 16;
        int keys = 40;
        int d = 32;
        float[] q = random(rows * d);
        float[] k = random(keys * d);
        float[] v = random(keys * d + d);
        MemorySegment o = empty(4 * rows * d);
        new CorpusRun("matrix_storage_attention", "attention", extent(rows / 8 * 32), extent(32))
                .constant("0", "1")
                .constant("C", String.valueOf(keys))
                .constant("2", String.valueOf(causal))
                .buffer(0, halves(q))
                .buffer(1, halves(k))
                .buffer(2, halves(v))
                .output(3, o)
                .threadgroupBytes(0, 128)
                .run();
        float[] written = floatsOf(o);
        for (int row = 0; row < rows; row++) {
            double[] p = probabilities(q, k, row, causal ? row + 1 : keys, d);
            for (int column = 0; column < d; column++) {
                int c = column;
                double wanted = IntStream.range(0, p.length)
                        .mapToDouble(i -> p[i] * v[i * d + c])
                        .sum();
                assertEquals(wanted, written[row * d + column], 2e-3);
            }
        }
    }

    private static double[] probabilities(float[] q, float[] k, int row, int seen, int d) {
        double[] p = new double[seen];
        for (int key = 0; key < seen; key++) {
            double score = 0;
            for (int i = 0; i < d; i++) {
                score += q[row * d + i] * k[key * d + i];
            }
            p[key] = Math.exp(score / Math.sqrt(d));
        }
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void argsort_rows_areInOrder(String order) throws Exception {
        int columns = 64;
        float[] x = random(2 * columns);
        MemorySegment out = empty(8 * columns);
        new CorpusRun("bitonic_argsort", "kernel_argsort_f32_i32_" + order, extent(columns, 2), extent(columns))
                .buffer(0, floats(x))
                .output(1, out)
                .buffer(2, ints(columns))
                .threadgroupBytes(0, 4 * columns)
                .run();
        for (int row = 0; row < 2; row++) {
            float[] wanted = Arrays.copyOfRange(x, row * columns, (row + 1) * columns);
            Arrays.sort(wanted);
            for (int i = 0; i < columns; i++) {
                int index = out.getAtIndex(ValueLayout.JAVA_INT, row * columns + i);
                assertEquals(wanted[order.equals("asc") ? i : columns - 1 - i], x[row * columns + index]);
            }
        }
    }

    @Test
    void scan_longerThanAThreadgroup_carriesOn() throws Exception {
        int[] in = IntStream.range(0, 300).map(i -> i * i % 17 - 5).toArray();
        MemorySegment out = empty(4 * in.length);
        new CorpusRun("scans_and_atomics", "scan_int32", extent(128), extent(128))
                .buffer(0, ints(in))
                .output(1, out)
                .buffer(2, longs(in.length))
                .run();
        int sum = 0;
        for (int i = 0; i < in.length; i++) {
            sum += in[i];
            assertEquals(sum, out.getAtIndex(ValueLayout.JAVA_INT, i));
        }
    }

    @Test
    void histogram_contendedBins_countAll() throws Exception {
        int[] keys = IntStream.range(0, 500).map(i -> i * i % 23).toArray();
        MemorySegment counts = empty(64);
        new CorpusRun("scans_and_atomics", "histogram", extent(512), extent(64))
                .buffer(0, ints(keys))
                .buffer(1, counts)
                .buffer(2, ints(keys.length))
                .run();
        for (int bin = 0; bin < 16; bin++) {
            int wanted = bin;
            assertEquals(
                    Arrays.stream(keys).filter(key -> (key & 15) == wanted).count(),
                    counts.getAtIndex(ValueLayout.JAVA_INT, bin));
        }
    }

    @Test
    void argMax_shuffledPairs_findTheFirstLargest() throws Exception {
        float[] x = random(100);
        x[61] = 7;
        x[93] = 7;
        MemorySegment index = empty(4);
        new CorpusRun("scans_and_atomics", "arg_max", extent(32), extent(32))
                .buffer(0, floats(x))
                .output(1, index)
                .buffer(2, ints(x.length))
                .run();
        assertEquals(61, index.get(ValueLayout.JAVA_INT, 0));
    }

    /** Threefry with 20 rounds, from its definition. */
    private static int[] threefry(int key0, int key1, int count0, int count1) {
        int[] keys = {key0, key1, key0 ^ key1 ^ 0x1BD11BDA};
        int[][] rotations = {{13, 15, 26, 6}, {17, 29, 16, 24}};
        int x = count0 + keys[0];
        int y = count1 + keys[1];
        for (int i = 0; i < 5; i++) {
            for (int rotation : rotations[i % 2]) {
                x += y;
                y = Integer.rotateLeft(y, rotation) ^ x;
            }
            x += keys[(i + 1) % 3];
            y += keys[(i + 2) % 3] + i + 1;
        }
        return new int[] {x, y};
    }

    @Test
    void randomBits_unionOfBytes_areThreefrys() throws Exception {
        MemorySegment out = empty(2 * 32);
        new CorpusRun("random_bits", "rbitsc", extent(2, 4), extent(2, 4))
                .buffer(0, ints(1, 2, 3, 4))
                .output(1, out)
                .buffer(2, bytes((byte) 0))
                .buffer(3, ints(32))
                .run();
        for (int key = 0; key < 2; key++) {
            for (int i = 0; i < 4; i++) {
                int[] wanted = threefry(2 * key + 1, 2 * key + 2, i, i + 4);
                assertEquals(wanted[0], out.getAtIndex(ValueLayout.JAVA_INT, key * 8 + i));
                assertEquals(wanted[1], out.getAtIndex(ValueLayout.JAVA_INT, key * 8 + 4 + i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rope_pairs_areTurned(boolean traditional) throws Exception {
        int half = 8;
        float[] in = random(3 * 2 * half);
        MemorySegment out = empty(4 * in.length);
        new CorpusRun("rope_and_norm", "rope_float32", extent(half, 3), extent(half, 3))
                .constant("traditional", String.valueOf(traditional))
                .buffer(0, floats(in))
                .output(1, out)
                .buffer(2, ints(5))
                .buffer(3, floats(10))
                .run();
        float[] written = floatsOf(out);
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < half; i++) {
                double theta = (row + 5) * Math.pow(2, -10.0 * i / half);
                int one = row * 2 * half + (traditional ? 2 * i : i);
                int two = one + (traditional ? 1 : half);
                assertEquals(in[one] * Math.cos(theta) - in[two] * Math.sin(theta), written[one], 1e-5);
                assertEquals(in[one] * Math.sin(theta) + in[two] * Math.cos(theta), written[two], 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rmsNorm_optionalWeights_areThereWhenDefined(boolean weighted) throws Exception {
        float[] x = random(96);
        float[] w = random(32);
        MemorySegment y = empty(4 * 96);
        CorpusRun run = new CorpusRun("rope_and_norm", "rms_norm", extent(32), extent(32))
                .buffer(0, floats(x))
                .output(2, y)
                .buffer(3, floats(0.5f));
        if (weighted) {
            run.constant("has_w", "true").buffer(1, floats(w));
        }
        run.run();
        double squares = IntStream.range(0, 96).mapToDouble(i -> x[i] * x[i]).sum();
        for (int i = 0; i < 96; i++) {
            double wanted = x[i] / Math.sqrt(squares / 96 + 0.5) * (weighted ? w[i / 3] : 1);
            assertEquals(wanted, y.getAtIndex(ValueLayout.JAVA_FLOAT, i), 1e-5);
        }
    }

    @Test
    void lambdasAndTypes_allTogether_giveWhatTheySpell() throws Exception {
        int count = 6;
        MemorySegment out = empty(4 * count);
        MemorySegment items = empty(16 * count);
        for (int i = 0; i < count; i++) {
            items.set(ValueLayout.JAVA_SHORT, 16L * i, Float.floatToFloat16(i));
            items.set(ValueLayout.JAVA_BYTE, 16L * i + 6, (byte) i);
        }
        int[] bits = IntStream.range(0, count)
                .map(i -> Float.floatToIntBits(i + 0.5f))
                .toArray();
        new CorpusRun("lambdas_and_types", "mixed", extent(4, 2), extent(4, 2))
                .output(0, out)
                .buffer(1, ints(bits))
                .buffer(2, items)
                .buffer(3, ints(3, 2))
                .run();
        for (int i = 0; i < count; i++) {
            assertEquals(
                    mixed(i, i % 3, i / 3, bits[i]), out.getAtIndex(ValueLayout.JAVA_FLOAT, i), 1e-4, "element " + i);
        }
    }

    private static double mixed(int i, int x, int y, int bits) {
        double[] v = {0.1 * i, 0.2 * (i + 1), 0.3 * (i + 2), 0.4 * (i + 3)};
        double first = v[2] + (x & 1);
        double third = v[0] + (y & 1);
        v[0] = first;
        v[2] = third;
        double sum = Float.intBitsToFloat(bits) + Arrays.stream(v).sum();
        sum += (i & 1) != 0 ? i : 0;
        sum += Math.rint(Math.clamp(v[1], 0, 1) * 255) / 255;
        sum += Integer.bitCount(bits) + Integer.numberOfLeadingZeros(bits | 1) + 2 + y;
        return 2 * sum + Math.clamp(sum, -1.0, 1.0) + 0.25;
    }
}
