package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts where values are used. */
final class Uses {
    private final Map<Value, Integer> counts = new HashMap<>();

    /** The uses in ops and all that is nested in them. */
    Uses(List<Op> ops) {
        ops.forEach(this::add);
    }

    private void add(Op op) {
        op.operands().forEach(value -> counts.merge(value, 1, Integer::sum));
        for (Region region : op.regions()) {
            region.ops().forEach(this::add);
        }
    }

    int of(Value value) {
        return counts.getOrDefault(value, 0);
    }
}
