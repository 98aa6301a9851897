package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** KernelContext style: sums of work-groups in local memory, then their sum. */
public class Reduction {
    private static final int GROUP = 128;

    public static void sumOfGroup(KernelContext context, FloatArray values, FloatArray sums) {
        int local = context.localIdx;
        float[] shared = context.allocateFloatLocalArray(GROUP);
        shared[local] = values.get(context.globalIdx);
        for (int stride = context.localGroupSizeX / 2; stride > 0; stride /= 2) {
            context.localBarrier();
            if (local < stride) {
                shared[local] += shared[local + stride];
            }
        }
        if (local == 0) {
            sums.set(context.groupIdx, shared[0]);
        }
    }

    public static void sum(FloatArray sums, FloatArray total) {
        float sum = 0;
        for (int i = 0; i < sums.getSize(); i++) {
            sum += sums.get(i);
        }
        total.set(0, sum);
    }

    public static float run(float[] numbers) throws Exception {
        FloatArray values = FloatArray.fromArray(numbers);
        FloatArray sums = new FloatArray(numbers.length / GROUP);
        FloatArray total = new FloatArray(1);
        KernelContext context = new KernelContext();
        WorkerGrid worker = new WorkerGrid1D(numbers.length);
        GridScheduler gridScheduler = new GridScheduler("s0.groups", worker);
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, values)
                .task("groups", Reduction::sumOfGroup, context, values, sums)
                .task("all", Reduction::sum, sums, total)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, total);
        worker.setGlobalWork(numbers.length, 1, 1);
        worker.setLocalWork(GROUP, 1, 1);
        ImmutableTaskGraph immutableTaskGraph = taskGraph.snapshot();
        try (TornadoExecutionPlan executor = new TornadoExecutionPlan(immutableTaskGraph)) {
            executor.withGridScheduler(gridScheduler).execute();
        }
        return total.get(0);
    }
}
