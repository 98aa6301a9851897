package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Prices of options: one a thread by formula and by a tree, one a work-group by a tree; and pi by chance. */
public class Finance {
    private static final int BLOCK = 64;
    private static final int STEPS = BLOCK - 1;

    private static void blackScholes(FloatArray input, FloatArray call, FloatArray put) {
        for (@Parallel int idx = 0; idx < call.getSize(); idx++) {
            float rand = input.get(idx);
            final float S_LOWER_LIMIT = 10.0f;
            final float S_UPPER_LIMIT = 100.0f;
            final float T_LOWER_LIMIT = 1.0f;
            final float T_UPPER_LIMIT = 10.0f;
            final float s = S_LOWER_LIMIT * rand + S_UPPER_LIMIT * (1.0f - rand);
            final float k = 1.1f * s;
            final float t = T_LOWER_LIMIT * rand + T_UPPER_LIMIT * (1.0f - rand);
            final float r = 0.03f;
            final float v = 0.05f + rand / 20;
            float d1 = (TornadoMath.log(s / k) + ((r + (v * v / 2)) * t)) / v * TornadoMath.sqrt(t);
            float d2 = d1 - (v * TornadoMath.sqrt(t));
            call.set(idx, s * cnd(d1) - k * TornadoMath.exp(t * (-1) * r) * cnd(d2));
            put.set(idx, k * TornadoMath.exp(t * -r) * cnd(-d2) - s * cnd(-d1));
        }
    }

    private static float cnd(float x) {
        final float c1 = 0.319381530f;
        final float c2 = -0.356563782f;
        final float c3 = 1.781477937f;
        final float one = 1.0f;
        float absX = TornadoMath.abs(x);
        float t = one / (one + 0.2316419f * absX);
        float y = one - 0.398942280f * TornadoMath.exp(-x * x / 2.0f) * t * (c1 + t * (c2 + t * c3));
        return (x < 0.0f) ? (one - y) : y;
    }

    public static void treeOfThread(FloatArray spot, FloatArray strike, FloatArray result) {
        for (@Parallel int option = 0; option < result.getSize(); option++) {
            float[] tree = new float[BLOCK];
            for (int i = 0; i <= STEPS; i++) {
                float payoff = spot.get(option) * (float) Math.exp(0.01f * (2.0f * i - STEPS)) - strike.get(option);
                tree[i] = payoff > 0.0f ? payoff : 0.0f;
            }
            for (int level = STEPS; level > 0; level--) {
                for (int i = 0; i < level; i++) {
                    tree[i] = 0.52f * tree[i + 1] + 0.47f * tree[i];
                }
            }
            result.set(option, tree[0]);
        }
    }

    public static void treeOfGroup(KernelContext ctx, FloatArray spot, FloatArray strike, FloatArray result) {
        int option = ctx.groupIdx;
        int tid = ctx.localIdx;
        float payoff = spot.get(option) * (float) Math.exp(0.01f * (2.0f * tid - STEPS)) - strike.get(option);
        float myValue = payoff > 0.0f ? payoff : 0.0f;
        float[] tree = ctx.allocateFloatLocalArray(BLOCK);
        for (int level = STEPS; level > 0; level--) {
            tree[tid] = myValue;
            ctx.localBarrier();
            if (tid < level) {
                myValue = 0.52f * tree[tid + 1] + 0.47f * tree[tid];
            }
            ctx.localBarrier();
        }
        if (tid == 0) {
            result.set(option, myValue);
        }
    }

    private static void monteCarlo(FloatArray output, final int iterations) {
        for (@Parallel int j = 0; j < iterations; j++) {
            long seed = j;
            seed = (seed * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
            seed = (seed * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
            float x = (seed & 0x0FFFFFFF) / 268435455f;
            seed = (seed * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
            float y = (seed & 0x0FFFFFFF) / 268435455f;
            float dist = (float) Math.sqrt(x * x + y * y);
            if (dist <= 1.0f) {
                output.set(j, 1.0f);
            } else {
                output.set(j, 0.0f);
            }
        }
    }

    public static float[][] run(TornadoDevice device) throws Exception {
        int size = 24;
        FloatArray input = new FloatArray(size);
        FloatArray strike = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            input.set(i, i / 24f);
            strike.set(i, 1 + i / 50f);
        }
        FloatArray spot = new FloatArray(size);
        spot.init(1.2f);
        FloatArray[] out = new FloatArray[10];
        for (int i = 0; i < out.length; i++) {
            out[i] = new FloatArray(i % 5 == 4 ? 100 : size);
        }
        WorkerGrid1D worker = new WorkerGrid1D(size * BLOCK);
        worker.setLocalWork(BLOCK, 1, 1);
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, input, spot, strike)
                .task("formula", Finance::blackScholes, input, out[0], out[1])
                .task("thread", Finance::treeOfThread, spot, strike, out[2])
                .task("group", Finance::treeOfGroup, new KernelContext(), spot, strike, out[3])
                .task("pi", Finance::monteCarlo, out[4], 100)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out[0], out[1], out[2], out[3], out[4]);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(taskGraph.snapshot())) {
            plan.withDevice(device).withGridScheduler(new GridScheduler("s0.group", worker)).execute();
        }
        blackScholes(input, out[5], out[6]);
        treeOfThread(spot, strike, out[7]);
        treeOfThread(spot, strike, out[8]);
        monteCarlo(out[9], 100);
        float[][] pairs = new float[10][];
        for (int i = 0; i < 5; i++) {
            pairs[2 * i] = out[i + 5].toHeapArray();
            pairs[2 * i + 1] = out[i].toHeapArray();
        }
        return pairs;
    }
}
