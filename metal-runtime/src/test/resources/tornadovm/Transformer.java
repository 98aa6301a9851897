package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.HalfFloat;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.HalfFloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** One token through one layer of a language model: norm, rotation, cache, attention in tiles, gated feed-forward, and the most likely token. */
public class Transformer {
    private static final int HEADS = 4;
    private static final int GROUPED = 2;
    private static final int HEAD_SIZE = 32;
    private static final int DIM = HEADS * HEAD_SIZE;
    private static final int KV_DIM = DIM / GROUPED;
    private static final int POSITION = 21;
    private static final int CONTEXT = 24;
    private static final int LOCAL = 32;

    public static void squares(KernelContext context, FloatArray scale, FloatArray x, int size, float epsilon, int localSize) {
        int gid = context.globalIdx;
        int lid = context.localIdx;
        float[] partial = context.allocateFloatLocalArray(localSize);
        if (gid < size) {
            partial[lid] = x.get(gid);
            partial[lid] = partial[lid] * partial[lid];
        } else {
            partial[lid] = 0.0f;
        }
        for (int stride = (context.localGroupSizeX / 2); stride > 0; stride /= 2) {
            context.localBarrier();
            if (lid < stride) {
                partial[lid] += partial[lid + stride];
            }
        }
        if (lid == 0) {
            scale.set(context.groupIdx + 1, partial[0]);
        }
    }

    public static void normFactor(KernelContext context, FloatArray scale, int groups, int size, float epsilon) {
        float ss = 0.0f;
        for (int i = 1; i <= groups; i++) {
            ss += scale.get(i);
        }
        ss /= size;
        ss += epsilon;
        scale.set(0, 1.0f / TornadoMath.sqrt(ss));
    }

    public static void normalize(KernelContext context, HalfFloatArray out, FloatArray x, FloatArray weights, FloatArray scale) {
        int gid = context.globalIdx;
        out.set(gid, new HalfFloat(weights.get(gid) * (scale.get(0) * x.get(gid))));
    }

    /** Rotates pairs of the query and, in its first heads, the key. */
    public static void rotate(KernelContext context, IntArray position, FloatArray q, FloatArray k, int kvDim, int headSize) {
        int i = context.globalIdx * 2;
        int headDim = i % headSize;
        float frequency = 1.0f / TornadoMath.pow(50000.0f, headDim / (float) headSize);
        float angle = position.get(0) * frequency;
        float cosine = TornadoMath.cos(angle);
        float sine = TornadoMath.sin(angle);
        int vectors = i < kvDim ? 2 : 1;
        for (int v = 0; v < vectors; v++) {
            if (v == 0) {
                turn(q, i, cosine, sine);
            } else {
                turn(k, i, cosine, sine);
            }
        }
    }

    private static void turn(FloatArray vector, int i, float cosine, float sine) {
        float v0 = vector.get(i);
        float v1 = vector.get(i + 1);
        vector.set(i, v0 * cosine - v1 * sine);
        vector.set(i + 1, v0 * sine + v1 * cosine);
    }

    public static void copyToCache(FloatArray keyCache, FloatArray key, FloatArray valueCache, FloatArray value, IntArray positions, int kvDim) {
        for (@Parallel int i = 0; i < key.getSize(); i++) {
            int at = positions.get(0) * kvDim + i;
            keyCache.set(at, key.get(i));
            valueCache.set(at, value.get(i));
        }
    }

    /** A work-group per head; keys and values pass through local memory in tiles as long as the position, which is in memory, says. */
    public static void attend(KernelContext context, FloatArray q, FloatArray keyCache, FloatArray valueCache, FloatArray out, int heads, int headSize, int kvDim, int kvMul, IntArray positions) {
        int tid = context.localIdx;
        int h = context.groupIdx;
        int localSize = context.localGroupSizeX;
        if (h >= heads) {
            return;
        }
        int position = positions.get(0);
        int kvHead = h / kvMul;
        final int tile = 8;
        float[] query = context.allocateFloatLocalArray(headSize);
        float[] keys = context.allocateFloatLocalArray(tile * headSize);
        float[] values = context.allocateFloatLocalArray(tile * headSize);
        float[] scores = context.allocateFloatLocalArray(tile);
        float[] maxOfTile = context.allocateFloatLocalArray(1);
        float[] sum = new float[4];
        for (int i = tid; i < headSize; i += localSize) {
            query[i] = q.get(h * headSize + i);
        }
        context.localBarrier();
        float runningMax = Float.NEGATIVE_INFINITY;
        float runningSum = 0.0f;
        for (int first = 0; first <= position; first += tile) {
            int length = Math.min(first + tile - 1, position) - first + 1;
            for (int e = tid; e < length * headSize; e += localSize) {
                int from = (first + e / headSize) * kvDim + kvHead * headSize + e % headSize;
                keys[e] = keyCache.get(from);
                values[e] = valueCache.get(from);
            }
            context.localBarrier();
            for (int t = tid; t < length; t += localSize) {
                float score = 0.0f;
                for (int d = 0; d < headSize; d++) {
                    score += query[d] * keys[t * headSize + d];
                }
                scores[t] = score / TornadoMath.sqrt(headSize);
            }
            context.localBarrier();
            if (tid == 0) {
                float max = scores[0];
                for (int t = 1; t < length; t++) {
                    if (scores[t] > max) {
                        max = scores[t];
                    }
                }
                maxOfTile[0] = max;
            }
            context.localBarrier();
            float max = Math.max(runningMax, maxOfTile[0]);
            if (max != runningMax && runningMax != Float.NEGATIVE_INFINITY) {
                float factor = TornadoMath.exp(runningMax - max);
                runningSum *= factor;
                for (int i = 0; i < sum.length; i++) {
                    sum[i] *= factor;
                }
            }
            runningMax = max;
            for (int t = 0; t < length; t++) {
                float e = TornadoMath.exp(scores[t] - max);
                runningSum += e;
                for (int d = tid, i = 0; d < headSize; d += localSize, i++) {
                    sum[i] += e * values[t * headSize + d];
                }
            }
            context.localBarrier();
        }
        float factor = (runningSum > 0.0f) ? (1.0f / runningSum) : 0.0f;
        for (int d = tid, i = 0; d < headSize; d += localSize, i++) {
            out.set(h * headSize + d, sum[i] * factor);
        }
    }

    /** Two products of a row in one pass, combined by shuffles and gated. */
    public static void feedForward(KernelContext context, HalfFloatArray x, FloatArray out, HalfFloatArray w1, HalfFloatArray w3, int dim, int hidden) {
        int row = context.groupIdx;
        if (row >= hidden) {
            return;
        }
        float sum1 = 0.0f;
        float sum3 = 0.0f;
        for (int j = context.localIdx; j < dim; j += 32) {
            sum1 += HalfFloat.mult(w1.get(row * dim + j), x.get(j)).getFloat32();
            sum3 += w3.get(row * dim + j).getFloat32() * x.get(j).getFloat32();
        }
        sum1 = lanes(context, sum1);
        sum3 = context.simdBroadcastFirst(lanes(context, sum3));
        if (context.localIdx == 0) {
            out.set(row, silu(sum1) * sum3);
        }
    }

    private static float lanes(KernelContext context, float value) {
        value += context.simdShuffleDown(value, 16);
        value += context.simdShuffleDown(value, 8);
        value += context.simdShuffleDown(value, 4);
        value += context.simdShuffleDown(value, 2);
        value += context.simdShuffleDown(value, 1);
        return value;
    }

    private static float silu(float x) {
        return x * (1.0f / (1.0f + TornadoMath.exp(-x)));
    }

    public static void mostLikely(KernelContext context, FloatArray logits, IntArray out, int vocabulary, int localSize) {
        int tid = context.localIdx;
        int threads = context.localGroupSizeX;
        float[] values = context.allocateFloatLocalArray(localSize);
        int[] indices = context.allocateIntLocalArray(localSize);
        float best = Float.NEGATIVE_INFINITY;
        int bestIndex = 0;
        for (int i = tid; i < vocabulary; i += threads) {
            float v = logits.get(i);
            if (v > best) {
                best = v;
                bestIndex = i;
            }
        }
        values[tid] = best;
        indices[tid] = bestIndex;
        context.localBarrier();
        for (int s = threads / 2; s > 0; s >>= 1) {
            if (tid < s) {
                if (values[tid + s] > values[tid]) {
                    values[tid] = values[tid + s];
                    indices[tid] = indices[tid + s];
                }
            }
            context.localBarrier();
        }
        if (tid == 0) {
            out.set(0, indices[0]);
        }
    }

    private static float number(int i) {
        return ((i * 7919 + 13) % 101 - 50) / 37.0f;
    }

    private static FloatArray numbers(int size, int seed) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, number(i + seed));
        }
        return array;
    }

    private static HalfFloatArray halves(int size, int seed) {
        HalfFloatArray array = new HalfFloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, new HalfFloat(number(i + seed) / 8));
        }
        return array;
    }

    public static float[][] run(TornadoDevice device) throws Exception {
        float epsilon = 1e-5f;
        int hidden = 40;
        FloatArray x = numbers(DIM, 1);
        FloatArray weights = numbers(DIM, 2);
        FloatArray scale = new FloatArray(DIM / LOCAL + 1);
        HalfFloatArray normed = new HalfFloatArray(DIM);
        FloatArray q = numbers(DIM, 3);
        FloatArray k = numbers(KV_DIM, 4);
        FloatArray v = numbers(KV_DIM, 5);
        FloatArray keyCache = numbers(CONTEXT * KV_DIM, 6);
        FloatArray valueCache = numbers(CONTEXT * KV_DIM, 7);
        IntArray positions = IntArray.fromElements(POSITION);
        FloatArray attended = new FloatArray(DIM);
        HalfFloatArray w1 = halves(hidden * DIM, 8);
        HalfFloatArray w3 = halves(hidden * DIM, 9);
        FloatArray fed = new FloatArray(hidden);
        IntArray token = new IntArray(1);
        float[][] expected = expected(x, weights, q, k, v, keyCache, valueCache, w1, w3, hidden, epsilon);
        KernelContext context = new KernelContext();
        TaskGraph graph = new TaskGraph("layer")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, epsilon, hidden, context, x, weights, w1, w3, keyCache, valueCache)
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, positions, q, k, v)
                .task("squares", Transformer::squares, context, scale, x, DIM, epsilon, LOCAL)
                .task("factor", Transformer::normFactor, context, scale, DIM / LOCAL, DIM, epsilon)
                .task("normalize", Transformer::normalize, context, normed, x, weights, scale)
                .task("rotate", Transformer::rotate, context, positions, q, k, KV_DIM, HEAD_SIZE)
                .task("cache", Transformer::copyToCache, keyCache, k, valueCache, v, positions, KV_DIM)
                .task("attend", Transformer::attend, context, q, keyCache, valueCache, attended, HEADS, HEAD_SIZE, KV_DIM, GROUPED, positions)
                .task("feed", Transformer::feedForward, context, normed, fed, w1, w3, DIM, hidden)
                .task("token", Transformer::mostLikely, context, attended, token, DIM, LOCAL)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, scale, normed, attended, fed, token);
        GridScheduler scheduler = new GridScheduler("layer.squares", grid(DIM, LOCAL));
        scheduler.addWorkerGrid("layer.factor", grid(1, 1));
        scheduler.addWorkerGrid("layer.normalize", grid(DIM, 16));
        scheduler.addWorkerGrid("layer.rotate", grid(DIM / 2, 16));
        scheduler.addWorkerGrid("layer.attend", grid((HEADS + 1) * 8, 8));
        scheduler.addWorkerGrid("layer.feed", grid(hidden * 32, 32));
        scheduler.addWorkerGrid("layer.token", grid(LOCAL, LOCAL));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(scheduler).execute();
        }
        float[] halves = new float[DIM];
        for (int i = 0; i < DIM; i++) {
            halves[i] = normed.get(i).getFloat32();
        }
        float[][] results = {expected[0], halves, expected[1], attended.toHeapArray(), expected[2], fed.toHeapArray(), expected[3], {token.get(0)}};
        return results;
    }

    private static WorkerGrid grid(int global, int local) {
        WorkerGrid grid = new WorkerGrid1D(global);
        grid.setGlobalWork(global, 1, 1);
        grid.setLocalWork(local, 1, 1);
        return grid;
    }

    private static float[][] expected(FloatArray x, FloatArray weights, FloatArray q, FloatArray k, FloatArray v, FloatArray keyCache, FloatArray valueCache, HalfFloatArray w1, HalfFloatArray w3, int hidden, float epsilon) {
        double squares = 0;
        for (int i = 0; i < DIM; i++) {
            squares += x.get(i) * x.get(i);
        }
        double factor = 1 / Math.sqrt(squares / DIM + epsilon);
        float[] normed = new float[DIM];
        for (int i = 0; i < DIM; i++) {
            normed[i] = new HalfFloat((float) (weights.get(i) * factor * x.get(i))).getFloat32();
        }
        double[] query = rotated(q, DIM);
        double[] key = rotated(k, KV_DIM);
        float[] attended = new float[DIM];
        for (int h = 0; h < HEADS; h++) {
            double[] scores = new double[POSITION + 1];
            double sum = 0;
            for (int p = 0; p <= POSITION; p++) {
                for (int d = 0; d < HEAD_SIZE; d++) {
                    int at = h / GROUPED * HEAD_SIZE + d;
                    scores[p] += query[h * HEAD_SIZE + d] * (p == POSITION ? key[at] : keyCache.get(p * KV_DIM + at));
                }
                scores[p] = Math.exp(scores[p] / Math.sqrt(HEAD_SIZE));
                sum += scores[p];
            }
            for (int d = 0; d < HEAD_SIZE; d++) {
                int at = h / GROUPED * HEAD_SIZE + d;
                double value = 0;
                for (int p = 0; p <= POSITION; p++) {
                    value += scores[p] * (p == POSITION ? v.get(at) : valueCache.get(p * KV_DIM + at));
                }
                attended[h * HEAD_SIZE + d] = (float) (value / sum);
            }
        }
        float[] fed = new float[hidden];
        for (int row = 0; row < hidden; row++) {
            double sum1 = 0;
            double sum3 = 0;
            for (int j = 0; j < DIM; j++) {
                sum1 += new HalfFloat(w1.get(row * DIM + j).getFloat32() * normed[j]).getFloat32();
                sum3 += w3.get(row * DIM + j).getFloat32() * normed[j];
            }
            fed[row] = (float) (sum1 / (1 + Math.exp(-sum1)) * sum3);
        }
        int token = 0;
        for (int i = 1; i < DIM; i++) {
            token = attended[i] > attended[token] ? i : token;
        }
        return new float[][] {normed, attended, fed, {token}};
    }

    private static double[] rotated(FloatArray vector, int size) {
        double[] rotated = new double[size];
        for (int i = 0; i < size; i += 2) {
            double angle = POSITION / Math.pow(50000, i % HEAD_SIZE / (double) HEAD_SIZE);
            rotated[i] = vector.get(i) * Math.cos(angle) - vector.get(i + 1) * Math.sin(angle);
            rotated[i + 1] = vector.get(i) * Math.sin(angle) + vector.get(i + 1) * Math.cos(angle);
        }
        return rotated;
    }
}
