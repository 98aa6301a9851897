package dev.bessemer.runtime;

import dev.bessemer.runtime.graph.TransferStep;
import dev.bessemer.runtime.graph.Transfers;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a graph says about transfers, while it is built. */
final class GraphTransfers {
    private final String graph;
    private final List<Object> first = new ArrayList<>();
    private final List<Object> every = new ArrayList<>();
    private final List<TransferStep.CopyOut> back = new ArrayList<>();
    private final List<Object> onDemand = new ArrayList<>();
    private final List<Object> persisted = new ArrayList<>();
    private final List<Consumed> consumed = new ArrayList<>();

    /** How each array comes to the device, in words. */
    private final IdentityHashMap<Object, String> ways = new IdentityHashMap<>();

    /**
     * An array that an earlier graph left on the device.
     *
     * @param graph its name; null for whichever it is
     */
    record Consumed(@Nullable String graph, Object array) {}

    GraphTransfers(String graph) {
        this.graph = graph;
    }

    private GraphTransfers(GraphTransfers other) {
        this(other.graph);
        first.addAll(other.first);
        every.addAll(other.every);
        back.addAll(other.back);
        onDemand.addAll(other.onDemand);
        persisted.addAll(other.persisted);
        consumed.addAll(other.consumed);
        ways.putAll(other.ways);
    }

    GraphTransfers copy() {
        return new GraphTransfers(this);
    }

    void toDevice(DataTransferMode mode, Object array) {
        if (comes(array, "transferred to the device at " + mode)) {
            (mode == DataTransferMode.FIRST_EXECUTION ? first : every).add(array);
        }
    }

    void consume(@Nullable String source, Object array) {
        if (comes(array, "consumed from the device")) {
            consumed.add(new Consumed(source, array));
        }
    }

    /** Whether this is the first time that it is said. */
    private boolean comes(Object array, String way) {
        String known = ways.putIfAbsent(array, way);
        if (known != null && !known.equals(way)) {
            throw new IllegalArgumentException("graph '" + graph + "': " + HostArrays.describe(array) + " is " + known
                    + " and also " + way + ": decide on one");
        }
        return known == null;
    }

    void toHost(DataTransferMode mode, Object array) {
        if (mode == DataTransferMode.UNDER_DEMAND) {
            onDemand.add(array);
        } else {
            back.add(new TransferStep.CopyOut(array, 0, HostArrays.size(array)));
        }
    }

    void toHost(DataTransferMode mode, DataRange range) {
        if (mode == DataTransferMode.UNDER_DEMAND) {
            throw new IllegalArgumentException("graph '" + graph + "': a range of "
                    + HostArrays.describe(range.array())
                    + " is transferred on demand: name the array here, and give the range to the result's"
                    + " transferToHost");
        }
        back.add(new TransferStep.CopyOut(range.array(), range.offset(), range.count()));
    }

    void persist(Object array) {
        persisted.add(array);
    }

    /** All arrays that a transfer names; some more than once. */
    List<Object> arrays() {
        List<Object> all = new ArrayList<>(ways.keySet());
        back.forEach(out -> all.add(out.array()));
        all.addAll(kept());
        return all;
    }

    /** The arrays that stay on the device, where the result can be asked for them. */
    List<Object> kept() {
        List<Object> kept = new ArrayList<>(onDemand);
        kept.addAll(persisted);
        return kept;
    }

    /** Whether the graph leaves an array on the device for others. */
    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    boolean persists(Object array) {
        return persisted.stream().anyMatch(known -> known == array);
    }

    List<Consumed> consumed() {
        return consumed;
    }

    /** What copies follow from. */
    Transfers plan() {
        return new Transfers(
                first,
                every,
                back,
                kept(),
                consumed.stream().map(Consumed::array).toList());
    }
}
