package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.PureOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a kernel whose arrays become values. A walk over the regions in order of execution keeps each element's value at the present
 * point; an op with regions gets a further result, and a loop a further carried value, for each element written inside.
 */
final class ArrayPromoter implements Mapping {
    /** One element of a promoted array. */
    private record Slot(Value array, int index) {
        Type type() {
            return array.array().element();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Slot slot && slot.array.equals(array) && slot.index == index;
        }

        @Override
        public int hashCode() {
            return 31 * array.hashCode() + index;
        }
    }

    private final Set<Value> arrays;
    private final Map<Value, Integer> constants;
    private final Map<Value, Value> replaced = new HashMap<>();
    private final Map<Label, List<Slot>> slotsByLabel = new HashMap<>();
    private final IdentityHashMap<Op, Set<Slot>> written = new IdentityHashMap<>();
    private Map<Slot, Value> current = new LinkedHashMap<>();
    private List<Slot> yielded = List.of();

    ArrayPromoter(Set<Value> arrays, Map<Value, Integer> constants) {
        this.arrays = arrays;
        this.constants = constants;
    }

    Region promote(Region body) {
        return region(body);
    }

    @Override
    public Value use(Value operand) {
        return replaced.getOrDefault(operand, operand);
    }

    @Override
    public Region region(Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            rewrite(op, ops);
        }
        return region.withOps(ops);
    }

    private void rewrite(Op op, List<Op> ops) {
        switch (op) {
            case MemoryOp.Allocate allocate when arrays.contains(allocate.result()) -> initialise(allocate, ops);
            case MemoryOp.Load load
            when arrays.contains(load.array()) ->
                replaced.put(load.result(), valueOf(slot(load.array(), load.index())));
            case MemoryOp.Store store
            when arrays.contains(store.array()) -> current.put(slot(store.array(), store.index()), use(store.value()));
            case ControlOp control -> ops.add(control(control));
            case MemoryOp memory -> ops.add(memory.map(this));
            case PureOp pure -> ops.add(pure(pure));
            case SimdOp simd -> ops.add(simd.map(this));
        }
    }

    /** A pure op; the yield of its region, if it has one, gives no elements. */
    private Op pure(PureOp op) {
        List<Slot> outer = yielded;
        yielded = List.of();
        Op rebuilt = op.map(this);
        yielded = outer;
        return rebuilt;
    }

    private Op control(ControlOp op) {
        return switch (op) {
            case ControlOp.If branch -> branch(branch);
            case ControlOp.Block block -> block(block);
            case ControlOp.For loop -> counted(loop);
            case ControlOp.Loop loop -> endless(loop);
            case ControlOp.ParallelFor parallel -> parallel(parallel);
            case ControlOp.Yield yield -> new ControlOp.Yield(extended(yield.values(), yielded), yield.location());
            case ControlOp.Break leave ->
                new ControlOp.Break(leave.target(), extended(leave.values(), slots(leave.target())), leave.location());
            case ControlOp.Continue next ->
                new ControlOp.Continue(next.target(), extended(next.values(), slots(next.target())), next.location());
            case ControlOp.Return leave -> leave.map(this);
        };
    }

    private Slot slot(Value array, Value index) {
        return new Slot(array, constants.getOrDefault(index, 0));
    }

    private Value valueOf(Slot slot) {
        Value value = current.get(slot);
        if (value == null) {
            throw new IllegalStateException(
                    "element " + slot.index() + " of " + slot.array() + " is read outside its region");
        }
        return value;
    }

    private List<Slot> slots(Label label) {
        return slotsByLabel.getOrDefault(label, List.of());
    }

    /** Java's zero for every element; of a matrix too, which has none of its own. */
    private void initialise(MemoryOp.Allocate allocate, List<Op> ops) {
        ArrayType type = allocate.result().array();
        Value zero = new Value(type.element() instanceof TileType ? ScalarType.F32 : type.element());
        ops.add(Constants.zero(zero, allocate.location()));
        Value initial = zero;
        if (type.element() instanceof TileType tile) {
            initial = new Value(tile);
            ops.add(new TileOp.Fill(initial, zero, allocate.location()));
        }
        for (int i = 0; i < type.length(); i++) {
            current.put(new Slot(allocate.result(), i), initial);
        }
    }

    private List<Value> extended(List<Value> values, List<Slot> slots) {
        List<Value> all = new ArrayList<>(values.size() + slots.size());
        values.forEach(value -> all.add(use(value)));
        slots.forEach(slot -> all.add(valueOf(slot)));
        return all;
    }

    /** Values for elements after an op, as further results; they become the present ones. */
    private List<Value> results(List<Value> results, List<Slot> slots) {
        List<Value> all = new ArrayList<>(results);
        all.addAll(define(slots));
        return all;
    }

    private List<Value> define(List<Slot> slots) {
        List<Value> values = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            Value value = new Value(slot.type(), slot.array().name());
            current.put(slot, value);
            values.add(value);
        }
        return values;
    }

    /** The elements that exist here and are written in an op's regions. */
    private List<Slot> changed(Op op) {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot : writtenIn(op)) {
            if (current.containsKey(slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    private Set<Slot> writtenIn(Op op) {
        Set<Slot> known = written.get(op);
        if (known == null) {
            known = new LinkedHashSet<>();
            for (Region region : op.regions()) {
                for (Op inner : region.ops()) {
                    if (inner instanceof MemoryOp.Store store && arrays.contains(store.array())) {
                        known.add(slot(store.array(), store.index()));
                    } else if (!inner.regions().isEmpty()) {
                        known.addAll(writtenIn(inner));
                    }
                }
            }
            written.put(op, known);
        }
        return known;
    }

    /** Rewrites a region whose yield gives {@code slots}; what it leaves in them is forgotten. */
    private Region scoped(Region region, List<Slot> slots) {
        Map<Slot, Value> before = current;
        List<Slot> outer = yielded;
        current = new LinkedHashMap<>(before);
        yielded = slots;
        Region rewritten = region(region);
        current = before;
        yielded = outer;
        return rewritten;
    }

    private Op branch(ControlOp.If op) {
        List<Slot> slots = changed(op);
        Value condition = use(op.condition());
        Region thenRegion = scoped(op.thenRegion(), slots);
        Region elseRegion = scoped(op.elseRegion(), slots);
        return new ControlOp.If(results(op.results(), slots), condition, thenRegion, elseRegion, op.location());
    }

    private Op block(ControlOp.Block op) {
        List<Slot> slots = changed(op);
        slotsByLabel.put(op.label(), slots);
        Region body = scoped(op.body(), slots);
        return new ControlOp.Block(results(op.results(), slots), op.label(), body, op.location());
    }

    private Op counted(ControlOp.For op) {
        List<Slot> slots = changed(op);
        List<Value> initial = extended(op.initial(), slots);
        Region body = loopBody(op.label(), op.body(), slots);
        return new ControlOp.For(
                results(op.results(), slots),
                op.label(),
                use(op.lower()),
                use(op.upper()),
                op.step(),
                initial,
                body,
                op.location());
    }

    private Op endless(ControlOp.Loop op) {
        List<Slot> slots = changed(op);
        List<Value> initial = extended(op.initial(), slots);
        Region body = loopBody(op.label(), op.body(), slots);
        return new ControlOp.Loop(results(op.results(), slots), op.label(), initial, body, op.location());
    }

    private Region loopBody(Label label, Region body, List<Slot> slots) {
        slotsByLabel.put(label, slots);
        Map<Slot, Value> before = current;
        current = new LinkedHashMap<>(before);
        List<Value> parameters = new ArrayList<>(body.parameters());
        parameters.addAll(define(slots));
        Region rewritten = scoped(new Region(parameters, body.ops()), List.of());
        current = before;
        return rewritten;
    }

    private Op parallel(ControlOp.ParallelFor op) {
        Region body = scoped(op.body(), List.of());
        return new ControlOp.ParallelFor(
                op.dimension(), use(op.lower()), use(op.upper()), op.step(), body, op.location());
    }
}
