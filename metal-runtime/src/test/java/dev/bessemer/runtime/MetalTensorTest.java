package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.library.Gemm;
import dev.bessemer.runtime.metal.OtherMac;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import org.junit.jupiter.api.Test;

/** Products on the Metal device with what Metal 4 has for them. */
class MetalTensorTest extends MetalFixture {
    private TaskGraph product(FloatArray a, FloatArray b, FloatArray c) {
        return Gemm.of(N, N, N, a, b, c)
                .withTransposedB()
                .addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a, b), "gemm")
                .transferToHost(EVERY_EXECUTION, c);
    }

    @Test
    void execute_matmul2dOnMetal4_agreesWithTheHost() {
        FloatArray a = wave(N * N);
        FloatArray b = wave(N * N);
        FloatArray c = array(new float[N * N]);
        GridScheduler grids =
                new GridScheduler("s0.gemm", Gemm.of(N, N, N, a, b, c).grid());
        try (OtherMac _ = new OtherMac(Machine.DEFAULT.withSystem(26_00_00));
                ExecutionPlan plan = plan(product(a, b, c)).withGridScheduler(grids)) {
            plan.withDevice(Device.cpu()).execute();
            float[] expected = c.toHeapArray();
            c.init(Float.NaN);
            plan.withDevice(Device.metal()).withLowering(Lowering.TENSOR_OPS).execute();
            assertArrayEquals(expected, c.toHeapArray(), 1e-5f);
        }
    }

    @Test
    void execute_matmul2dBeforeMetal4_namesWhatIsMissing() {
        FloatArray a = wave(N * N);
        try (ExecutionPlan plan = plan(product(a, a, array(new float[N * N])))
                .withGridScheduler(
                        new GridScheduler("s0.gemm", Gemm.of(N, N, N, a, a, a).grid()))
                .withLowering(Lowering.TENSOR_OPS)) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, plan::execute);
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("task 's0.gemm' multiplies with Metal 4's tensors, which need macOS 26"),
                    refused::toString);
        }
    }

    @Test
    void execute_matmul2dOfBfloatsBeforeMetal4_namesTheirVersion() {
        BFloat16Array a = new BFloat16Array((long) N * N);
        Gemm gemm = Gemm.of(N, N, N, a, a, array(new float[N * N]));
        TaskGraph graph = gemm.addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a), "gemm");
        try (ExecutionPlan plan = plan(graph)
                .withGridScheduler(new GridScheduler("s0.gemm", gemm.grid()))
                .withLowering(Lowering.TENSOR_OPS)) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, plan::execute);
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("tensors of bfloats, which need macOS 26.1"),
                    refused::toString);
        }
    }
}
