package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.FloatMath;
import org.junit.jupiter.api.Test;

/** The functions of FloatMath in a kernel and on the host. */
class FloatMathTest {
    private static final int FUNCTIONS = 29;
    private static final float[] INPUTS = {-3.5f, -1, -0.75f, -0.0f, 0, 0.25f, 0.5f, 1, 2.5f, 10};

    @Kernel
    static void all(float[] inputs, float[] out) {
        for (@Parallel int i = 0; i < inputs.length; i++) {
            fill(inputs[i], out, i * FUNCTIONS);
        }
    }

    private static void fill(float x, float[] out, int first) {
        int at = first;
        out[at++] = FloatMath.min(x, 0.3f);
        out[at++] = FloatMath.min((int) x, 1);
        out[at++] = FloatMath.min((long) x, 1L);
        out[at++] = FloatMath.max(x, 0.3f);
        out[at++] = FloatMath.max((int) x, 1);
        out[at++] = FloatMath.max((long) x, 1L);
        out[at++] = FloatMath.abs(x);
        out[at++] = FloatMath.abs((int) x);
        out[at++] = FloatMath.abs((long) x);
        out[at++] = FloatMath.clamp(x, -1f, 1f);
        out[at++] = FloatMath.clamp((int) x, -1, 1);
        out[at++] = FloatMath.floor(x);
        out[at++] = FloatMath.ceil(x);
        out[at++] = FloatMath.fract(x);
        out[at++] = FloatMath.signum(x);
        out[at++] = FloatMath.sqrt(FloatMath.abs(x));
        out[at++] = FloatMath.toRadians(x);
        out[at++] = FloatMath.floatPI();
        out[at++] = FloatMath.exp(x);
        out[at++] = FloatMath.log(x);
        out[at++] = FloatMath.log2(x);
        out[at++] = FloatMath.pow(FloatMath.abs(x), 1.5f);
        out[at++] = FloatMath.sin(x) + FloatMath.cos(x);
        out[at++] = FloatMath.tan(x);
        out[at++] = FloatMath.asin(x);
        out[at++] = FloatMath.acos(x);
        out[at++] = FloatMath.atan(x);
        out[at++] = FloatMath.atan2(x, 2);
        out[at] = FloatMath.tanh(x);
    }

    @Test
    void execute_everyFunction_isWhatTheHostComputes() {
        float[] onDevice = new float[INPUTS.length * FUNCTIONS];
        float[] onHost = new float[onDevice.length];
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, INPUTS)
                .task("all", FloatMathTest::all, INPUTS, onDevice)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, onDevice)
                .snapshot())) {
            plan.execute();
        }
        for (int i = 0; i < INPUTS.length; i++) {
            fill(INPUTS[i], onHost, i * FUNCTIONS);
        }
        for (int i = 0; i < onHost.length; i++) {
            boolean close = Math.abs(onDevice[i] - onHost[i]) <= 4 * Math.ulp(onHost[i]);
            if (!close) {
                assertEquals(onHost[i], onDevice[i], "function " + i % FUNCTIONS + " of " + INPUTS[i / FUNCTIONS]);
            }
        }
    }
}
