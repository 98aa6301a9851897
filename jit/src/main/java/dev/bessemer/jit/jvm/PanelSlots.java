package dev.bessemer.jit.jvm;

import java.util.Arrays;

/**
 * The panels that one load of a kernel keeps, by the offsets they were loaded from; the oldest gives way. Loads mostly come back in the order they came
 * first, so the slot after the last one found is looked at first. Where panels are not asked for again it keeps none for a while: loads into
 * the same place each time are faster.
 */
final class PanelSlots {
    private static final int MOST = 256;

    /** No load's offset: it would lie outside every array. */
    private static final long EMPTY = Long.MIN_VALUE;

    /** How many panels are loaded anew for one that was found, before it stops keeping them. */
    private static final int MISSES_A_HIT = 4;

    /** How long it keeps none, in times its slots. */
    private static final int PAUSE = 16;

    private final int at;
    private final int size;
    private final int count;
    private long[] offsets = {};
    private int[] slotOf = {};
    private int stride;
    private int last;
    private int oldest;
    private int credit;
    private int paused;

    /**
     * @param at where the first slot begins
     * @param size floats in a panel
     * @param count how many slots there may be, at least 2
     */
    PanelSlots(int at, int size, int count) {
        this.at = at;
        this.size = size;
        this.count = Math.min(MOST, count);
    }

    /**
     * What {@link PanelCache#place} gives for this load.
     *
     * @param touched elements that are loaded: only whole panels are kept
     */
    int place(int scratch, long offset, int rowStride, int touched) {
        if (paused > 0) {
            paused--;
            return ~scratch;
        }
        if (offsets.length == 0) {
            begin(rowStride);
        }
        if (touched != size || rowStride != stride) {
            return ~scratch;
        }
        int following = next(last);
        int slot = offsets[following] == offset ? following : slotOf[bucket(offset)];
        if (offsets[slot] != offset) {
            return ~miss(scratch, offset);
        }
        last = slot;
        credit = Math.min(credit + MISSES_A_HIT, MISSES_A_HIT * count);
        return at + slot * size;
    }

    private void begin(int rowStride) {
        stride = rowStride;
        offsets = new long[count];
        Arrays.fill(offsets, EMPTY);
        slotOf = new int[4 * Integer.highestOneBit(count)];
        last = count - 1;
        credit = 2 * count;
    }

    private int miss(int scratch, long offset) {
        if (--credit < 0) {
            paused = PAUSE * count;
            credit = count;
            return scratch;
        }
        last = oldest;
        oldest = next(oldest);
        offsets[last] = offset;
        slotOf[bucket(offset)] = last;
        return at + last * size;
    }

    private int next(int slot) {
        return slot + 1 == count ? 0 : slot + 1;
    }

    /** Spreads offsets, by the golden ratio. */
    private int bucket(long offset) {
        return (int) ((offset * 0x9E37_79B9_7F4A_7C15L) >>> 40) & (slotOf.length - 1);
    }
}
