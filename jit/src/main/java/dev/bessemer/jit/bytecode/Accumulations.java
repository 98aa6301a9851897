package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does with arrays marked {@code @Reduce}: it may load an element at a constant index, combine it with numbers and store it
 * back, with nothing of the array in between. Anything else is reported.
 */
final class Accumulations {
    /** An element that is combined. */
    record Element(Value array, int index) {}

    /**
     * How an element is combined.
     *
     * @param location where it first is
     */
    record Form(BinaryKind kind, Location location) {}

    private final LiftSession session;
    private final Set<Value> arrays;
    private final Map<Value, List<Op>> users = new HashMap<>();
    private final Map<Element, Form> forms = new LinkedHashMap<>();

    /** @param arrays those marked */
    Accumulations(LiftSession session, Set<Value> arrays) {
        this.session = session;
        this.arrays = arrays;
    }

    /** The elements that a loop's body combines, in the order of their first use. */
    Map<Element, Form> in(Region body) {
        collectUsers(body);
        region(body);
        return forms;
    }

    /** The element that an access is of; null where its index is not known. */
    @Nullable
    Element element(Value array, Value index) {
        return session.finishedConstant(index) instanceof Integer known ? new Element(array, known) : null;
    }

    /** Reports an access that is no part of a reduction. */
    void refuse(Value array, Location location) {
        session.diagnostics.error(location, Refusal.REDUCE_FORM, array.name());
    }

    private void collectUsers(Region region) {
        for (Op op : region.ops()) {
            op.operands()
                    .forEach(operand -> users.computeIfAbsent(operand, _ -> new ArrayList<>())
                            .add(op));
            op.regions().forEach(this::collectUsers);
        }
    }

    private void region(Region region) {
        Map<Value, MemoryOp.Load> open = new HashMap<>();
        for (Op op : region.ops()) {
            switch (op) {
                case MemoryOp.Load load when arrays.contains(load.array()) -> open(load, open);
                case MemoryOp.Store store
                when arrays.contains(store.array()) -> close(store, open.remove(store.array()));
                case ScalarOp.ArraySize _ -> {}
                default -> {
                    op.operands().stream().filter(arrays::contains).forEach(array -> refuse(array, op.location()));
                    op.regions().forEach(inner -> nested(inner, open));
                }
            }
        }
        open.forEach((array, load) -> refuse(array, load.location()));
    }

    private void open(MemoryOp.Load load, Map<Value, MemoryOp.Load> open) {
        MemoryOp.Load before = open.put(load.array(), load);
        if (before != null) {
            refuse(load.array(), before.location());
        }
    }

    /** A region inside an op that stands between a load and its store does nothing to the array. */
    private void nested(Region region, Map<Value, MemoryOp.Load> open) {
        for (Value array : open.keySet()) {
            if (accesses(region, array)) {
                refuse(array, region.ops().getFirst().location());
                return;
            }
        }
        region(region);
    }

    private static boolean accesses(Region region, Value array) {
        return region.ops().stream()
                .anyMatch(op -> op.operands().contains(array)
                        || op.regions().stream().anyMatch(inner -> accesses(inner, array)));
    }

    private void close(MemoryOp.Store store, MemoryOp.@Nullable Load load) {
        Element element = element(store.array(), store.index());
        Element loaded = load == null ? null : element(load.array(), load.index());
        BinaryKind kind = load == null ? null : kind(load.result(), store, null);
        if (element == null || kind == null || !element.equals(loaded)) {
            refuse(store.array(), store.location());
            return;
        }
        Form known = forms.putIfAbsent(element, new Form(kind, store.location()));
        if (known != null && known.kind() != kind) {
            session.diagnostics.error(
                    store.location(),
                    Refusal.REDUCE_MIXED,
                    element.index(),
                    store.array().name());
        }
    }

    /** How a value is combined on its way into a store; null where that is no reduction. */
    private @Nullable BinaryKind kind(Value value, MemoryOp.Store store, @Nullable BinaryKind before) {
        List<Op> uses = users.getOrDefault(value, List.of());
        if (uses.size() != 1) {
            return null;
        }
        Op use = uses.getFirst();
        if (use.equals(store)) {
            return before;
        }
        BinaryKind kind = kind(value, use);
        boolean fits = kind != null && (before == null || before == kind);
        return fits ? kind(use.results().getFirst(), store, kind) : null;
    }

    private static @Nullable BinaryKind kind(Value value, Op use) {
        return switch (use) {
            case ScalarOp.Binary binary when isReduction(binary.kind()) -> binary.kind();
            case ScalarOp.Binary binary
            when binary.kind() == BinaryKind.SUBTRACT && binary.left() == value -> BinaryKind.ADD;
            case ScalarOp.Fma fma when fma.c() == value -> BinaryKind.ADD;
            default -> null;
        };
    }

    private static boolean isReduction(BinaryKind kind) {
        return kind == BinaryKind.ADD
                || kind == BinaryKind.MULTIPLY
                || kind == BinaryKind.MIN
                || kind == BinaryKind.MAX;
    }
}
