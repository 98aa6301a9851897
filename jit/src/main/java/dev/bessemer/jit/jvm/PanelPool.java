package dev.bessemer.jit.jvm;

import java.util.ArrayList;
import java.util.List;

/** The floats that a {@link PanelCache} has for panels, which its loads take as they need them and give back when they do not. */
final class PanelPool {
    /**
     * Floats that nobody uses.
     *
     * @param at where they begin
     * @param size how many they are
     */
    private record Gap(int at, int size) {}

    private final List<Gap> gaps = new ArrayList<>();
    private final int trial;
    private int taken;

    /** @param trial how many floats may be taken, all together, where it is not known yet whether they are of use */
    PanelPool(int trial) {
        this.trial = trial;
    }

    /** As {@link #take}, as long as no more than the pool's floats for trials are taken. */
    int takeOnTrial(int size) {
        return taken + size > trial ? -1 : take(size);
    }

    /** Takes so many floats in one piece; gives where they begin, or -1 where there are none. */
    int take(int size) {
        for (int i = gaps.size() - 1; i >= 0; i--) {
            Gap gap = gaps.get(i);
            if (gap.size == size) {
                gaps.remove(i);
                taken += size;
                return gap.at;
            }
            if (gap.size > size) {
                gaps.set(i, new Gap(gap.at + size, gap.size - size));
                taken += size;
                return gap.at;
            }
        }
        return -1;
    }

    /** Gives floats back. */
    void give(int at, int size) {
        taken -= size;
        add(at, size);
    }

    /** Gives floats that were not the pool's before. */
    void add(int at, int size) {
        Gap before = gaps.isEmpty() ? new Gap(at, 0) : gaps.removeLast();
        if (before.at + before.size == at) {
            gaps.add(new Gap(before.at, before.size + size));
        } else {
            gaps.add(before);
            gaps.add(new Gap(at, size));
        }
    }
}
