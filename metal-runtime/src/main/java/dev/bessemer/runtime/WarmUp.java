package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.CpuGraph;
import dev.bessemer.runtime.cpu.CpuPool;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.graph.Dependences;
import dev.bessemer.runtime.graph.Footprint;
import dev.bessemer.runtime.graph.TransferStep;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Executes a program for the JVM's and the device's sake only: arrays are afterwards as they were, and nothing is copied to the host. */
final class WarmUp {
    private final DeviceMemory memory;
    private final CpuGraph graph;
    private final List<MemorySegment> changed = new ArrayList<>();

    WarmUp(PlanProgram program, DeviceMemory memory) {
        this.memory = memory;
        List<PlanProgram.PlannedStep> steps = program.steps().stream()
                .filter(step -> !(step.kind() instanceof TransferStep.CopyOut))
                .toList();
        List<Footprint> footprints =
                steps.stream().map(PlanProgram.PlannedStep::footprint).toList();
        graph = new CpuGraph(steps.stream().map(step -> again(step.step())).toList(), Dependences.of(footprints));
        Footprint.union(footprints)
                .writes()
                .forEach(array -> changed.add(this.memory.of(array).segment()));
    }

    private static Step again(Step step) {
        return step instanceof CopyStep copy ? copy.always() : step;
    }

    /** Executes at least once, and again for as long as is asked for. */
    void run(BooleanSupplier again) {
        try (Arena arena = Arena.ofShared()) {
            List<MemorySegment> before = new ArrayList<>();
            for (MemorySegment elements : changed) {
                before.add(arena.allocate(Math.max(1, elements.byteSize()), 8)
                        .asSlice(0, elements.byteSize())
                        .copyFrom(elements));
            }
            try {
                do {
                    var _ = graph.run(CpuPool.shared());
                } while (again.getAsBoolean());
            } finally {
                for (int i = 0; i < changed.size(); i++) {
                    changed.get(i).copyFrom(before.get(i));
                }
            }
        }
    }
}
