package dev.bessemer.jit.msl;

import java.util.List;

/** The place of a thread that the fault record gets: in the grid, or which iterations of the {@code @Parallel} loops it is in. */
final class MslPlace {
    private static final List<String> MEMBERS = List.of(".x", ".y", ".z");

    private final boolean hasLoops;
    private final String[] iterations = {"", "", ""};
    private int entered;

    /** @param hasLoops whether the kernel has {@code @Parallel} loops */
    MslPlace(boolean hasLoops) {
        this.hasLoops = hasLoops;
    }

    /**
     * What follows is inside a loop.
     *
     * @param iteration which iteration it is, where that is not the thread's place in the grid; else the empty string
     */
    void enter(int dimension, String iteration) {
        iterations[dimension] = iteration;
        entered++;
    }

    /** What follows is outside of the loop again. */
    void leave(int dimension) {
        iterations[dimension] = "";
        entered--;
    }

    /** The place as a {@code uint3}. */
    String text(MslScope scope) {
        if (hasLoops && entered == 0) {
            return "uint3(0xffffffffu)";
        }
        String grid = scope.input(MslInput.GRID_POSITION);
        if (String.join("", iterations).isEmpty()) {
            return grid;
        }
        String[] members = new String[iterations.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = iterations[i].isEmpty() ? grid + MEMBERS.get(i) : iterations[i];
        }
        return "uint3(" + String.join(", ", members) + ")";
    }
}
