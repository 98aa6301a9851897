package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.PureOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders a region's ops anew: those with effects as they were, pure ones just before what needs them, unneeded ones not at all. */
final class RegionScheduler {
    private final Region region;
    private final PackedOps packed;
    private final Map<Value, Op> local = new HashMap<>();
    private final Set<Op> begun = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Op> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Op> ops = new ArrayList<>();

    RegionScheduler(Region region, PackedOps packed) {
        this.region = region;
        this.packed = packed;
    }

    /**
     * The ops in their new order.
     *
     * @throws RegionPacker.OrderException when there is none
     */
    List<Op> ops() {
        for (Op original : region.ops()) {
            for (Op op : packed.inPlaceOf(original)) {
                op.results().forEach(result -> local.put(result, op));
            }
        }
        for (Op original : region.ops()) {
            for (Op op : packed.inPlaceOf(original)) {
                if (!(op instanceof PureOp)) {
                    append(op);
                }
            }
        }
        return ops;
    }

    private void append(Op op) {
        if (done.contains(op)) {
            return;
        }
        if (!begun.add(op)) {
            throw new RegionPacker.OrderException();
        }
        Regions.forEachUse(op, this::require);
        ops.add(op.map(packed));
        done.add(op);
    }

    private void require(Value value) {
        Value used = packed.use(value);
        Op definition = packed.definition(used);
        if (definition == null) {
            definition = local.get(used);
        }
        if (definition == null || done.contains(definition)) {
            return;
        }
        if (!(definition instanceof PureOp)) {
            throw new RegionPacker.OrderException();
        }
        append(definition);
    }
}
