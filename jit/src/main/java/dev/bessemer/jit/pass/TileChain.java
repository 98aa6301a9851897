package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Multiply-accumulates that feed each other's accumulator: a matrix product over all their steps.
 *
 * @param steps first to last
 */
record TileChain(List<TileOp.MultiplyAccumulate> steps) {
    TileChain {
        steps = List.copyOf(steps);
    }

    /** What the last step gives. */
    Value result() {
        return steps.getLast().result();
    }

    /** What the first step adds to. */
    Value initial() {
        return steps.getFirst().c();
    }

    /** The left operands, one a step. */
    List<Value> left() {
        List<Value> left = new ArrayList<>(steps.size());
        steps.forEach(step -> left.add(step.a()));
        return left;
    }

    /** The values that the chain as a whole reads. */
    List<Value> inputs() {
        List<Value> inputs = new ArrayList<>(left());
        steps.forEach(step -> inputs.add(step.b()));
        inputs.add(initial());
        return inputs;
    }

    /** The chains of a region, those with equal left operands together, in the order they end in. */
    static Collection<List<TileChain>> byLeftOperands(Region region) {
        Map<Value, Integer> uses = new HashMap<>();
        Map<Value, TileOp.MultiplyAccumulate> steps = new HashMap<>();
        for (Op op : region.ops()) {
            Regions.forEachUse(op, value -> uses.merge(value, 1, Integer::sum));
            if (op instanceof TileOp.MultiplyAccumulate step && isNarrow(step)) {
                steps.put(step.result(), step);
            }
        }
        Map<Value, TileOp.MultiplyAccumulate> continued = new HashMap<>();
        for (TileOp.MultiplyAccumulate step : steps.values()) {
            if (steps.containsKey(step.c()) && uses.getOrDefault(step.c(), 0) == 1) {
                continued.put(step.c(), step);
            }
        }
        Map<List<Object>, List<TileChain>> groups = new LinkedHashMap<>();
        for (Op op : region.ops()) {
            if (op instanceof TileOp.MultiplyAccumulate last
                    && steps.containsKey(last.result())
                    && !continued.containsKey(last.result())) {
                TileChain chain = endingWith(last, steps, continued);
                groups.computeIfAbsent(chain.key(), key -> new ArrayList<>()).add(chain);
            }
        }
        return groups.values();
    }

    private static boolean isNarrow(TileOp.MultiplyAccumulate step) {
        return step.operands().stream()
                .allMatch(value -> value.type().equals(TileType.of(value.tile().element())));
    }

    private static TileChain endingWith(
            TileOp.MultiplyAccumulate last,
            Map<Value, TileOp.MultiplyAccumulate> steps,
            Map<Value, TileOp.MultiplyAccumulate> continued) {
        List<TileOp.MultiplyAccumulate> backwards = new ArrayList<>(List.of(last));
        while (continued.containsKey(backwards.getLast().c())) {
            backwards.add(steps.get(backwards.getLast().c()));
        }
        Collections.reverse(backwards);
        return new TileChain(backwards);
    }

    private List<Object> key() {
        List<Object> key = new ArrayList<>(left());
        Type right = steps.getFirst().b().type();
        key.add(right);
        key.add(result().type());
        return key;
    }
}
