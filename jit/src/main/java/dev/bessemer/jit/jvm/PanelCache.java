package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps panels that were loaded from arrays to which the launch does not write, so that the next SIMD-group or threadgroup that wants one takes it as it
 * is: loaded, converted and transposed already, and in one piece. A cache serves one thread at a time, for threadgroups of one execution of a launch.
 *
 * <p>Its panels lie behind the frame in the same float array. Each load of the kernel has slots of its own ({@link PanelSlots}).
 */
public final class PanelCache {
    /** The floats of all slots together: 1.25 MB, which leave room for other data in a second-level cache of 2 MB. */
    static final int CAPACITY = 320 * 1024;

    /** Caches that no thread uses at present, the last used first; no more than threads used at once. */
    private static final Deque<PanelCache> UNUSED = new ConcurrentLinkedDeque<>();

    private final Object execution;
    private final float[] floats;
    private final List<MemorySegment> written = new ArrayList<>();
    private final @Nullable PanelSlots[] sites;
    private final PanelPool pool;
    private boolean isReady;

    private PanelCache(Object execution, int frame, int sites, float[] floats) {
        this.execution = execution;
        this.sites = new PanelSlots[sites];
        this.floats = floats;
        pool = new PanelPool(frame, CAPACITY);
    }

    /**
     * A cache of this execution, with what it has kept so far, or an empty one.
     *
     * @param frame floats before the first slot, of any value
     * @param sites how many loads of the kernel use it, at least 1
     */
    public static PanelCache open(CpuLaunch launch, int frame, int sites) {
        Object execution = launch.execution();
        PanelCache unused = UNUSED.poll();
        if (unused != null && unused.execution.equals(execution)) {
            return unused;
        }
        float[] floats = unused == null ? new float[0] : unused.floats;
        int needed = frame + CAPACITY;
        return new PanelCache(execution, frame, sites, floats.length < needed ? new float[needed] : floats);
    }

    /** Says that the kernel writes to an array, before any {@link #site}. */
    public void writes(CpuLaunch launch, int array) {
        if (!isReady) {
            written.add(launch.arrays[array]);
        }
    }

    /** Gives a load slots, unless its array shares memory with one that is written or two panels would not fit. */
    public void site(CpuLaunch launch, int site, int array, int size) {
        if (isReady) {
            return;
        }
        MemorySegment from = launch.arrays[array];
        if (2 * size <= CAPACITY
                && written.stream().noneMatch(to -> from.asOverlappingSlice(to).isPresent())) {
            sites[site] = new PanelSlots(pool, size);
        }
    }

    /** The array of frame and slots. */
    public float[] floats() {
        return floats;
    }

    /** Leaves the cache to whoever opens one next. */
    public void close() {
        isReady = true;
        written.clear();
        UNUSED.push(this);
    }

    /**
     * Where in {@link #floats} the panel of a load is, or, as {@code ~place}, where the caller has to load it.
     *
     * @param scratch the place for a panel that is not kept
     * @param rows of the panel's rows, those that are loaded
     * @param columns of its columns, those that are loaded
     */
    public static int place(PanelCache cache, int site, int scratch, long offset, int stride, int rows, int columns) {
        PanelSlots slots = cache.sites[site];
        return slots == null ? ~scratch : slots.place(scratch, offset, stride, rows << Short.SIZE | columns);
    }
}
