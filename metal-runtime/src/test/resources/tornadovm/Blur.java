package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Loop style: two tasks over two dimensions, one on the first's output. */
public class Blur {
    private static final int RADIUS = 2;

    public static void blur(FloatArray in, FloatArray out, final int width, final int height) {
        for (@Parallel int y = 0; y < height; y++) {
            for (@Parallel int x = 0; x < width; x++) {
                float sum = 0;
                int count = 0;
                for (int dy = -RADIUS; dy <= RADIUS; dy++) {
                    for (int dx = -RADIUS; dx <= RADIUS; dx++) {
                        int row = TornadoMath.clamp(y + dy, 0, height - 1);
                        int column = TornadoMath.min(TornadoMath.max(x + dx, 0), width - 1);
                        sum += in.get(row * width + column);
                        count++;
                    }
                }
                out.set(y * width + x, sum / count);
            }
        }
    }

    public static void gamma(FloatArray image, float exponent) {
        for (@Parallel int i = 0; i < image.getSize(); i++) {
            image.set(i, TornadoMath.pow(TornadoMath.abs(image.get(i)), exponent));
        }
    }

    public static float[] run(float[] pixels, int width, int height) throws Exception {
        FloatArray in = FloatArray.fromArray(pixels);
        FloatArray out = new FloatArray(width * height);
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, in)
                .task("blur", Blur::blur, in, out, width, height)
                .task("gamma", Blur::gamma, out, 0.5f)
                .transferToHost(DataTransferMode.UNDER_DEMAND, out);
        ImmutableTaskGraph immutableTaskGraph = taskGraph.snapshot();
        try (TornadoExecutionPlan executionPlan = new TornadoExecutionPlan(immutableTaskGraph)) {
            executionPlan.withPreCompilation().withProfiler(ProfilerMode.SILENT);
            TornadoExecutionResult executionResult = executionPlan.execute();
            if (executionResult.getProfilerResult().getDeviceKernelTime() <= 0) {
                throw new IllegalStateException("no time passed");
            }
            executionResult.transferToHost(out);
        }
        return out.toHeapArray();
    }
}
