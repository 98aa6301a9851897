package ported;

import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Two graphs in one plan, the second on what the first left on the device; Java arrays, batches, a partial copy. */
public class Pipeline {
    public static void square(int[] in, IntArray out) {
        for (@Parallel int i = 0; i < in.length; i++) {
            out.set(i, in[i] * in[i]);
        }
    }

    public static void add(IntArray in, int[] out, int value) {
        for (@Parallel int i = 0; i < out.length; i++) {
            out[i] = in.get(i) + value;
        }
    }

    public static int[] run(int[] numbers) throws Exception {
        IntArray squares = new IntArray(numbers.length);
        int[] result = new int[numbers.length];
        TaskGraph first = new TaskGraph("first")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, numbers)
                .task("square", Pipeline::square, numbers, squares)
                .persistOnDevice(squares);
        TaskGraph second = new TaskGraph("second")
                .consumeFromDevice(first.getTaskGraphName(), squares)
                .task("add", Pipeline::add, squares, result, 1)
                .transferToHost(DataTransferMode.UNDER_DEMAND, result);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(first.snapshot(), second.snapshot())) {
            plan.withBatch("1MB").withMemoryLimit("1GB");
            plan.withGraph(0).execute();
            TornadoExecutionResult executionResult = plan.withGraph(1).execute();
            DataRange range = new DataRange(result).withOffset(1).withSize(numbers.length - 2);
            executionResult.transferToHost(range);
        }
        return result;
    }
}
