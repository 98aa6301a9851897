package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The forms of loops that {@code @Parallel} may mark: each does what the same loop does without the mark. */
class ParallelLoopTest {
    private static final int SIZE = 40;

    /** One loop each; all write only where they are. */
    static final class Kernels {
        private static final int STRIDE = Integer.parseInt("3");

        private Kernels() {}

        @Kernel
        static void notFromZero(IntArray out, int low, int high) {
            for (@Parallel int i = low; i < high; i++) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void inclusive(IntArray out, int low, int high) {
            for (@Parallel int i = low; i <= high; i += 2) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void down(IntArray out, int low, int high) {
            for (@Parallel int i = high; i >= low; i--) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void downAbove(IntArray out, int low, int high) {
            for (@Parallel int i = high - 1; low < i; --i) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void strided(IntArray out, int low, int high) {
            for (@Parallel int i = low; high > i; i += STRIDE) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void longs(IntArray out, int low, int high) {
            for (@Parallel long i = high; i >= low; i -= 1) {
                out.set(i, (int) i + 1);
            }
        }

        @Kernel
        static void boundFromMemory(IntArray out, IntArray bounds, int low) {
            int last = bounds.get(0) + bounds.get(1);
            for (@Parallel int i = low; i < last / 2; i++) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void nested(IntArray out, int low, int high) {
            for (@Parallel int i = 0; i <= low; i++) {
                for (@Parallel int j = 1; j >= 0; j--) {
                    for (@Parallel int k = 1; k < high / 8; k += 2) {
                        out.set((i * 2 + j) * 5 + k, i + 10 * j + 100 * k);
                    }
                }
            }
        }

        @Kernel
        static void belowLong(IntArray out, int low, int high) {
            long bound = (long) high + low - low;
            for (@Parallel int i = low; i < bound; i++) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void toLong(IntArray out, int low, int high) {
            long last = high;
            for (@Parallel int i = low; last >= i; i += 2) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void downToLong(IntArray out, int low, int high) {
            long first = low;
            for (@Parallel int i = high; i >= first; i--) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void downAboveLong(IntArray out, int low, int high) {
            long below = low;
            for (@Parallel int i = high; i > below; i--) {
                out.set(i, i + 1);
            }
        }

        @Kernel
        static void beyondUp(IntArray out, long bound) {
            for (@Parallel int i = Integer.MAX_VALUE - 3; i < bound; i++) {
                out.set(i & 3, i);
            }
        }

        @Kernel
        static void beyondDown(IntArray out, long bound) {
            for (@Parallel int i = Integer.MIN_VALUE + 1; i >= bound; i--) {
                out.set(0, i);
            }
        }
    }

    private static void check(List<Device> devices, Tasks.Task3<IntArray, Integer, Integer> kernel, int low, int high) {
        try (IntArray expected = new IntArray(SIZE);
                IntArray out = new IntArray(SIZE)) {
            kernel.launch(expected, low, high);
            for (Device device : devices) {
                TaskGraph graph = new TaskGraph("s0").task("t", kernel, out, low, high);
                execute(device, graph);
                assertArrayEquals(expected.toHeapArray(), out.toHeapArray(), device + " from " + low + " to " + high);
                out.init(0);
            }
        }
    }

    private static void execute(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static void checkAll(List<Device> devices, Tasks.Task3<IntArray, Integer, Integer> kernel) {
        check(devices, kernel, 0, 39);
        check(devices, kernel, 3, 17);
        check(devices, kernel, 5, 5);
        check(devices, kernel, 9, 2);
    }

    @Test
    void execute_lowerBoundOrStride_touchesWhatJavaDoes() {
        checkAll(Device.list(), Kernels::notFromZero);
        checkAll(Device.list(), Kernels::strided);
    }

    @Test
    void execute_inclusiveBound_includesIt() {
        checkAll(Device.list(), Kernels::inclusive);
    }

    @Test
    void execute_countDown_touchesWhatJavaDoes() {
        checkAll(Device.list(), Kernels::down);
        checkAll(Device.list(), Kernels::downAbove);
        checkAll(Device.list(), Kernels::longs);
    }

    @Test
    void execute_boundReadFromMemory_touchesWhatJavaDoes() {
        try (IntArray bounds = IntArray.fromElements(3, 21);
                IntArray expected = new IntArray(SIZE);
                IntArray out = new IntArray(SIZE)) {
            Kernels.boundFromMemory(expected, bounds, 2);
            for (Device device : Device.list()) {
                execute(device, new TaskGraph("s0").task("t", Kernels::boundFromMemory, out, bounds, 2));
                assertArrayEquals(expected.toHeapArray(), out.toHeapArray(), device.name());
                out.init(0);
            }
        }
    }

    @Test
    void execute_sameArrayReadBeforeAndWrittenInTheLoop_isRefused() {
        try (IntArray out = new IntArray(SIZE)) {
            TaskGraph graph = new TaskGraph("s0").task("t", Kernels::boundFromMemory, out, out, 0);
            for (Device device : Device.list()) {
                var refused = assertThrows(IllegalArgumentException.class, () -> execute(device, graph));
                assertEquals(
                        "task 's0.t', parameter 1 'out': the kernel reads IntArray[40] outside its @Parallel loop, which"
                                + " writes it as another parameter, so that iterations would change what others read:"
                                + " pass two arrays",
                        refused.getMessage());
            }
        }
    }

    @Test
    void execute_threeNestedLoops_touchWhatJavaDoes() {
        check(Device.list(), Kernels::nested, 2, 39);
        check(Device.list(), Kernels::nested, 0, 16);
    }

    @Test
    void execute_intAgainstLong_touchesWhatJavaDoes() {
        checkAll(Device.list(), Kernels::belowLong);
        checkAll(Device.list(), Kernels::toLong);
        checkAll(Device.list(), Kernels::downToLong);
        checkAll(Device.list(), Kernels::downAboveLong);
    }

    @TestFactory
    Stream<DynamicTest> execute_longThatNoIntPasses_hasNoIterations() {
        return Device.list().stream()
                .filter(device -> !device.equals(Device.java()))
                .map(device -> dynamicTest(device.name(), () -> {
                    try (IntArray out = new IntArray(SIZE)) {
                        for (long bound : new long[] {1L << 31, Long.MAX_VALUE}) {
                            launch(device, Kernels::beyondUp, out, bound);
                            launch(device, Kernels::beyondDown, out, -bound - 1);
                        }
                        launch(device, Kernels::beyondUp, out, Long.MIN_VALUE);
                        launch(device, Kernels::beyondDown, out, Long.MAX_VALUE);
                        assertArrayEquals(new int[SIZE], out.toHeapArray());
                        launch(device, Kernels::beyondUp, out, Integer.MAX_VALUE);
                        launch(device, Kernels::beyondDown, out, Integer.MIN_VALUE + 1);
                        assertEquals(Integer.MAX_VALUE - 1, out.get(2));
                        assertEquals(Integer.MIN_VALUE + 1, out.get(0));
                    }
                }));
    }

    private static void launch(Device device, Tasks.Task2<IntArray, Long> kernel, IntArray out, long bound) {
        TaskGraph graph = new TaskGraph("s0").task("t", kernel, out, bound);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }
}
