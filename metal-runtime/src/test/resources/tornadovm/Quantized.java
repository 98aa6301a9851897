package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.HalfFloat;
import uk.ac.manchester.tornado.api.types.arrays.ByteArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.Int8Array;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.LongArray;
import uk.ac.manchester.tornado.api.types.matrix.Matrix8x8Float;
import uk.ac.manchester.tornado.api.utils.QuantizationUtils;

/** Products with quantized weights of several formats, words of bytes, and products of tiles by a SIMD-group. */
public class Quantized {
    private static final int N = 128;
    private static final int ROWS = 6;
    private static final int LOCAL = 32;
    private static final int BLOCK = 32;
    private static final int Q8_BYTES = 34;
    private static final int Q4_BYTES = 18;

    /** Blocks of a half and 32 signed bytes, four elements a step. */
    public static void eightBits(KernelContext context, FloatArray x, FloatArray out, ByteArray w, int n, int rows, int localSize) {
        int row = context.groupIdx;
        if (row >= rows) {
            return;
        }
        float sum = rowSum(context, x, w, row * ((n + BLOCK - 1) / BLOCK), n, localSize);
        if (context.localIdx == 0) {
            out.set(row, sum);
        }
    }

    private static float rowSum(KernelContext context, FloatArray x, ByteArray w, int rowBlock, int n, int localSize) {
        int lid = context.localIdx;
        float[] sums = context.allocateFloatLocalArray(localSize);
        float sum1 = 0.0f, sum2 = 0.0f, sum3 = 0.0f, sum4 = 0.0f;
        for (int j = lid * 4; j < n - 3; j += localSize * 4) {
            int block = (rowBlock + j / BLOCK) * Q8_BYTES;
            HalfFloat scale = w.getHalfFloat(block);
            float factor = scale.getFloat32();
            int quants = block + 2 + j % BLOCK;
            byte quant1 = w.get(quants);
            byte quant2 = w.get(quants + 1);
            sum1 += ((float) quant1 * factor) * x.get(j);
            sum2 += ((float) quant2 * factor) * x.get(j + 1);
            sum3 += ((float) w.get(quants + 2) * factor) * x.get(j + 2);
            sum4 += ((float) w.get(quants + 3) * factor) * x.get(j + 3);
        }
        float sum = sum1 + sum2 + sum3 + sum4;
        for (int j = ((n / 4) * 4) + lid; j < n; j += localSize) {
            int block = (rowBlock + j / BLOCK) * Q8_BYTES;
            sum += w.get(block + 2 + j % BLOCK) * w.getHalfFloat(block).getFloat32() * x.get(j);
        }
        sums[lid] = sum;
        context.localBarrier();
        for (int stride = localSize / 2; stride > 0; stride >>= 1) {
            if (lid < stride) {
                sums[lid] += sums[lid + stride];
            }
            context.localBarrier();
        }
        return sums[0];
    }

    /** Blocks of a half and 16 bytes of two quants each, a lane an element. */
    public static void fourBits(KernelContext context, FloatArray x, FloatArray out, ByteArray w, int n) {
        int row = context.groupIdx;
        float sum = 0.0f;
        for (int j = context.localIdx; j < n; j += 32) {
            int block = (row * (n / BLOCK) + j / BLOCK) * Q4_BYTES;
            int within = j % BLOCK;
            int packed = w.get(block + 2 + within % 16) & 0xFF;
            int quant = within < 16 ? packed & 0xF : (packed >>> 4);
            sum += new HalfFloat(halfBits(w, block)).getFloat32() * (quant - 8) * x.get(j);
        }
        float total = context.simdSum(sum);
        if (context.localIdx == 0) {
            out.set(row, total);
        }
    }

    private static short halfBits(ByteArray w, int at) {
        return (short) ((w.get(at + 1) << 8) | (w.get(at) & 0xFF));
    }

    public static void integers(KernelContext context, Int8Array w, Int8Array x, IntArray out, FloatArray scaled, int n) {
        int row = context.groupIdx;
        int lid = context.localIdx;
        byte[] copy = context.allocateByteLocalArray(N);
        int[] sums = context.allocateIntLocalArray(LOCAL);
        for (int j = lid; j < n; j += LOCAL) {
            copy[j] = x.get(j);
        }
        context.localBarrier();
        int sum = 0;
        for (int j = lid * 4; j < n; j += LOCAL * 4) {
            sum = QuantizationUtils.dp4a(w, row * n + j, x, j, sum);
            sum = QuantizationUtils.dp4a(w, row * n + j, copy, j, sum);
        }
        sums[lid] = sum;
        context.localBarrier();
        for (int stride = LOCAL / 2; stride > 0; stride >>= 1) {
            if (lid < stride) {
                sums[lid] += sums[lid + stride];
            }
            context.localBarrier();
        }
        if (lid == 0) {
            out.set(row, sums[0]);
            scaled.set(row, QuantizationUtils.dequantizeFusedResult(sums[0], 0.5f, 0.25f));
        }
    }

    public static void words(KernelContext context, ByteArray bytes, IntArray ints, LongArray longs, HalfFloat half) {
        int i = context.globalIdx;
        if (i < ints.getSize()) {
            bytes.setInt(i << 2, ints.get(i) ^ 0x5A5A5A5A);
            bytes.setLong((ints.getSize() << 2) + 1L + ((long) i << 3), longs.get(i) + 1L);
            ints.set(i, bytes.getInt(i << 2) + 1);
            longs.set(i, bytes.getLong((ints.getSize() << 2) + 1 + (i << 3)));
        }
        if (i == 0) {
            bytes.setHalfFloat(bytes.getSize() - 2, half);
        }
    }

    /** One SIMD-group a tile, by the whole product and by its parts, the second factor by way of local memory. */
    public static void tiles(KernelContext context, FloatArray a, FloatArray b, FloatArray c, FloatArray d, int size) {
        int row = context.groupIdx / (size / 8) * 8;
        int column = context.groupIdx % (size / 8) * 8;
        context.matrixMultiply8x8(a, row * size, size, b, column, size, c, row * size + column, size, size);
        float[] part = context.allocateFloatLocalArray(64);
        Matrix8x8Float sum = context.simdgroupMatrixZero();
        for (int k = 0; k < size; k += 8) {
            for (int i = context.localIdx; i < 64; i += 32) {
                part[i] = b.get((k + i / 8) * size + column + i % 8);
            }
            context.localBarrier();
            Matrix8x8Float left = context.simdgroupMatrixLoad(a, row * size + k, size);
            sum = context.simdgroupMatrixMultiplyAccumulate(left, context.simdgroupMatrixLoad(part, 0, 8), sum);
            context.localBarrier();
        }
        context.simdgroupMatrixStore(sum, d, row * size + column, size);
    }

    private static int quant(int i) {
        return (i * 7919 + 13) % 255 - 127;
    }

    public static float[][] run(TornadoDevice device) throws Exception {
        FloatArray x = new FloatArray(N);
        Int8Array quantX = new Int8Array(N);
        Int8Array quantW = new Int8Array(ROWS * N);
        ByteArray eight = new ByteArray(ROWS * N / BLOCK * Q8_BYTES);
        ByteArray four = new ByteArray(ROWS * N / BLOCK * Q4_BYTES);
        float[][] results = new float[16][ROWS];
        for (int i = 0; i < N; i++) {
            x.set(i, quant(i) / 64.0f);
            quantX.set(i, (byte) quant(i + 5));
        }
        for (int i = 0; i < ROWS * N; i++) {
            int row = i / N;
            HalfFloat scale = new HalfFloat(0.125f + i / BLOCK / 64.0f);
            eight.setHalfFloat(i / BLOCK * Q8_BYTES, scale);
            eight.set(i / BLOCK * Q8_BYTES + 2 + i % BLOCK, (byte) quant(i));
            results[0][row] += quant(i) * scale.getFloat32() * x.get(i % N);
            int nibble = (quant(i) + 127) % 16;
            int at = i / BLOCK * Q4_BYTES + 2 + i % 16;
            four.setHalfFloat(i / BLOCK * Q4_BYTES, scale);
            four.set(at, (byte) (four.get(at) | nibble << (i % BLOCK < 16 ? 0 : 4)));
            results[2][row] += (nibble - 8) * scale.getFloat32() * x.get(i % N);
            quantW.set(i, (byte) quant(i));
            results[4][row] += 2 * quant(i) * quantX.get(i % N);
        }
        for (int row = 0; row < ROWS; row++) {
            results[6][row] = results[4][row] / 8;
        }
        int size = 24;
        FloatArray a = new FloatArray(size * size);
        FloatArray b = new FloatArray(size * size);
        FloatArray c = new FloatArray(size * size);
        FloatArray d = new FloatArray(size * size);
        results[8] = new float[size * size];
        for (int i = 0; i < size * size; i++) {
            a.set(i, quant(i) / 128.0f);
            b.set(i, quant(i + 3) / 128.0f);
        }
        for (int i = 0; i < size * size; i++) {
            for (int k = 0; k < size; k++) {
                results[8][i] += a.get(i / size * size + k) * b.get(k * size + i % size);
            }
        }
        results[10] = results[8];
        IntArray ints = new IntArray(LOCAL);
        LongArray longs = new LongArray(LOCAL);
        ByteArray bytes = new ByteArray(LOCAL * 12 + 3);
        results[12] = new float[2 * LOCAL];
        results[13] = new float[2 * LOCAL];
        for (int i = 0; i < LOCAL; i++) {
            ints.set(i, quant(i) << 20 | i);
            longs.set(i, (long) quant(i) << 40 | i);
            results[12][i] = (ints.get(i) ^ 0x5A5A5A5A) + 1;
            results[12][LOCAL + i] = longs.get(i) + 1;
        }
        FloatArray ofEight = new FloatArray(ROWS);
        FloatArray ofFour = new FloatArray(ROWS);
        IntArray ofIntegers = new IntArray(ROWS);
        FloatArray scaled = new FloatArray(ROWS);
        KernelContext context = new KernelContext();
        TaskGraph graph = new TaskGraph("q")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, x, eight, four, quantX, quantW, bytes, ints, longs, a, b)
                .task("eight", Quantized::eightBits, context, x, ofEight, eight, N, ROWS, LOCAL)
                .task("four", Quantized::fourBits, context, x, ofFour, four, N)
                .task("integers", Quantized::integers, context, quantW, quantX, ofIntegers, scaled, N)
                .task("tiles", Quantized::tiles, context, a, b, c, d, size)
                .task("words", Quantized::words, context, bytes, ints, longs, new HalfFloat(-1.5f))
                .transferToHost(DataTransferMode.EVERY_EXECUTION, ofEight, ofFour, ofIntegers, scaled, c, d, bytes, ints, longs);
        GridScheduler scheduler = new GridScheduler("q.eight", grid((ROWS + 1) * LOCAL));
        scheduler.addWorkerGrid("q.four", grid(ROWS * LOCAL));
        scheduler.addWorkerGrid("q.integers", grid(ROWS * LOCAL));
        scheduler.addWorkerGrid("q.tiles", grid(size / 8 * (size / 8) * LOCAL));
        scheduler.addWorkerGrid("q.words", grid(LOCAL));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(scheduler).execute();
        }
        results[1] = ofEight.toHeapArray();
        results[3] = ofFour.toHeapArray();
        for (int row = 0; row < ROWS; row++) {
            results[5][row] = ofIntegers.get(row);
        }
        results[7] = scaled.toHeapArray();
        results[9] = c.toHeapArray();
        results[11] = d.toHeapArray();
        for (int i = 0; i < LOCAL; i++) {
            results[13][i] = ints.get(i);
            results[13][LOCAL + i] = longs.get(i);
        }
        results[14] = new float[] {-1.5f};
        results[15] = new float[] {bytes.getHalfFloat(bytes.getSize() - 2).getFloat32()};
        return results;
    }

    private static WorkerGrid grid(int global) {
        WorkerGrid grid = new WorkerGrid1D(global);
        grid.setLocalWork(LOCAL, 1, 1);
        return grid;
    }
}
