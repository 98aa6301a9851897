package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks may overlap. A task comes after every earlier one that conflicts with it; waves follow one another, and the tasks of one wave
 * are independent.
 *
 * @param waves the tasks' indices, each in exactly one wave, ascending in it
 */
public record Schedule(List<List<Integer>> waves) {
    public Schedule {
        waves = waves.stream().map(List::copyOf).toList();
    }

    /** The schedule of tasks given in the order a program would call them: each as early as what it depends on allows. */
    public static Schedule of(List<Access> tasks) {
        int[] wave = new int[tasks.size()];
        List<List<Integer>> waves = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            for (int earlier = 0; earlier < task; earlier++) {
                if (tasks.get(earlier).conflictsWith(tasks.get(task))) {
                    wave[task] = Math.max(wave[task], wave[earlier] + 1);
                }
            }
            if (wave[task] == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave[task]).add(task);
        }
        return new Schedule(waves);
    }
}
