package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.CpuGraph;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.graph.Dependences;
import dev.bessemer.runtime.graph.Footprint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The steps of a program as they are executed: those of a Metal device in one command buffer, where no other step has to be between them. */
final class StepOrder {
    private final List<PlanProgram.PlannedStep> steps;
    private final Dependences dependences;

    /** For each step, how often an execution has gone to the Metal device and come back before it. */
    private final int[] phases;

    StepOrder(List<PlanProgram.PlannedStep> steps, Dependences dependences) {
        this.steps = steps;
        this.dependences = dependences;
        phases = new int[steps.size()];
        for (int i = 0; i < phases.length; i++) {
            for (int before : dependences.predecessors().get(i)) {
                int back = isMetal(before) && !isMetal(i) ? 1 : 0;
                phases[i] = Math.max(phases[i], phases[before] + back);
            }
        }
    }

    private boolean isMetal(int step) {
        return steps.get(step).step() instanceof MetalStep;
    }

    /** The program as one command buffer, with nothing but copies before and after it; empty where it is more than that. */
    Optional<MetalProgram> metal() {
        List<Integer> before = new ArrayList<>();
        List<Integer> metal = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < phases.length; i++) {
            if (isMetal(i) ? phases[i] > 0 : !(steps.get(i).step() instanceof CopyStep)) {
                return Optional.empty();
            }
            (isMetal(i) ? metal : phases[i] == 0 ? before : after).add(i);
        }
        MetalStep step = joined(metal);
        return step.units() == 0
                ? Optional.empty()
                : Optional.of(new MetalProgram(copies(before), graph(before), step, graph(after), after.isEmpty()));
    }

    private List<CopyStep> copies(List<Integer> places) {
        return places.stream()
                .map(place -> steps.get(place).step())
                .filter(CopyStep.class::isInstance)
                .map(CopyStep.class::cast)
                .toList();
    }

    private CpuGraph graph(List<Integer> places) {
        return new CpuGraph(
                places.stream().map(place -> steps.get(place).step()).toList(),
                Dependences.of(places.stream()
                        .map(place -> steps.get(place).footprint())
                        .toList()));
    }

    /** The graph that executes them. */
    CpuGraph graph() {
        List<Step> joined = new ArrayList<>();
        List<Footprint> footprints = new ArrayList<>();
        int last = 0;
        for (int phase : phases) {
            last = Math.max(last, phase);
        }
        for (int phase = 0; phase <= last; phase++) {
            List<Integer> metal = new ArrayList<>();
            for (int i = 0; i < phases.length; i++) {
                if (phases[i] == phase && isMetal(i)) {
                    metal.add(i);
                } else if (phases[i] == phase) {
                    joined.add(steps.get(i).step());
                    footprints.add(steps.get(i).footprint());
                }
            }
            if (!metal.isEmpty()) {
                joined.add(joined(metal));
                footprints.add(Footprint.union(
                        metal.stream().map(i -> steps.get(i).footprint()).toList()));
            }
        }
        return new CpuGraph(joined, Dependences.of(footprints));
    }

    private MetalStep joined(List<Integer> places) {
        List<MetalStep> members = new ArrayList<>();
        List<Boolean> waits = new ArrayList<>();
        BitSet running = new BitSet();
        for (int place : places) {
            boolean wait = dependences.predecessors().get(place).stream().anyMatch(running::get);
            if (wait) {
                running.clear();
            }
            running.set(place);
            waits.add(wait);
            members.add((MetalStep) steps.get(place).step());
        }
        return MetalStep.joined(members, waits);
    }
}
