package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.types.FloatArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks whose kernels are Metal source. */
class PrebuiltTaskTest {
    private static final MetalSource SOURCE = new MetalSource("""
            kernel_function void negate(device_float_pointer a, uint i) { a[i] = -a[i]; }
            """);

    private final FloatArray a = new FloatArray(64);

    @AfterEach
    void close() {
        a.close();
    }

    private AccessorParameters accessors() {
        AccessorParameters accessors = new AccessorParameters(1);
        accessors.set(0, a, Access.READ_WRITE);
        return accessors;
    }

    private ImmutableTaskGraph graph() {
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .prebuiltTask("negate", "negate", SOURCE, accessors())
                .transferToHost(EVERY_EXECUTION, a)
                .snapshot();
    }

    @Test
    void metalSource_isWhatWasGiven() {
        assertEquals(SOURCE.text(), graph().metalSource("s0.negate"));
    }

    @Test
    void prebuiltTask_file_isRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("negate.metal"), SOURCE.text());
        ImmutableTaskGraph read = new TaskGraph("s0")
                .prebuiltTask("negate", "negate", file.toString(), accessors())
                .snapshot();
        assertEquals(SOURCE.text(), read.metalSource("s0.negate"));
    }

    @Test
    void prebuiltTask_missingFile_namesIt() {
        UncheckedIOException thrown = assertThrows(
                UncheckedIOException.class,
                () -> new TaskGraph("s0").prebuiltTask("negate", "negate", "nowhere.metal", accessors()));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith("there is no Metal source at "));
    }

    @Test
    void execute_onTheCpu_isRefusedByName() {
        try (ExecutionPlan plan = new ExecutionPlan(graph())
                .withDevice(Device.cpu())
                .withGridScheduler(new GridScheduler("s0.negate", new WorkerGrid1D(64)))) {
            says(
                    "task 's0.negate': a prebuilt kernel is Metal source, which the CPU device does not execute: choose a"
                            + " device that does with plan.withDevice(\"s0.negate\", device), or write the kernel in Java and"
                            + " add it with task(...)",
                    plan::execute);
        }
    }

    @Test
    void execute_noGrid_saysHowToGiveOne() {
        try (ExecutionPlan plan = new ExecutionPlan(graph())) {
            says(
                    "task 's0.negate': a prebuilt kernel needs a grid: give one with plan.withGridScheduler(new"
                            + " GridScheduler(\"s0.negate\", new WorkerGrid1D(threads)))",
                    plan::execute);
        }
    }

    @Test
    void execute_inBatches_isRefused() {
        try (ExecutionPlan plan = new ExecutionPlan(graph()).withBatch("1KB")) {
            says(
                    "task 's0.negate' is prebuilt, and withBatch cuts the iterations of @Parallel loops: put the task into a"
                            + " plan without batches",
                    plan::execute);
        }
    }

    @Test
    void prebuiltTask_noSuchFunction_isRefused() {
        says(
                "task 's0.negate': the Metal source has no function 'negat': give the name of one of its kernel functions",
                () -> new TaskGraph("s0").prebuiltTask("negate", "negat", SOURCE, accessors()));
    }

    @Test
    void prebuiltTask_argumentsThatDoNotFit_areRefused() {
        says(
                "task 's0.negate', argument 0: it was not set: call set(0, argument, access) on the AccessorParameters",
                () -> new TaskGraph("s0").prebuiltTask("negate", "negate", SOURCE, new AccessorParameters(1)));
        AccessorParameters text = new AccessorParameters(1);
        text.set(0, "text", Access.READ_ONLY);
        says(
                "task 's0.negate', argument 0: it is a String, which no kernel takes: pass a device array, a Java array or a"
                        + " number that is no double",
                () -> new TaskGraph("s0").prebuiltTask("negate", "negate", SOURCE, text));
        AccessorParameters written = new AccessorParameters(1);
        written.set(0, 3, Access.READ_WRITE);
        says(
                "task 's0.negate', argument 0: a number cannot be written: say READ_ONLY, or pass an array of one element",
                () -> new TaskGraph("s0").prebuiltTask("negate", "negate", SOURCE, written));
    }

    @Test
    void accessorParameters_placesThatAreNotThere_areRefused() {
        says(
                "accessor 1 of 1: give the number of arguments to the constructor, and count from 0",
                () -> new AccessorParameters(1).set(1, a, Access.READ_ONLY));
        says("-1 accessors: give how many arguments the kernel takes", () -> new AccessorParameters(-1));
        assertEquals(1, accessors().numAccessors());
    }
}
