package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.annotations.Reduce;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.LongArray;

/** Reductions of every kind: marked ones, in global and in local memory, and histograms by atomic operations. */
public class Sums {
    private static void add(IntArray input, @Reduce IntArray result) {
        result.set(0, 0);
        for (@Parallel int i = 0; i < input.getSize(); i++) {
            result.set(0, result.get(0) + input.get(i));
        }
    }

    private static void multiply(int[] input, @Reduce long[] result) {
        result[0] = 1;
        for (@Parallel int i = 0; i < input.length; i++) {
            result[0] *= input[i] | 1;
        }
    }

    private static void pi(FloatArray input, @Reduce FloatArray result) {
        result.set(0, 0.0f);
        for (@Parallel int i = 1; i < input.getSize(); i++) {
            float value = (float) (TornadoMath.pow(-1, i + 1) / (2 * i - 1));
            result.set(0, result.get(0) + value + input.get(i));
        }
    }

    private static void extremes(LongArray input, @Reduce LongArray least, @Reduce LongArray most) {
        for (@Parallel int i = 0; i < input.getSize(); i++) {
            least.set(0, Math.min(least.get(0), input.get(i)));
            most.set(0, TornadoMath.max(most.get(0), input.get(i)));
        }
    }

    private static void globalMemory(KernelContext context, IntArray a, IntArray b) {
        int localIdx = context.localIdx;
        int localGroupSize = context.localGroupSizeX;
        int groupID = context.groupIdx;
        int id = localGroupSize * groupID + localIdx;
        for (int stride = (localGroupSize / 2); stride > 0; stride /= 2) {
            context.localBarrier();
            if (localIdx < stride) {
                a.set(id, a.get(id) + a.get(id + stride));
            }
        }
        if (localIdx == 0) {
            b.set(groupID, a.get(id));
        }
    }

    private static void localMemory(KernelContext context, LongArray a, LongArray b) {
        int localIdx = context.localIdx;
        int localGroupSize = context.localGroupSizeX;
        long[] localA = context.allocateLongLocalArray(64);
        localA[localIdx] = a.get(context.globalIdx);
        for (int stride = (localGroupSize / 2); stride > 0; stride /= 2) {
            context.localBarrier();
            if (localIdx < stride) {
                localA[localIdx] = Math.max(localA[localIdx], localA[localIdx + stride]);
            }
        }
        if (localIdx == 0) {
            b.set(context.groupIdx, localA[0]);
        }
    }

    private static void histogram(KernelContext context, IntArray input, IntArray bins) {
        int tid = context.globalIdx;
        if (tid < input.getSize()) {
            context.atomicAdd(bins, input.get(tid), 1);
        }
    }

    private static void localHistogram(KernelContext context, IntArray input, IntArray bins) {
        int[] own = context.allocateIntLocalArray(4);
        if (context.localIdx < 4) {
            own[context.localIdx] = 0;
        }
        context.localBarrier();
        context.atomicAdd(own, input.get(context.globalIdx), 1);
        context.localBarrier();
        if (context.localIdx < 4) {
            context.atomicAdd(bins, context.localIdx, own[context.localIdx]);
        }
    }

    public static float[][] run(TornadoDevice device) throws Exception {
        int size = 256;
        IntArray ints = new IntArray(size);
        IntArray scratch = new IntArray(size);
        LongArray longs = new LongArray(size);
        FloatArray floats = new FloatArray(size);
        int[] heap = new int[10];
        for (int i = 0; i < size; i++) {
            ints.set(i, i % 4);
            scratch.set(i, i);
            longs.set(i, (i - 100L) * i);
            heap[i % 10] = i;
        }
        IntArray sum = new IntArray(1);
        long[] product = new long[1];
        FloatArray pi = new FloatArray(1);
        LongArray least = new LongArray(1);
        LongArray most = new LongArray(1);
        IntArray global = new IntArray(4);
        LongArray local = new LongArray(4);
        IntArray bins = new IntArray(4);
        IntArray localBins = new IntArray(4);
        KernelContext context = new KernelContext();
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, ints, longs, floats, heap, scratch)
                .task("add", Sums::add, ints, sum)
                .task("multiply", Sums::multiply, heap, product)
                .task("pi", Sums::pi, floats, pi)
                .task("extremes", Sums::extremes, longs, least, most)
                .task("global", Sums::globalMemory, context, scratch, global)
                .task("local", Sums::localMemory, context, longs, local)
                .task("bins", Sums::histogram, context, ints, bins)
                .task("localBins", Sums::localHistogram, context, ints, localBins)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sum, product, pi, least, most, global, local, bins, localBins);
        WorkerGrid worker = new WorkerGrid1D(size);
        worker.setLocalWork(64, 1, 1);
        GridScheduler scheduler = new GridScheduler("s0.global", worker);
        scheduler.addWorkerGrid("s0.local", worker);
        scheduler.addWorkerGrid("s0.bins", worker);
        scheduler.addWorkerGrid("s0.localBins", worker);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(taskGraph.snapshot())) {
            plan.withDevice(device).withGridScheduler(scheduler).execute();
        }
        long expectedProduct = 1;
        for (int i = 0; i < 10; i++) {
            expectedProduct *= heap[i] | 1;
        }
        float expectedPi = 0;
        for (int i = 1; i < size; i++) {
            expectedPi += (i % 2 == 1 ? 1f : -1f) / (2 * i - 1);
        }
        return new float[][] {
            {384}, {sum.get(0)}, {expectedProduct}, {product[0]}, {expectedPi}, {pi.get(0)}, {-2500, 39525},
            {least.get(0), most.get(0)}, {2016, 6112, 10208, 14304},
            {global.get(0), global.get(1), global.get(2), global.get(3)}, {0, 3429, 17381, 39525},
            {local.get(0), local.get(1), local.get(2), local.get(3)}, {64, 64, 64, 64},
            {bins.get(0), bins.get(1), bins.get(2), bins.get(3)}, {64, 64, 64, 64},
            {localBins.get(0), localBins.get(1), localBins.get(2), localBins.get(3)}
        };
    }
}
