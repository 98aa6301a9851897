package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.DataTransferMode.FIRST_EXECUTION;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a profile says of an execution. */
class ProfilerTest {
    private final float[] a = new float[100_000];
    private final float[] middle = new float[a.length];
    private final float[] out = new float[a.length];

    private ExecutionPlan plan(DataTransferMode mode) {
        return new ExecutionPlan(new TaskGraph("s0")
                .transferToDevice(mode, a)
                .task("first", TestKernels::scale, a, middle, 2f)
                .task("second", TestKernels::scale, middle, out, 3f)
                .transferToHost(EVERY_EXECUTION, new DataRange(out).withSize(1000))
                .snapshot());
    }

    @Test
    void execute_withProfiler_givesEachTasksTimes() {
        try (ExecutionPlan plan = plan(FIRST_EXECUTION).withProfiler(ProfilerMode.SILENT)) {
            ProfilerResult profile = plan.execute().getProfilerResult();
            assertEquals(
                    List.of("s0.first", "s0.second"),
                    profile.tasks().stream().map(TaskProfile::task).toList());
            TaskProfile first = profile.task("s0.first");
            TaskProfile second = profile.task("s0.second");
            assertEquals("TestKernels.scale", first.method());
            assertEquals("cpu", first.device());
            assertEquals(400_000, first.copyInBytes());
            assertEquals(0, first.copyOutBytes());
            assertEquals(4000, second.copyOutBytes());
            assertTrue(first.compileTime() > 0 && first.kernelTime() > 0 && second.kernelTime() > 0);
            assertTrue(first.copyInTime() > 0 && second.copyOutTime() > 0 && first.queueTime() >= 0);
            assertTrue(profile.getTotalTime() >= first.kernelTime() + second.kernelTime());
            assertEquals(first.kernelTime() + second.kernelTime(), profile.getDeviceKernelTime());
            assertEquals(
                    first.copyInTime() + second.copyInTime() + second.copyOutTime(), profile.getDataTransfersTime());
        }
    }

    @Test
    void execute_again_countsOnlyWhatItDid() {
        try (ExecutionPlan plan = plan(FIRST_EXECUTION).withProfiler(ProfilerMode.SILENT)) {
            plan.execute();
            ProfilerResult again = plan.execute().getProfilerResult();
            assertEquals(0, again.getCompileTime());
            assertEquals(0, again.task("s0.first").copyInBytes());
            assertEquals(400_000, again.getTotalBytesCopyIn(), "the rest of out keeps its values");
            assertEquals(4000, again.getTotalBytesCopyOut());
        }
    }

    @Test
    void execute_console_printsJson() {
        String printed = PlanOptionsTest.printedBy(() -> {
            try (ExecutionPlan plan = plan(EVERY_EXECUTION).withProfiler(ProfilerMode.CONSOLE)) {
                plan.execute();
            }
        });
        String shape = printed.replaceAll("\\d+,?\\n", "N\n")
                .replaceAll("N(?=\\n *\")", "N,")
                .strip();
        assertEquals("""
                {
                  "TOTAL_TIME": N,
                  "s0": {
                    "TOTAL_COMPILE_TIME": N,
                    "COPY_IN_TIME": N,
                    "COPY_OUT_TIME": N,
                    "TOTAL_COPY_IN_SIZE_BYTES": N,
                    "TOTAL_COPY_OUT_SIZE_BYTES": N,
                    "TOTAL_DISPATCH_KERNEL_TIME": N,
                    "TOTAL_KERNEL_TIME": N,
                    "s0.first": {
                      "METHOD": "TestKernels.scale",
                      "DEVICE": "cpu",
                      "TASK_COMPILE_TIME": N,
                      "TASK_COPY_IN_TIME": N,
                      "TASK_COPY_OUT_TIME": N,
                      "TASK_COPY_IN_SIZE_BYTES": N,
                      "TASK_COPY_OUT_SIZE_BYTES": N,
                      "TASK_DISPATCH_TIME": N,
                      "TASK_KERNEL_TIME": N
                    },
                    "s0.second": {
                      "METHOD": "TestKernels.scale",
                      "DEVICE": "cpu",
                      "TASK_COMPILE_TIME": N,
                      "TASK_COPY_IN_TIME": N,
                      "TASK_COPY_OUT_TIME": N,
                      "TASK_COPY_IN_SIZE_BYTES": N,
                      "TASK_COPY_OUT_SIZE_BYTES": N,
                      "TASK_DISPATCH_TIME": N,
                      "TASK_KERNEL_TIME": N
                    }
                  }
                }""", shape);
    }

    @Test
    void toJson_oddNames_areQuoted() {
        JsonText json = new JsonText();
        json.open("");
        json.field("a\"b\\c\n", "d");
        json.close();
        assertEquals("{\n  \"a\\\"b\\\\c\\u000a\": \"d\"\n}", json.toString());
    }

    @Test
    void getProfilerResult_withoutProfiler_isRefused() {
        try (ExecutionPlan plan = plan(EVERY_EXECUTION)) {
            ExecutionResult result =
                    plan.withProfiler(ProfilerMode.SILENT).withoutProfiler().execute();
            says(
                    "the plan was executed without a profiler: call plan.withProfiler(ProfilerMode.SILENT) before execute()",
                    result::getProfilerResult);
        }
    }

    @Test
    void task_notExecuted_isRefused() {
        try (ExecutionPlan plan = plan(EVERY_EXECUTION).withProfiler(ProfilerMode.SILENT)) {
            ProfilerResult profile = plan.execute().getProfilerResult();
            says("no task 's0.third' was executed; there were [s0.first, s0.second]", () -> profile.task("s0.third"));
        }
    }
}
