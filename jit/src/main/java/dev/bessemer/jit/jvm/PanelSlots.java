package dev.bessemer.jit.jvm;

import java.util.Arrays;

/**
 * The panels that one load of a kernel keeps, by the offsets they were loaded from. Loads mostly come back in the order they came
 * first, so the slot after the last one found is looked at first.
 *
 * <p>It takes slots as long as there is room, and then the oldest panel gives way. Where that does not help, for more panels than there are slots come
 * round again and again, those that it has stay for a while. Where that does not help either it gives the slots back and keeps none for a while: loads
 * into the same place each time are faster.
 */
final class PanelSlots {
    private static final int MOST = 1024;

    private static final int LEAST = 16;

    /** No load's offset: it would lie outside every array. */
    private static final long EMPTY = Long.MIN_VALUE;

    /** How many panels are loaded anew for one that was found, before it does something else. */
    private static final int MISSES_A_HIT = 4;

    /** How many loads it lets pass where there is no room; where it gives up, for each slot. */
    private static final int PAUSE = 16;

    private final PanelPool pool;
    private final int size;
    private int count;
    private long[] offsets = {};
    private int[] extents = {};
    private int[] places = {};
    private int[] slotOf = {};
    private int stride;
    private int last;
    private int oldest;
    private int credit;
    private int paused;
    private boolean stays;
    private boolean found;

    /** @param size floats in a panel */
    PanelSlots(PanelPool pool, int size) {
        this.pool = pool;
        this.size = size;
    }

    /**
     * What {@link PanelCache#place} gives for this load.
     *
     * @param extent a number for how many rows and columns are loaded: panels are the same only where that is
     */
    int place(int scratch, long offset, int rowStride, int extent) {
        if (paused > 0) {
            paused--;
            return ~scratch;
        }
        if (count == 0) {
            stride = rowStride;
        }
        if (rowStride != stride) {
            return ~scratch;
        }
        int slot = find(offset, extent);
        if (slot < 0) {
            return ~miss(scratch, offset, extent);
        }
        last = slot;
        found = true;
        credit = Math.min(credit + MISSES_A_HIT, MISSES_A_HIT * count);
        return places[slot];
    }

    private int find(long offset, int extent) {
        if (count == 0) {
            return -1;
        }
        int slot = next(last);
        if (!isAt(slot, offset, extent)) {
            slot = slotOf[bucket(offset)];
        }
        return isAt(slot, offset, extent) ? slot : -1;
    }

    private boolean isAt(int slot, long offset, int extent) {
        return offsets[slot] == offset && extents[slot] == extent;
    }

    private int miss(int scratch, long offset, int extent) {
        if (grow()) {
            keep(count - 1, offset, extent);
            return places[last];
        }
        if (count == 0) {
            paused = PAUSE;
            return scratch;
        }
        if (--credit < 0) {
            giveUp();
            return scratch;
        }
        if (stays) {
            return scratch;
        }
        keep(oldest, offset, extent);
        oldest = next(oldest);
        return places[last];
    }

    private void keep(int slot, long offset, int extent) {
        last = slot;
        offsets[slot] = offset;
        extents[slot] = extent;
        slotOf[bucket(offset)] = slot;
    }

    /** Takes another slot, if there is room; it counts as newer than all others. */
    private boolean grow() {
        if (count == MOST || (stays && !found)) {
            return false;
        }
        int place = found ? pool.take(size) : pool.takeOnTrial(size);
        if (place < 0) {
            return false;
        }
        if (count == offsets.length) {
            lengthen();
        }
        places[count] = place;
        count++;
        credit++;
        return true;
    }

    private void lengthen() {
        int length = Math.max(LEAST, 2 * count);
        offsets = Arrays.copyOf(offsets, length);
        Arrays.fill(offsets, count, length, EMPTY);
        extents = Arrays.copyOf(extents, length);
        places = Arrays.copyOf(places, length);
        slotOf = new int[4 * length];
        for (int i = 0; i < count; i++) {
            slotOf[bucket(offsets[i])] = i;
        }
    }

    /** Lets panels stay that gave way, or else give way that stayed, or gives them up. */
    private void giveUp() {
        if (stays && !found) {
            paused = PAUSE * count;
            for (int i = 0; i < count; i++) {
                pool.give(places[i], size);
            }
            Arrays.fill(offsets, EMPTY);
            count = 0;
            last = 0;
            oldest = 0;
        }
        stays = !stays;
        found = false;
        credit = (stays ? MISSES_A_HIT : 1) * count;
    }

    private int next(int slot) {
        return slot + 1 >= count ? 0 : slot + 1;
    }

    /** Spreads offsets, by the golden ratio. */
    private int bucket(long offset) {
        return (int) ((offset * 0x9E37_79B9_7F4A_7C15L) >>> 40) & (slotOf.length - 1);
    }
}
