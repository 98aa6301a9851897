package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.metal.OtherMac;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link dev.bessemer.intrinsics.Matmul2D} becomes by itself on Macs of several systems and GPUs, and that it is right there. */
class MetalLoweringTest extends MetalFixture {
    private static final int M = 17;
    private static final int DEPTH = 19;
    private static final int MATMUL_VERSION = 400;

    private final FloatArray c = new FloatArray((long) M * M);

    private static <A extends MatrixArray<?>> A ramp(A array, int step) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, i * step % 13 - 6);
        }
        return array;
    }

    private TaskGraph halves(HalfFloatArray a, HalfFloatArray b) {
        c.init(0);
        return new TaskGraph("g")
                .transferToDevice(EVERY_EXECUTION, a, b, c)
                .task("t", Matmul2DKernels::halves, new KernelContext(), a, b, c, M, M, DEPTH)
                .transferToHost(EVERY_EXECUTION, c);
    }

    private TaskGraph bfloats(BFloat16Array a, BFloat16Array b) {
        return new TaskGraph("g")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("t", Matmul2DKernels::places, new KernelContext(), a, b, c, M, M, DEPTH)
                .transferToHost(EVERY_EXECUTION, c);
    }

    private TaskGraph numbersOfFourBits(HalfFloatArray a, ByteArray b) {
        return new TaskGraph("g")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task(
                        "t",
                        Matmul2DFourBitKernels::halves,
                        new KernelContext(),
                        a,
                        b,
                        c,
                        M,
                        M,
                        DEPTH,
                        0,
                        0,
                        false,
                        false)
                .transferToHost(EVERY_EXECUTION, c);
    }

    private static ExecutionPlan planOf(TaskGraph graph, int rows, int columns, int threads) {
        WorkerGrid2D grid = new WorkerGrid2D(Math.ceilDiv(M, columns) * threads, Math.ceilDiv(M, rows));
        grid.setLocalWork(threads, 1, 1);
        return plan(graph).withGridScheduler(new GridScheduler("g.t", grid)).withProfiler(ProfilerMode.SILENT);
    }

    /** What the profile says the one task became; the version that its source was compiled for agrees. */
    private Lowering executed(ExecutionPlan plan) {
        TaskProfile task = plan.execute().getProfilerResult().task("g.t");
        MslOptions compiled = standIn.compilations().getLast();
        Lowering lowering = task.lowering().orElseThrow();
        assertEquals(lowering == Lowering.TENSOR_OPS, compiled.version() >= MATMUL_VERSION, compiled::toString);
        return lowering;
    }

    private static float product(MatrixArray<?> a, MatrixArray<?> b, int element) {
        float sum = 0;
        for (int k = 0; k < DEPTH; k++) {
            sum += a.getFloat((long) element / M * DEPTH + k) * b.getFloat((long) k * M + element % M);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "140000, 7, SIMDGROUP_MATRIX",
        "150500, 9, SIMDGROUP_MATRIX",
        "150500, 10, SIMDGROUP_MATRIX",
        "260000, 9, SIMDGROUP_MATRIX",
        "260000, 10, TENSOR_OPS",
        "260100, 10, TENSOR_OPS"
    })
    void execute_halves_isMultipliedAsTheMacDoesBest(int system, int family, Lowering expected) {
        HalfFloatArray a = ramp(new HalfFloatArray((long) M * DEPTH), 5);
        HalfFloatArray b = ramp(new HalfFloatArray((long) DEPTH * M), 7);
        try (OtherMac _ = mac(system, family);
                ExecutionPlan plan = planOf(halves(a, b), 32, 32, 128)) {
            assertEquals(Optional.of(expected), Device.metal().lowering());
            assertEquals(expected, executed(plan));
        }
        for (int i = 0; i < M * M; i++) {
            assertEquals(Math.max(product(a, b, i), 0), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "140000, 7, SIMDGROUP_MATRIX",
        "150500, 9, SIMDGROUP_MATRIX",
        "260000, 10, SIMDGROUP_MATRIX",
        "260100, 9, SIMDGROUP_MATRIX",
        "260100, 10, TENSOR_OPS",
        "270000, 10, TENSOR_OPS"
    })
    void execute_bfloats_isMultipliedAsTheMacDoesBest(int system, int family, Lowering expected) {
        BFloat16Array a = ramp(new BFloat16Array((long) M * DEPTH), 5);
        BFloat16Array b = ramp(new BFloat16Array((long) DEPTH * M), 7);
        try (OtherMac _ = mac(system, family);
                ExecutionPlan plan = planOf(bfloats(a, b), 16, 64, 256)) {
            assertEquals(expected, executed(plan));
        }
        for (int i = 0; i < M * M; i++) {
            assertEquals(product(a, b, i) + 1000 * (i / M) + i % M, c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "140000, 7, SIMDGROUP_MATRIX",
        "260300, 10, SIMDGROUP_MATRIX",
        "260400, 9, SIMDGROUP_MATRIX",
        "260400, 10, TENSOR_OPS"
    })
    void execute_numbersOfFourBits_isMultipliedAsTheMacDoesBest(int system, int family, Lowering expected) {
        HalfFloatArray a = ramp(new HalfFloatArray((long) M * DEPTH), 5);
        ByteArray pairs = new ByteArray((DEPTH * M + 1) / 2);
        FloatArray b = new FloatArray((long) DEPTH * M);
        for (int i = 0; i < DEPTH * M; i++) {
            int number = i * 7 % 16 - 8;
            pairs.set(i / 2, (byte) (pairs.get(i / 2) | (number & 0xF) << (i % 2 * 4)));
            b.set(i, number);
        }
        try (OtherMac _ = mac(system, family);
                ExecutionPlan plan = planOf(numbersOfFourBits(a, pairs), 16, 32, 32)) {
            assertEquals(expected, executed(plan));
        }
        for (int i = 0; i < M * M; i++) {
            assertEquals(product(a, b, i), c.get(i), "element " + i);
        }
    }

    @Test
    void execute_bfloatsForcedOnTheFirstSystemWithTensors_namesTheNextOne() {
        BFloat16Array a = new BFloat16Array((long) M * DEPTH);
        try (OtherMac _ = mac(26_00_00, 10);
                ExecutionPlan plan = planOf(bfloats(a, a), 16, 64, 256).withLowering(Lowering.TENSOR_OPS)) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, plan::execute);
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("tensors of bfloats, which need macOS 26.1"), message);
            assertTrue(message.contains("this is macOS 26.0"), message);
        }
    }

    @Test
    void execute_onTheCpu_hasNoLowering() {
        HalfFloatArray a = ramp(new HalfFloatArray((long) M * DEPTH), 5);
        HalfFloatArray b = ramp(new HalfFloatArray((long) DEPTH * M), 7);
        try (ExecutionPlan plan = planOf(halves(a, b), 32, 32, 128).withDevice(Device.cpu())) {
            ProfilerResult profile = plan.execute().getProfilerResult();
            assertEquals(Optional.empty(), profile.task("g.t").lowering());
        }
    }

    private static OtherMac mac(int system, int family) {
        return new OtherMac(Machine.DEFAULT.withSystem(system).withAppleFamily(family));
    }
}
