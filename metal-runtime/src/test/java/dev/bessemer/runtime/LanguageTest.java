package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Forms of Java give on every device what they give as plain Java. */
class LanguageTest {
    private static final int SIZE = 70;

    private static void run(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static IntArray ints() {
        IntArray array = new IntArray(SIZE);
        for (int i = 0; i < SIZE; i++) {
            array.set(i, (i * 0x9E3779B9) >> 7);
        }
        return array;
    }

    private static void compare(Device device, Tasks.Task2<IntArray, IntArray> kernel) {
        try (IntArray in = ints();
                IntArray expected = new IntArray(SIZE);
                IntArray actual = new IntArray(SIZE)) {
            kernel.launch(in, expected);
            run(device, new TaskGraph("g").task("t", kernel, in, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    private static Map<String, Tasks.Task2<IntArray, IntArray>> kernels() {
        Map<String, Tasks.Task2<IntArray, IntArray>> kernels = new LinkedHashMap<>();
        kernels.put("rows listed", LanguageKernels::rowsListed);
        kernels.put("cube listed", LanguageKernels::cubeListed);
        kernels.put("long bound", LanguageKernels::longBound);
        kernels.put("long bound, inclusive", LanguageKernels::longBoundInclusive);
        kernels.put("large table", LanguageKernels::largeTable);
        kernels.put("tables of every type", LanguageKernels::tablesOfEveryType);
        kernels.put("an enum's values", LanguageKernels::enumValues);
        kernels.put("an enum's ordinals", LanguageKernels::enumOrdinals);
        kernels.put("cases of boxes", LanguageKernels::boxCases);
        kernels.put("records", LanguageKernels::records);
        kernels.put("varargs", LanguageKernels::varargs);
        kernels.put("lambdas", LanguageKernels::lambdas);
        kernels.put("narrow types", LanguageKernels::narrow);
        kernels.put("control flow", LanguageKernels::controlFlow);
        kernels.put("local arrays", LanguageKernels::localArrays);
        kernels.put("arrays before the loop", LanguageKernels::arraysBefore);
        kernels.put("whole arrays", LanguageKernels::wholeArrays);
        kernels.put("whole rows and tables", LanguageKernels::wholeRows);
        kernels.put("guarded cases", LanguageKernels::guardedCases);
        kernels.put("arrays of records", LanguageKernels::recordArrays);
        kernels.put("arrays of vectors", LanguageKernels::vectorArrays);
        kernels.put("a loop of one case", LanguageKernels::loopOfOneCase);
        kernels.put("objects that are there", LanguageKernels::objects);
        return kernels;
    }

    @TestFactory
    Stream<DynamicTest> execute_formOfJava_givesWhatJavaGives() {
        return kernels().entrySet().stream()
                .flatMap(kernel -> Device.list().stream()
                        .map(device -> dynamicTest(
                                kernel.getKey() + " on " + device.name(), () -> compare(device, kernel.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> execute_tableOfThreadgroups_isTheSameEverywhere() {
        return Device.list().stream()
                .map(device -> dynamicTest(device.name(), () -> {
                    try (IntArray in = new IntArray(128);
                            IntArray out = new IntArray(128);
                            IntArray expected = new IntArray(128)) {
                        runGrouped(Device.java(), in, expected);
                        runGrouped(device, in, out);
                        assertArrayEquals(expected.toHeapArray(), out.toHeapArray());
                    }
                }));
    }

    private static void runGrouped(Device device, IntArray in, IntArray out) {
        WorkerGrid1D grid = new WorkerGrid1D(128);
        grid.setLocalWork(64, 1, 1);
        TaskGraph graph =
                new TaskGraph("g").task("t", LanguageKernels::tableOfThreadgroups, new KernelContext(), in, out);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.withGridScheduler(new GridScheduler("g.t", grid)).execute();
        }
    }

    @TestFactory
    Stream<DynamicTest> execute_longs_giveWhatJavaGives() {
        return Device.list().stream()
                .map(device -> dynamicTest(device.name(), () -> {
                    try (LongArray in = new LongArray(SIZE);
                            LongArray expected = new LongArray(SIZE);
                            LongArray actual = new LongArray(SIZE)) {
                        for (int i = 0; i < SIZE; i++) {
                            in.set(i, i * 0x9E3779B97F4A7C15L);
                        }
                        LanguageKernels.longs(in, expected);
                        run(device, new TaskGraph("g").task("t", LanguageKernels::longs, in, actual));
                        assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
                    }
                }));
    }
}
