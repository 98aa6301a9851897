package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.StepTimes;
import dev.bessemer.runtime.graph.TransferStep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the times of one execution's steps into a profile of its tasks. */
final class PlanProfile {
    private final PlanProgram program;
    private final BitSet idle;
    private final StepTimes times;
    private final Map<String, Figures> tasks = new LinkedHashMap<>();

    /** What was found of one task. */
    private static final class Figures {
        private long copyIn;
        private long copyOut;
        private long queue;
        private long kernel;
        private long bytesIn;
        private long bytesOut;
    }

    private PlanProfile(PlanProgram program, BitSet idle, StepTimes times) {
        this.program = program;
        this.idle = idle;
        this.times = times;
    }

    /**
     * The profile of an execution.
     *
     * @param idle the places of the steps that had nothing to do
     * @param compiled whether kernels were compiled for it
     */
    static ProfilerResult of(PlanProgram program, BitSet idle, StepTimes times, long nanoseconds, boolean compiled) {
        return new PlanProfile(program, idle, times).result(nanoseconds, compiled);
    }

    private ProfilerResult result(long nanoseconds, boolean compiled) {
        for (int i = 0; i < program.steps().size(); i++) {
            if (!idle.get(i)) {
                count(i);
            }
        }
        List<TaskProfile> profiles = new ArrayList<>();
        for (PlanProgram.PlannedStep step : program.steps()) {
            if (step.kind() instanceof TransferStep.Run) {
                profiles.add(profile(step.task(), compiled));
            }
        }
        return new ProfilerResult(nanoseconds, profiles);
    }

    private void count(int index) {
        PlanProgram.PlannedStep step = program.steps().get(index);
        Figures figures = tasks.computeIfAbsent(step.task().task().id(), id -> new Figures());
        long took = times.endOf(index) - times.beginOf(index);
        switch (step.kind()) {
            case TransferStep.CopyIn _ -> {
                figures.copyIn += took;
                figures.bytesIn += bytes(step);
            }
            case TransferStep.Run _ -> {
                long kernel = step.step() instanceof MetalStep metal ? Math.min(metal.gpuNanoseconds(), took) : took;
                figures.kernel += kernel;
                figures.queue += Math.max(0, times.beginOf(index) - readyAt(index)) + took - kernel;
            }
            case TransferStep.CopyOut _ -> {
                figures.copyOut += took;
                figures.bytesOut += bytes(step);
            }
        }
    }

    private long readyAt(int index) {
        return program.dependences().predecessors().get(index).stream()
                .mapToLong(times::endOf)
                .max()
                .orElse(times.start());
    }

    private static long bytes(PlanProgram.PlannedStep step) {
        return step.step() instanceof CopyStep copy ? copy.byteSize() : 0;
    }

    private TaskProfile profile(TaskCompiler.Compiled task, boolean compiled) {
        Figures figures = tasks.getOrDefault(task.task().id(), new Figures());
        return new TaskProfile(
                task.task().id(),
                task.task().method(),
                task.device().name(),
                task.lowering(),
                compiled ? task.compileNanoseconds() : 0,
                figures.copyIn,
                figures.copyOut,
                figures.queue,
                figures.kernel,
                figures.bytesIn,
                figures.bytesOut);
    }
}
