package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.library.AttentionShape;
import dev.bessemer.library.MpsGraphAttention;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.runtime.metal.MetalDevice;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a Metal device is asked for and cannot do: refused by name before anything is enqueued. */
class MetalBadInputTest extends MetalFixture {
    /** Refused, and no command buffer was asked for. */
    private <E extends RuntimeException> void assertRefused(Class<E> type, Executable action, String... words) {
        long begun = messages("commandBuffer");
        String message = String.valueOf(assertThrows(type, action).getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), () -> "no '" + word + "' in: " + message);
        }
        assertEquals(begun, messages("commandBuffer"));
    }

    @Test
    void open_machinesThatCannot_nameWhatIsMissing() {
        standIn.setMachine(Machine.DEFAULT.withoutDevice());
        assertRefused(IllegalStateException.class, MetalDevice::open, "this system has no Metal device");
        standIn.setMachine(Machine.DEFAULT.withSystem(13_06_00));
        assertRefused(IllegalStateException.class, MetalDevice::open, "macOS 13.6", "macOS 14 or later", "bfloat");
        standIn.setMachine(Machine.DEFAULT.withAppleFamily(6));
        assertRefused(IllegalStateException.class, MetalDevice::open, "family 7 (M1)", "SIMD-group matrices");
    }

    @Test
    void open_noQueueIsMade_isAnException() {
        standIn.inject(Injection.nil("newCommandQueue", 0));
        assertRefused(IllegalStateException.class, MetalDevice::open, "newCommandQueue", "is memory short?");
    }

    @Test
    void execute_sourceThatDoesNotCompile_isRefused() {
        FloatArray a = array(1, 2);
        standIn.inject(Injection.compileFailure(0, "program_source:9:1: error: use of undeclared identifier 'x'"));
        assertRefused(
                IllegalArgumentException.class,
                () -> execute(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("half", MetalKernels::halved, a)
                        .transferToHost(EVERY_EXECUTION, a)),
                "task 's0.half'",
                "does not compile the Metal source of kernel",
                "undeclared identifier 'x'");
        execute(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("half", MetalKernels::halved, a)
                .transferToHost(EVERY_EXECUTION, a));
        assertEquals(0.5f, a.get(0));
    }

    @Test
    void execute_threadgroupLargerThanAnyDeviceHas_isRefused() {
        FloatArray a = array(new float[2048]);
        assertRefused(
                IllegalArgumentException.class,
                () -> executePrebuilt(a, 64, 2048),
                "task 's0.sum'",
                "2048 threads, more than the 1024");
    }

    @Test
    void execute_moreThreadgroupMemoryThanTheDeviceHas_isRefused() {
        FloatArray a = array(new float[2048]);
        assertRefused(
                IllegalArgumentException.class,
                () -> executePrebuilt(a, 10_000, 64),
                "task 's0.sum'",
                "40000 bytes",
                "32768");
        executePrebuilt(a, 64, 64);
    }

    private static void executePrebuilt(FloatArray a, int shared, int threads) {
        MetalSource source = new MetalSource("""
                #include <metal_stdlib>
                kernel void sum(device float *a [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
                    threadgroup float shared[SHARED];
                    shared[i] = a[i];
                    threadgroup_barrier(metal::mem_flags::mem_threadgroup);
                    a[i] = shared[i] + 1;
                }
                """.replace("SHARED", Integer.toString(shared)));
        AccessorParameters accessors = new AccessorParameters(1);
        accessors.set(0, a, Access.READ_WRITE);
        TaskGraph graph = new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .prebuiltTask("sum", "sum", source, accessors)
                .transferToHost(EVERY_EXECUTION, a);
        WorkerGrid grid = new WorkerGrid1D(threads).setLocalWork(threads, 1, 1);
        try (ExecutionPlan plan = plan(graph).withGridScheduler(new GridScheduler("s0.sum", grid))) {
            plan.execute();
        }
    }

    /** Nothing of the array is touched, so that it takes no memory. */
    @Test
    void execute_arrayLongerThanABufferCanBe_namesTaskAndParameter() {
        FloatArray c = array(0, 0, 0);
        try (FloatArray a = new FloatArray((2L << 30) + 1)) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> execute(new TaskGraph("s0")
                            .transferToDevice(EVERY_EXECUTION, a)
                            .task("first", MetalKernels::first, a, c)
                            .transferToHost(EVERY_EXECUTION, c)),
                    "task 's0.first'",
                    "parameter 1 'a'",
                    "this device's buffers have at most " + (8L << 30));
        }
    }

    @Test
    void execute_noBufferIsMade_isRefused() {
        FloatArray a = array(1, 2);
        standIn.inject(Injection.nil("newBufferWithBytesNoCopy:length:options:deallocator:", 0));
        assertRefused(
                IllegalStateException.class,
                () -> execute(adding(a, a, array(0, 0))),
                "newBufferWithBytesNoCopy:length:options:deallocator:",
                "is memory short?");
    }

    @Test
    void libraryTask_shapesThatDoNotFit_areRefusedWhenTheyAreMade() {
        FloatArray small = array(new float[8]);
        FloatArray square = array(new float[N * N]);
        FloatArray out = array(new float[N * N]);
        assertRefused(
                IllegalArgumentException.class,
                () -> MpsMatrixMultiplication.of(small, square, out, N, N, N),
                "FloatArray[8]");
        assertRefused(IllegalArgumentException.class, () -> MpsSoftmax.of(small, out, N, N), "FloatArray[8]");
        assertRefused(
                IllegalArgumentException.class,
                () -> MpsGraphAttention.of(AttentionShape.of(1, 2, N / 2, N / 2, N), small, square, square, out),
                "FloatArray[8]");
    }

    @Test
    void execute_fusedAttentionBeforeMacOs15_namesWhatHasIt() {
        FloatArray square = array(new float[N * N]);
        FloatArray out = array(new float[N * N]);
        standIn.setMachine(Machine.DEFAULT.withSystem(14_05_00));
        AttentionShape shape = AttentionShape.of(1, 2, N / 2, N / 2, N);
        assertRefused(
                IllegalArgumentException.class,
                () -> execute(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, square)
                        .libraryTask("fused", MpsGraphAttention.of(shape, square, square, square, out))
                        .transferToHost(EVERY_EXECUTION, out)),
                "macOS 15");
    }
}
