package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps panels that were loaded from arrays to which the launch does not write, so that the next SIMD-group or threadgroup that wants one takes it as it
 * is: loaded, converted and transposed already, and in one piece. A cache serves one thread at a time, for threadgroups of one execution of a launch.
 *
 * <p>Its panels lie behind the frame in the same float array. Each load of the kernel has slots of its own ({@link PanelSlots}).
 */
public final class PanelCache {
    /** Floats that stay in a second-level cache of 2 MB and leave room for other data there: 1.25 MB. */
    static final int SECOND_LEVEL = 320 * 1024;

    /** The most floats of all slots together: 8 MB, for what lies in one piece is read faster even from a third-level cache, and all caches a sixteenth of the heap. */
    static final int MOST = most();

    /** The floats of a cache line. */
    private static final int LINE = 16;

    /** The first float that begins a cache line: the array is large enough for G1 to let it begin one, with its header. */
    static final int ALIGNED = 12;

    /** Caches that no thread uses at present, the last used first; no more than threads used at once. */
    private static final Deque<PanelCache> UNUSED = new ConcurrentLinkedDeque<>();

    private final Object execution;
    private final int frame;
    private final List<MemorySegment> written = new ArrayList<>();
    private final Set<Integer> read = new HashSet<>();
    private final @Nullable PanelSlots[] sites;
    private final PanelPool pool = new PanelPool(SECOND_LEVEL);
    private float[] floats;
    private long elements;
    private boolean isReady;

    private PanelCache(Object execution, int frame, int sites, float[] floats) {
        this.execution = execution;
        this.frame = frame;
        this.sites = new PanelSlots[sites];
        this.floats = floats;
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
        return new PanelCache(execution, frame, sites, unused == null ? new float[0] : unused.floats);
    }

    /** Says that the kernel writes to an array, before any {@link #site}. */
    public void writes(CpuLaunch launch, int array) {
        if (!isReady) {
            written.add(launch.arrays[array]);
        }
    }

    /**
     * Gives a load slots, unless its array shares memory with one that is written or two panels would not fit.
     *
     * @param size floats in a panel
     * @param bytes of an element of the array
     */
    public void site(CpuLaunch launch, int site, int array, int size, int bytes) {
        if (isReady) {
            return;
        }
        MemorySegment from = launch.arrays[array];
        if (2 * size <= SECOND_LEVEL
                && written.stream().noneMatch(to -> from.asOverlappingSlice(to).isPresent())) {
            sites[site] = new PanelSlots(pool, size);
            if (read.add(array)) {
                elements += launch.elements(array, bytes);
            }
        }
    }

    /** The array of frame and slots, after the last {@link #site}. The frame begins at {@link #ALIGNED}. */
    public float[] floats() {
        if (!isReady) {
            isReady = true;
            int begin = ALIGNED + Math.ceilDiv(frame, LINE) * LINE;
            int size = Math.clamp(elements + elements / 8, SECOND_LEVEL, MOST);
            if (floats.length < begin + size) {
                floats = new float[begin + size];
            }
            pool.add(begin, size);
            written.clear();
        }
        return floats;
    }

    private static int most() {
        Runtime machine = Runtime.getRuntime();
        long share = machine.maxMemory() / 16 / Float.BYTES / machine.availableProcessors();
        return Math.clamp(share, SECOND_LEVEL, 2048 * 1024);
    }

    /** Leaves the cache to whoever opens one next. */
    public void close() {
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
