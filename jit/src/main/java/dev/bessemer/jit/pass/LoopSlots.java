package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a counted loop carries in place of what the loop it is made of does: all but the index, and for each result of a loop that is left
 * by more ways than its test, a slot that holds at the test what the exit gives.
 */
final class LoopSlots {
    private final CountedLoop counted;
    private final List<Value> results = new ArrayList<>();
    private final List<Value> initial = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();

    /** For each slot, the place of what feeds it among what the loop carries, or -1 for one that keeps its initial value. */
    private final List<Integer> sources = new ArrayList<>();

    /** The first slot that stands for a result of the loop. */
    private int firstResult;

    private boolean fromSlots;

    private LoopSlots(CountedLoop counted) {
        this.counted = counted;
        for (int i = 0; i < carried().size(); i++) {
            if (i != counted.counter()) {
                add(carried().get(i).copy(), carried().get(i), i);
            }
        }
        firstResult = results.size();
    }

    /** For a loop that only its test leaves: the exit can follow the loop. */
    static LoopSlots withoutBreaks(CountedLoop counted) {
        LoopSlots slots = new LoopSlots(counted);
        if (counted.step() != 1) {
            slots.add(counted.index().copy(), counted.index().copy(), counted.counter());
            slots.firstResult = slots.results.size();
        }
        return slots;
    }

    /** For a loop that breaks leave too; null when the exit does more than give values that a slot can hold. */
    static @Nullable LoopSlots withBreaks(CountedLoop counted) {
        if (counted.exit().ops().size() != 1
                || !(counted.exit().terminator() instanceof ControlOp.Break leave)
                || leave.target() != counted.loop().label()) {
            return null;
        }
        LoopSlots slots = new LoopSlots(counted);
        slots.fromSlots = true;
        for (int i = 0; i < leave.values().size(); i++) {
            Value given = leave.values().get(i);
            if (counted.head().stream().anyMatch(op -> op.results().contains(given))) {
                return null;
            }
            Value result = counted.loop().results().get(i);
            slots.add(result, result.copy(), slots.carried().indexOf(given), given);
        }
        return slots;
    }

    private List<Value> carried() {
        return counted.loop().body().parameters();
    }

    private void add(Value result, Value parameter, int source) {
        add(result, parameter, source, counted.loop().initial().get(source));
    }

    private void add(Value result, Value parameter, int source, Value given) {
        results.add(result);
        parameters.add(parameter);
        initial.add(source < 0 ? given : counted.loop().initial().get(source));
        sources.add(source);
    }

    /** Whether the loop's results are results of the counted one. */
    boolean resultsComeFromSlots() {
        return fromSlots;
    }

    /** Whether a slot holds the index. */
    boolean carriesIndex() {
        return sources.contains(counted.counter());
    }

    /** The counted loop's result for what the loop carries at a place. */
    Value resultOf(int place) {
        return results.get(sources.indexOf(place));
    }

    /** The counted loop. */
    ControlOp.For build() {
        ControlOp.Loop loop = counted.loop();
        List<Value> all = new ArrayList<>(List.of(counted.index()));
        all.addAll(parameters);
        List<Op> ops = new ArrayList<>(counted.head());
        ops.addAll(new Jumps().region(Region.of(counted.body())).ops());
        return new ControlOp.For(
                results,
                loop.label(),
                loop.initial().get(counted.counter()),
                counted.upper(),
                counted.step(),
                initial,
                new Region(all, ops),
                loop.location());
    }

    private List<Value> continued(List<Value> given) {
        List<Value> values = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            values.add(sources.get(i) < 0 ? parameters.get(i) : given.get(sources.get(i)));
        }
        return values;
    }

    private List<Value> broken(List<Value> given) {
        List<Value> values = new ArrayList<>(parameters.subList(0, firstResult));
        values.addAll(given);
        return values;
    }

    /** Rebuilds the jumps to the loop for what the counted one carries. */
    private final class Jumps implements Mapping {
        private final Label label = counted.loop().label();

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                ops.add(
                        switch (op) {
                            case ControlOp.Continue next
                            when next.target() == label ->
                                new ControlOp.Continue(label, continued(next.values()), next.location());
                            case ControlOp.Break leave
                            when leave.target() == label ->
                                new ControlOp.Break(label, broken(leave.values()), leave.location());
                            default -> op.regions().isEmpty() ? op : op.map(this);
                        });
            }
            return region.withOps(ops);
        }
    }
}
