package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which steps must end before another begins. A step waits for every earlier one that conflicts with it; those that another one it waits for
 * waits for already are left out.
 *
 * @param predecessors for each step those that it waits for, all of them earlier, in descending order
 */
public record Dependences(List<List<Integer>> predecessors) {
    public Dependences {
        predecessors = predecessors.stream().map(List::copyOf).toList();
    }

    /** The dependences of steps given in the order a program would take them. */
    public static Dependences of(List<Footprint> steps) {
        List<List<Integer>> predecessors = new ArrayList<>();
        List<BitSet> ancestors = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            List<Integer> direct = new ArrayList<>();
            BitSet all = new BitSet();
            for (int earlier = step - 1; earlier >= 0; earlier--) {
                if (!all.get(earlier) && steps.get(earlier).conflictsWith(steps.get(step))) {
                    direct.add(earlier);
                    all.set(earlier);
                    all.or(ancestors.get(earlier));
                }
            }
            predecessors.add(direct);
            ancestors.add(all);
        }
        return new Dependences(predecessors);
    }

    /** For each step those that wait for it, in ascending order. */
    public List<List<Integer>> successors() {
        List<List<Integer>> successors = new ArrayList<>();
        predecessors.forEach(step -> successors.add(new ArrayList<>()));
        for (int step = 0; step < predecessors.size(); step++) {
            for (int earlier : predecessors.get(step)) {
                successors.get(earlier).add(step);
            }
        }
        return successors;
    }
}
