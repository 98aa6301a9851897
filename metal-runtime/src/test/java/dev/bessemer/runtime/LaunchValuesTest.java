package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.types.IntArray;
import org.junit.jupiter.api.Test;

/** Lengths of local arrays that a launch alone knows: arguments of the task, and the size of a threadgroup. */
class LaunchValuesTest {
    private static final int THREADS = 96;

    static final class Kernels {
        private Kernels() {}

        /** Reverses the elements of each threadgroup, in an array of half the size that is asked for. */
        @Kernel
        static void reverse(KernelContext context, IntArray out, int twice) {
            write(context, out, context.allocateIntLocalArray(twice / 2));
        }

        @Kernel
        static void reverseGroup(KernelContext context, IntArray out) {
            int size = context.localGroupSizeX * context.localGroupSizeY * context.localGroupSizeZ;
            write(context, out, context.allocateIntLocalArray(size));
        }

        private static void write(KernelContext context, IntArray out, int[] shared) {
            shared[context.localIdx] = context.globalIdx;
            context.localBarrier();
            out.set(context.globalIdx, shared[shared.length - 1 - context.localIdx]);
        }

        @Kernel
        static void own(IntArray out, int size) {
            for (@Parallel int i = 0; i < out.getSize(); i++) {
                int[] squares = new int[size];
                int[][] rows = new int[2][size];
                for (int j = 0; j < size; j++) {
                    squares[j] = j * j;
                    rows[1][j] = j;
                }
                out.set(i, squares[i % size] * 100 + rows[i & 1][i % size]);
            }
        }

        @Kernel
        static void loaded(KernelContext context, IntArray out) {
            int[] shared = context.allocateIntLocalArray(out.get(0));
            out.set(context.globalIdx, shared.length);
        }
    }

    private static int[] reversed(int group) {
        int[] expected = new int[THREADS];
        for (int i = 0; i < THREADS; i++) {
            expected[i] = i / group * group + group - 1 - i % group;
        }
        return expected;
    }

    private static WorkerGrid1D grid(int group) {
        WorkerGrid1D grid = new WorkerGrid1D(THREADS);
        grid.setLocalWork(group, 1, 1);
        return grid;
    }

    @Test
    void execute_lengthsOfArguments_areEachTasksOwn() {
        for (Device device : Device.list()) {
            try (IntArray one = new IntArray(THREADS);
                    IntArray other = new IntArray(THREADS)) {
                TaskGraph graph = new TaskGraph("g")
                        .task("one", Kernels::reverse, new KernelContext(), one, 64)
                        .task("other", Kernels::reverse, new KernelContext(), other, 96);
                GridScheduler grids = new GridScheduler("g.one", grid(32));
                grids.addWorkerGrid("g.other", grid(48));
                try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                    plan.withGridScheduler(grids).execute();
                }
                assertArrayEquals(reversed(32), one.toHeapArray());
                assertArrayEquals(reversed(48), other.toHeapArray());
            }
        }
    }

    @Test
    void execute_lengthOfThreadgroup_followsTheGrid() {
        for (Device device : Device.list()) {
            try (IntArray out = new IntArray(THREADS)) {
                TaskGraph graph = new TaskGraph("g").task("t", Kernels::reverseGroup, new KernelContext(), out);
                try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                    WorkerGrid1D grid = grid(32);
                    plan.withGridScheduler(new GridScheduler("g.t", grid)).execute();
                    assertArrayEquals(reversed(32), out.toHeapArray());
                    grid.setLocalWork(16, 1, 1);
                    plan.execute();
                    assertArrayEquals(reversed(16), out.toHeapArray());
                    grid.setLocalWorkToNull();
                    plan.execute();
                    assertArrayEquals(reversed(THREADS), out.toHeapArray());
                }
            }
        }
    }

    @Test
    void execute_lengthOfOwnArrays_isTheArgument() {
        for (Device device : Device.list()) {
            try (IntArray expected = new IntArray(20);
                    IntArray out = new IntArray(20)) {
                Kernels.own(expected, 7);
                TaskGraph graph = new TaskGraph("g").task("t", Kernels::own, out, 7);
                try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                    plan.execute();
                }
                assertArrayEquals(expected.toHeapArray(), out.toHeapArray());
            }
        }
    }

    @Test
    void execute_lengthsThatCannotBe_areRefused() {
        try (IntArray out = new IntArray(THREADS)) {
            refuses(
                    new TaskGraph("g").task("t", Kernels::loaded, new KernelContext(), out),
                    "the length of an array is not a constant of the kernel");
            refuses(
                    new TaskGraph("g").task("t", Kernels::reverse, new KernelContext(), out, -64),
                    "a negative array length is not a constant of the kernel");
            refuses(new TaskGraph("g").task("t", Kernels::reverse, new KernelContext(), out, 20_000), "32768 bytes");
        }
    }

    private static void refuses(TaskGraph graph, String problem) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.withGridScheduler(new GridScheduler("g.t", grid(32)));
            String message = String.valueOf(assertThrows(KernelCompilationException.class, plan::execute)
                    .getMessage());
            assertTrue(message.contains(problem), message);
        }
    }
}
