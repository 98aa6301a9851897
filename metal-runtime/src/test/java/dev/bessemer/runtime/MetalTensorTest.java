package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.msl.MslSource.LanguageVersion;
import dev.bessemer.library.Gemm;
import dev.bessemer.runtime.metal.MetalDevice;
import dev.bessemer.runtime.metal.OtherMac;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products on the Metal device with what Metal 4 has for them. */
class MetalTensorTest extends MetalFixture {
    private static final List<LanguageVersion> METAL_4 =
            List.of(LanguageVersion.MSL_4_0, LanguageVersion.MSL_4_0_BFLOAT, LanguageVersion.MSL_4_0_FOUR_BITS);

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
    void execute_matmul2dByFourBitsBeforeMetal4_namesTheirVersionOrTakesMatrices() {
        HalfFloatArray a = new HalfFloatArray((long) N * N);
        for (int i = 0; i < N * N; i++) {
            a.setFloat(i, i % 7 - 3);
        }
        ByteArray b = new ByteArray((long) N * N / 2);
        b.init((byte) 0x2F);
        FloatArray c = array(new float[N * N]);
        TaskGraph graph = new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("t", Matmul2DFourBitKernels::halves, new KernelContext(), a, b, c, N, N, N, 0, 0, false, false)
                .transferToHost(EVERY_EXECUTION, c);
        WorkerGrid2D grid = new WorkerGrid2D(32, 1);
        grid.setLocalWork(32, 1, 1);
        try (ExecutionPlan plan = plan(graph).withGridScheduler(new GridScheduler("s0.t", grid))) {
            plan.execute();
            for (int i = 0; i < N * N; i++) {
                float sum = 0;
                for (int k = 0; k < N; k++) {
                    sum += a.getFloat(i / N * N + k);
                }
                assertEquals(i % 2 == 0 ? 0 - sum : 2 * sum, c.get(i), "element " + i);
            }
            ExecutionPlan forced = plan.withLowering(Lowering.TENSOR_OPS);
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, forced::execute);
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("tensors of numbers of four bits, which need macOS 26.4"),
                    refused::toString);
        }
        a.close();
        b.close();
    }

    @Test
    void takes_versionsOfMetal4_fromTheirSystemOn() {
        assertEquals(List.of(), taken(15_00_00));
        assertEquals(List.of(LanguageVersion.MSL_4_0), taken(26_00_00));
        assertEquals(List.of(LanguageVersion.MSL_4_0, LanguageVersion.MSL_4_0_BFLOAT), taken(26_03_00));
        assertEquals(METAL_4, taken(26_04_00));
        assertEquals(METAL_4, taken(27_00_00));
    }

    private List<LanguageVersion> taken(int system) {
        standIn.setMachine(Machine.DEFAULT.withSystem(system).withAppleFamily(10));
        try (MetalDevice device = MetalDevice.open()) {
            return METAL_4.stream()
                    .filter(version -> MetalBackend.takes(version, device.facts()))
                    .toList();
        } finally {
            standIn.setMachine(Machine.DEFAULT);
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
