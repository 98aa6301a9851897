package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.DataTransferMode.FIRST_EXECUTION;
import static dev.bessemer.runtime.DataTransferMode.UNDER_DEMAND;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.IntArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Java arrays as arguments, copied in and out as the modes say. */
class JavaArrayTest {
    /** Kernels of Java arrays. */
    private static final class Kernels {
        private Kernels() {}

        @Kernel
        static void everyType(
                float[] f, int[] i, long[] l, short[] s, char[] c, byte[] b, boolean[] flags, float[] out) {
            for (@Parallel int at = 0; at < out.length; at++) {
                out[at] = f[at] + i[at] + l[at] + s[at] + c[at] + b[at] + (flags[at] ? 1000 : 0);
                f[at] = -f[at];
                i[at] = -i[at];
                l[at] = -l[at];
                s[at] = (short) -s[at];
                c[at] = (char) (c[at] + 1);
                b[at] = (byte) -b[at];
                flags[at] = !flags[at];
            }
        }

        @Kernel
        static void writeSome(int[] out) {
            for (@Parallel int i = 0; i < out.length; i += 2) {
                out[i] = 7;
            }
        }

        @Kernel
        static void copy(int[] in, int[] out) {
            for (@Parallel int i = 0; i < out.length; i++) {
                out[i] = in[i];
            }
        }
    }

    private static ExecutionPlan plan(TaskGraph graph) {
        return new ExecutionPlan(graph.snapshot());
    }

    @Test
    void execute_arraysOfEveryType_goThereAndBack() {
        float[] f = {1.5f, 2};
        int[] i = {10, 20};
        long[] l = {100, 1L << 40};
        short[] s = {-3, 4};
        char[] c = {65535, 5};
        byte[] b = {-128, 7};
        boolean[] flags = {true, false};
        float[] out = new float[2];
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, f, i, l, s, c, b, flags)
                .task("all", Kernels::everyType, f, i, l, s, c, b, flags, out)
                .transferToHost(EVERY_EXECUTION, f, i, l, s, c, b, flags, out))) {
            plan.execute();
        }
        assertArrayEquals(
                new float[] {1.5f + 10 + 100 - 3 + 65535 - 128 + 1000, 2f + 20 + (1L << 40) + 4 + 5 + 7}, out);
        assertArrayEquals(new float[] {-1.5f, -2}, f);
        assertArrayEquals(new int[] {-10, -20}, i);
        assertArrayEquals(new long[] {-100, -(1L << 40)}, l);
        assertArrayEquals(new short[] {3, -4}, s);
        assertArrayEquals(new char[] {0, 6}, c);
        assertArrayEquals(new byte[] {-128, -7}, b);
        assertArrayEquals(new boolean[] {false, true}, flags);
    }

    @Test
    void execute_largeArray_isCopiedWhole() {
        float[] a = new float[1_000_003];
        float[] out = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = i;
        }
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("scale", TestKernels::scale, a, out, 2f)
                .transferToHost(EVERY_EXECUTION, out))) {
            plan.execute();
        }
        for (int i = 0; i < a.length; i++) {
            assertEquals(2f * i, out[i]);
        }
    }

    @Test
    void execute_everyExecution_seesWhatTheHostChanged() {
        int[] a = {1, 2};
        try (ExecutionPlan plan = plan(increment(EVERY_EXECUTION, a))) {
            plan.execute();
            a[0] = 41;
            plan.execute();
        }
        assertArrayEquals(new int[] {42, 4}, a);
    }

    @Test
    void execute_firstExecution_goesOnWithTheDevicesElements() {
        int[] a = {1, 2};
        try (ExecutionPlan plan = plan(increment(FIRST_EXECUTION, a))) {
            plan.execute();
            a[0] = 41;
            plan.execute();
            assertArrayEquals(new int[] {3, 4}, a);
            a[0] = 41;
            plan.freeDeviceMemory().execute();
            assertArrayEquals(new int[] {42, 5}, a);
        }
    }

    private static TaskGraph increment(DataTransferMode mode, int[] a) {
        return new TaskGraph("s0")
                .transferToDevice(mode, a)
                .task("increment", TestKernels::increment, a)
                .transferToHost(EVERY_EXECUTION, a);
    }

    @Test
    void execute_elementsThatNoTaskWrites_keepTheirValues() {
        int[] out = {1, 2, 3, 4};
        try (ExecutionPlan plan =
                plan(new TaskGraph("s0").task("some", Kernels::writeSome, out).transferToHost(EVERY_EXECUTION, (Object)
                        out))) {
            plan.execute();
            assertArrayEquals(new int[] {7, 2, 7, 4}, out);
        }
    }

    @Test
    void execute_rangeBack_leavesTheRest() {
        int[] a = new int[10];
        int[] out = new int[10];
        Arrays.fill(a, 5);
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("copy", Kernels::copy, a, out)
                .transferToHost(
                        EVERY_EXECUTION, new DataRange(out).withOffset(2).withSize(3), new DataRange(out, 8, 0)))) {
            plan.execute();
        }
        assertArrayEquals(new int[] {0, 0, 5, 5, 5, 0, 0, 0, 5, 5}, out);
    }

    @Test
    void transferToHost_onDemand_copiesWhatIsAskedFor() {
        int[] a = {1, 2, 3, 4};
        int[] out = new int[4];
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("copy", Kernels::copy, a, out)
                .transferToHost(UNDER_DEMAND, out))) {
            ExecutionResult result = plan.execute();
            assertArrayEquals(new int[4], out);
            result.transferToHost(new DataRange(out).withOffset(1).withSize(2));
            assertArrayEquals(new int[] {0, 2, 3, 0}, out);
            result.transferToHost(out);
            assertArrayEquals(a, out);
        }
    }

    @Test
    void transferToHost_memoryGivenBack_isRefused() {
        int[] a = {1};
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("increment", TestKernels::increment, a)
                .transferToHost(UNDER_DEMAND, a))) {
            ExecutionResult result = plan.execute();
            plan.freeDeviceMemory();
            says(
                    "int[1] is not on the device any more: freeDeviceMemory gave its memory back, so execute again first",
                    () -> result.transferToHost(a));
            plan.execute();
            result.transferToHost(a);
            assertArrayEquals(new int[] {2}, a);
        }
    }

    @Test
    void transferToHost_afterClose_isRefused() {
        int[] a = {1};
        ExecutionResult result;
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("increment", TestKernels::increment, a)
                .transferToHost(UNDER_DEMAND, a))) {
            result = plan.execute();
        }
        says(
                "the plan of graph 's0' is closed: make a new ExecutionPlan to execute it again",
                () -> result.transferToHost(a));
    }

    @Test
    void execute_equalArrays_areNotMixedUp() {
        int[] a = {1, 2};
        int[] b = {1, 2};
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("increment", TestKernels::increment, a)
                .task("copy", Kernels::copy, a, b)
                .transferToHost(EVERY_EXECUTION, b))) {
            plan.execute();
        }
        assertArrayEquals(new int[] {1, 2}, a);
        assertArrayEquals(new int[] {2, 3}, b);
    }

    @Test
    void execute_intermediate_needsNoTransfer() {
        int[] a = {1, 2};
        int[] middle = new int[2];
        int[] out = new int[2];
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("there", Kernels::copy, a, middle)
                .task("on", Kernels::copy, middle, out)
                .transferToHost(EVERY_EXECUTION, out))) {
            plan.execute();
            assertTrue(plan.getCurrentDeviceMemoryUsage() >= 3 * 2 * Integer.BYTES);
            plan.freeDeviceMemory();
            assertEquals(0, plan.getCurrentDeviceMemoryUsage());
        }
        assertArrayEquals(a, out);
        assertArrayEquals(new int[2], middle);
    }

    @Test
    void execute_indexOutOfRange_isAFault() {
        int[] a = new int[3];
        int[] out = new int[4];
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("copy", Kernels::copy, a, out)
                .transferToHost(EVERY_EXECUTION, out))) {
            KernelFaultException fault = assertThrows(KernelFaultException.class, plan::execute);
            String message = String.valueOf(fault.getMessage());
            assertTrue(
                    message.startsWith("JavaArrayTest.java:") && message.contains("task 's0.copy': index 3"), message);
        }
    }

    @Test
    void execute_readButNotTransferred_isRefused() {
        int[] a = new int[3];
        int[] out = new int[3];
        try (ExecutionPlan plan =
                plan(new TaskGraph("s0").task("copy", Kernels::copy, a, out).transferToHost(EVERY_EXECUTION, (Object)
                        out))) {
            says(
                    "task 's0.copy', parameter 1 'in': the kernel reads int[3], which nothing brings to the device: name it in"
                            + " transferToDevice or, where an earlier graph persists it, in consumeFromDevice",
                    plan::execute);
        }
    }

    @Test
    void execute_writtenButNotBroughtBack_isRefused() {
        int[] a = new int[3];
        int[] out = new int[3];
        try (ExecutionPlan plan =
                plan(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a).task("copy", Kernels::copy, a, out))) {
            says(
                    "task 's0.copy', parameter 2 'out': the kernel writes int[3], which no later task reads and nothing brings"
                            + " back: name it in transferToHost or persistOnDevice",
                    plan::execute);
        }
    }

    @Test
    void task_otherArrayThanTheParameter_isRefused() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // what a caller without generics can do
        Tasks.Task1<Object> raw = (Tasks.Task1) (Tasks.Task1<int[]>) TestKernels::increment;
        says(
                "task 's0.increment', parameter 1 'a': the argument is of type float[]: pass an int[]",
                () -> new TaskGraph("s0").task("increment", raw, new float[2]));
    }

    @Kernel
    static void halve(double[] a) {
        a[0] /= 2;
    }

    @Test
    void task_arrayOfDouble_isRefused() {
        says(
                "task 's0.halve', parameter 1 'a': no kernel can have a parameter of type double[]: take device arrays,"
                        + " primitives other than double, Java arrays of them, HalfFloat, BFloat16, enum constants, records of these and, first, a"
                        + " KernelContext",
                () -> new TaskGraph("s0").task("halve", JavaArrayTest::halve, new double[2]));
    }

    @Test
    void transfer_whatIsNoArray_isRefused() {
        says(
                "graph 's0': transferToDevice is given a String: only arrays, and records that hold some, are"
                        + " transferred; numbers travel with their task",
                () -> new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, "a"));
        says(
                "graph 's0': transferToHost is given an Integer: only arrays, and records that hold some, are"
                        + " transferred; numbers travel with their task",
                () -> new TaskGraph("s0").transferToHost(EVERY_EXECUTION, 3));
        says(
                "an Integer is no array that a task can take: use one of dev.bessemer.types, or a float[], int[], long[],"
                        + " short[], char[], byte[] or boolean[]",
                () -> new DataRange(3));
    }

    /** Numbers without an array. */
    record Point(int x, int y) {}

    /** An array in a record in a record. */
    record Named(int id, Points points) {}

    /** An array in a record. */
    record Points(IntArray xs) {}

    @Kernel
    static void shift(Named named, int by) {
        for (@Parallel int i = 0; i < named.points().xs().getSize(); i++) {
            named.points().xs().set(i, named.points().xs().get(i) + by + named.id());
        }
    }

    @Test
    void transfer_record_standsForItsArrays() {
        try (IntArray xs = IntArray.fromElements(1, 2)) {
            Named named = new Named(100, new Points(xs));
            try (ExecutionPlan plan = plan(new TaskGraph("s0")
                    .transferToDevice(EVERY_EXECUTION, named)
                    .task("shift", JavaArrayTest::shift, named, 10)
                    .transferToHost(UNDER_DEMAND, named))) {
                plan.execute().transferToHost(named);
            }
            assertArrayEquals(new int[] {111, 112}, xs.toHeapArray());
        }
    }

    @Test
    void transfer_recordWithoutAnArray_isRefused() {
        says(
                "graph 's0': transferToHost is given a Point: only arrays, and records that hold some, are transferred;"
                        + " numbers travel with their task",
                () -> new TaskGraph("s0").transferToHost(EVERY_EXECUTION, new Point(1, 2)));
    }

    @Test
    void transfer_twoModes_isRefused() {
        int[] a = new int[2];
        says(
                "graph 's0': int[2] is transferred to the device at FIRST_EXECUTION and also transferred to the device at"
                        + " EVERY_EXECUTION: decide on one",
                () -> new TaskGraph("s0").transferToDevice(FIRST_EXECUTION, a).transferToDevice(EVERY_EXECUTION, a));
    }

    @Test
    void dataRange_outsideItsArray_isRefused() {
        int[] a = new int[4];
        says(
                "a range of 3 elements from 2 on is not inside int[4]: offset and size must not be negative, nor reach beyond"
                        + " its 4 elements",
                () -> new DataRange(a).withOffset(2).withSize(3));
        says(
                "a range of 0 elements from 5 on is not inside int[4]: offset and size must not be negative, nor reach beyond"
                        + " its 4 elements",
                () -> new DataRange(a, 5, 0));
        says(
                "a range of 9223372036854775807 elements from 1 on is not inside int[4]: offset and size must not be negative,"
                        + " nor reach beyond its 4 elements",
                () -> new DataRange(a, 1, Long.MAX_VALUE));
    }

    @Test
    void transferToHost_rangeOnDemand_isRefused() {
        says(
                "graph 's0': a range of int[4] is transferred on demand: name the array here, and give the range to the"
                        + " result's transferToHost",
                () -> new TaskGraph("s0").transferToHost(UNDER_DEMAND, new DataRange(new int[4], 1, 2)));
    }
}
