package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows operands back through a region's ops. */
final class Reach {
    private final Region region;
    private final Map<Value, Integer> positions;
    private final Set<Value> visited = new HashSet<>();

    /**
     * @param region the ops to go back through
     * @param positions where in it each value is defined
     */
    Reach(Region region, Map<Value, Integer> positions) {
        this.region = region;
        this.positions = positions;
    }

    /** True when some input is, or is computed from, one of the targets. */
    boolean reaches(List<Value> inputs, Set<Value> targets) {
        for (Value input : inputs) {
            if (reaches(input, targets)) {
                return true;
            }
        }
        return false;
    }

    private boolean reaches(Value value, Set<Value> targets) {
        Integer position = positions.get(value);
        if (position == null || !visited.add(value)) {
            return false;
        }
        if (targets.contains(value)) {
            return true;
        }
        boolean[] found = {false};
        Op definition = region.ops().get(position);
        Regions.forEachUse(definition, operand -> found[0] = found[0] || reaches(operand, targets));
        return found[0];
    }
}
