package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.ControlOp.ParallelFor;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@link ParallelFor}s of the loops marked {@code @Parallel}, and reports those that cannot be: not counted, carrying a value,
 * left early, not directly nested, or beside code that writes. Bounds are computed before the outermost loop.
 */
final class ParallelLoops {
    private static final int DIMENSIONS = 3;

    private final LiftSession session;
    private final Set<Value> reduced;

    /** @param reduced the arrays marked {@code @Reduce}, which a kernel may set before its loop */
    ParallelLoops(LiftSession session, Set<Value> reduced) {
        this.session = session;
        this.reduced = reduced;
    }

    /** The function with its marked loops converted; unchanged where there are none. */
    Function convert(Function function) {
        if (session.parallelLoops.isEmpty()) {
            return function;
        }
        List<Op> ops = convert(function.body().ops(), Set.of());
        return function.withBody(function.body().withOps(ops));
    }

    /** @param indices of the parallel loops around */
    private List<Op> convert(List<Op> ops, Set<Value> indices) {
        List<Op> converted = new ArrayList<>();
        for (Op op : ops) {
            ParallelMark mark = op instanceof ControlOp.Loop loop ? session.parallelLoops.get(loop.label()) : null;
            if (mark != null && op instanceof ControlOp.Loop loop) {
                converted.addAll(convert(loop, mark, indices));
            } else {
                op.regions().forEach(this::refuseMarked);
                converted.add(op);
            }
        }
        checkNeighbours(converted, indices.isEmpty() ? reduced : Set.of());
        return converted;
    }

    private List<Op> convert(ControlOp.Loop loop, ParallelMark mark, Set<Value> indices) {
        CountedForm form = new CountedForm(session, loop, mark).check();
        if (form == null) {
            return List.of(loop);
        }
        Set<Value> inner = new HashSet<>(indices);
        inner.add(form.index());
        List<Op> body = new ArrayList<>(convert(form.body(), inner));
        body.add(new ControlOp.Yield(List.of(), loop.location()));
        List<Op> ops = new ArrayList<>(form.bounds());
        ops.addAll(hoistBounds(body, form.index(), mark));
        int dimension = dimension(body, loop.location());
        Region region = new Region(List.of(form.index()), body);
        ops.add(new ParallelFor(dimension, form.lower(), form.upper(), form.step(), region, loop.location()));
        return ops;
    }

    private int dimension(List<Op> body, Location location) {
        int dimension = 0;
        for (Op op : body) {
            if (op instanceof ParallelFor inner) {
                dimension = inner.dimension() + 1;
            }
        }
        if (dimension >= DIMENSIONS) {
            session.diagnostics.error(location, Refusal.FOUR_DEEP);
        }
        return dimension;
    }

    /** Takes the ops that compute the bounds of the parallel loops in a body out of it. */
    private List<Op> hoistBounds(List<Op> body, Value index, ParallelMark mark) {
        Map<Value, Op> definitions = new HashMap<>();
        body.forEach(op -> op.results().forEach(result -> definitions.put(result, op)));
        Set<Op> needed = new LinkedHashSet<>();
        for (ParallelFor inner : nested(body)) {
            boolean lower = collect(inner.lower(), index, definitions, needed);
            boolean upper = collect(inner.upper(), index, definitions, needed);
            if (!lower || !upper) {
                refuseBounds(inner.location(), mark);
            }
        }
        List<Op> hoisted = body.stream().filter(needed::contains).toList();
        body.removeAll(hoisted);
        return hoisted;
    }

    /** The parallel loops directly in a body, and directly in those. */
    private static List<ParallelFor> nested(List<Op> body) {
        List<ParallelFor> loops = new ArrayList<>();
        for (Op op : body) {
            if (op instanceof ParallelFor loop) {
                loops.add(loop);
                loops.addAll(nested(loop.body().ops()));
            }
        }
        return loops;
    }

    private static boolean collect(Value value, Value index, Map<Value, Op> definitions, Set<Op> needed) {
        Op op = definitions.get(value);
        if (op == null) {
            return value != index;
        }
        if (!(op instanceof ScalarOp || op instanceof MemoryOp.Divide)) {
            return false;
        }
        needed.add(op);
        return op.operands().stream().allMatch(operand -> collect(operand, index, definitions, needed));
    }

    private void refuseBounds(Location location, ParallelMark outer) {
        session.diagnostics.error(location, Refusal.MOVING_BOUNDS, outer.display());
    }

    private void refuseMarked(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.Loop loop && session.parallelLoops.containsKey(loop.label())) {
                session.diagnostics.error(loop.location(), Refusal.LOOP_IN_STATEMENT);
            }
            op.regions().forEach(this::refuseMarked);
        }
    }

    /** Beside a parallel loop nothing writes, but before it to arrays that may be set, and there is no other one. */
    private void checkNeighbours(List<Op> ops, Set<Value> settable) {
        List<Op> loops = ops.stream().filter(ParallelFor.class::isInstance).toList();
        if (loops.isEmpty()) {
            return;
        }
        for (Op op : loops.subList(1, loops.size())) {
            session.diagnostics.error(op.location(), Refusal.SECOND_LOOP);
        }
        boolean before = true;
        for (Op op : ops) {
            before &= !(op instanceof ParallelFor);
            boolean sets = before && op instanceof MemoryOp.Store store && settable.contains(store.array());
            if (!(op instanceof ParallelFor) && !sets) {
                refuseEffects(op);
            }
        }
    }

    private static boolean isOwn(Value array) {
        return array.array().space() == AddressSpace.THREAD;
    }

    private void refuseEffects(Op op) {
        boolean writes = (op instanceof MemoryOp.Store store && !isOwn(store.array()))
                || op instanceof MemoryOp.StoreTile
                || op instanceof TensorOp
                || op instanceof MemoryOp.Atomic
                || op instanceof MemoryOp.Barrier
                || (op instanceof MemoryOp.Allocate made && !isOwn(made.result()))
                || op instanceof SimdOp;
        if (writes) {
            session.diagnostics.error(op.location(), Refusal.EFFECT_OUTSIDE);
        }
        op.regions().forEach(region -> region.ops().forEach(this::refuseEffects));
    }
}
