package ported;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.annotations.Reduce;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Loop style: a sum and a maximum, and the mean of the sum. */
public class Statistics {
    public static void sum(FloatArray values, @Reduce FloatArray result) {
        result.set(0, 0.0f);
        for (@Parallel int i = 0; i < values.getSize(); i++) {
            result.set(0, result.get(0) + values.get(i));
        }
    }

    public static void mean(int size, FloatArray result) {
        result.set(0, result.get(0) / size);
    }

    public static void maximum(FloatArray values, @Reduce FloatArray result, float neutral) {
        result.set(0, neutral);
        for (@Parallel int i = 0; i < values.getSize(); i++) {
            result.set(0, TornadoMath.max(result.get(0), values.get(i) * 2));
        }
    }

    public static float[] run(float[] numbers) throws Exception {
        FloatArray values = FloatArray.fromArray(numbers);
        FloatArray mean = new FloatArray(1);
        FloatArray maximum = new FloatArray(1);
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, values)
                .task("sum", Statistics::sum, values, mean)
                .task("mean", Statistics::mean, values.getSize(), mean)
                .task("maximum", Statistics::maximum, values, maximum, -1000.0f)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, mean, maximum);
        try (TornadoExecutionPlan executor = new TornadoExecutionPlan(taskGraph.snapshot())) {
            executor.execute();
        }
        return new float[] {mean.get(0), maximum.get(0)};
    }
}
