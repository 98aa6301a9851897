package dev.bessemer.jit.analysis;

import dev.bessemer.jit.analysis.Uniformity.Control;
import dev.bessemer.jit.analysis.Uniformity.Scope;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.PureOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ShuffleKind;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks a kernel in order of execution, again and again until nothing becomes less uniform. It starts from the best: what was not yet
 * found to differ is the same for the threadgroup.
 */
final class UniformityAnalysis {
    private final IdentityHashMap<Value, Scope> scopes = new IdentityHashMap<>();
    private final IdentityHashMap<Op, Control> controls = new IdentityHashMap<>();
    private final IdentityHashMap<Op, Control> exits = new IdentityHashMap<>();
    private UniformityFrame frame = new UniformityFrame(null, null, List.of(), List.of(), Control.UNIFORM);
    private boolean changed;

    Uniformity.Found run(Function kernel) {
        do {
            changed = false;
            frame = new UniformityFrame(null, null, List.of(), List.of(), Control.UNIFORM);
            walk(kernel.body());
        } while (changed);
        return new Uniformity.Found(scopes, controls);
    }

    private void walk(Region region) {
        for (Op op : region.ops()) {
            Control control = frame.control();
            controls.merge(op, control, Control::meet);
            if (!visit(op)) {
                return;
            }
        }
    }

    /** Whether the op that follows can be reached. */
    private boolean visit(Op op) {
        switch (op) {
            case PureOp pure -> visitPure(pure);
            case SimdOp simd -> narrow(simd.result(), exchanged(simd));
            case MemoryOp memory -> visitMemory(memory);
            case ControlOp control -> {
                return visitControl(control);
            }
        }
        return true;
    }

    private void visitPure(PureOp pure) {
        switch (pure) {
            case ScalarOp.Builtin builtin -> narrow(builtin.result(), builtin(builtin.kind()));
            case ScalarOp.ArraySize size -> narrow(size.result(), Scope.THREADGROUP);
            case ScalarOp scalar -> narrow(scalar.result(), meetOf(scalar.operands()));
            case TileOp.Largest largest -> narrow(largest.result(), owner(largest.vector()));
            case TileOp.RowReduce reduce -> narrow(reduce.result(), Scope.ROW);
            case TileOp.Element element -> narrow(element.result(), Scope.THREAD);
            case TileOp.MapElements map -> visitMap(map);
            case TileOp tile -> narrow(tile.result(), owner(tile.result()));
        }
    }

    /** The threads that a tile, a tensor or a vector belongs to. */
    private static Scope owner(Value tile) {
        return tile.type() instanceof CooperativeType held && held.simdgroups() > 1
                ? Scope.THREADGROUP
                : Scope.SIMDGROUP;
    }

    private void visitMap(TileOp.MapElements map) {
        List<Value> parameters = map.body().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            narrow(parameters.get(i), i == 0 && map.result().type() instanceof TileType ? Scope.ROW : Scope.THREAD);
        }
        enter(null, List.of(), List.of(), Control.UNIFORM);
        walk(map.body());
        leave();
        narrow(map.result(), owner(map.result()));
    }

    private static Scope builtin(BuiltinKind kind) {
        return switch (kind) {
            case GLOBAL_ID_X, GLOBAL_ID_Y, GLOBAL_ID_Z, LOCAL_ID_X, LOCAL_ID_Y, LOCAL_ID_Z, LANE, TILE_COLUMN ->
                Scope.THREAD;
            case TILE_ROW -> Scope.ROW;
            case SIMDGROUP -> Scope.SIMDGROUP;
            case GROUP_ID_X,
                    GROUP_ID_Y,
                    GROUP_ID_Z,
                    GLOBAL_SIZE_X,
                    GLOBAL_SIZE_Y,
                    GLOBAL_SIZE_Z,
                    LOCAL_SIZE_X,
                    LOCAL_SIZE_Y,
                    LOCAL_SIZE_Z,
                    GROUP_COUNT_X,
                    GROUP_COUNT_Y,
                    GROUP_COUNT_Z,
                    SIMDGROUP_COUNT -> Scope.THREADGROUP;
        };
    }

    private Scope exchanged(SimdOp simd) {
        return switch (simd) {
            case SimdOp.Reduce reduce -> Scope.SIMDGROUP;
            case SimdOp.Shuffle shuffle -> {
                Scope value = scope(shuffle.value());
                if (value.covers(Scope.SIMDGROUP)) {
                    yield value;
                }
                yield shuffle.kind() == ShuffleKind.LANE
                        ? scope(shuffle.operand()).meet(Scope.SIMDGROUP)
                        : Scope.THREAD;
            }
        };
    }

    private void visitMemory(MemoryOp memory) {
        switch (memory) {
            case MemoryOp.Load load -> {
                boolean own = load.array().array().space() == AddressSpace.THREAD;
                Scope element = own ? scope(load.array()) : Scope.THREADGROUP;
                Scope least = load.result().type() instanceof TileType ? Scope.SIMDGROUP : Scope.THREADGROUP;
                narrow(load.result(), element.meet(scope(load.index())).meet(least));
            }
            case MemoryOp.Store store -> {
                if (store.array().array().space() == AddressSpace.THREAD) {
                    Scope stored = scope(store.index()).meet(scope(store.value()));
                    narrow(store.array(), stored.meet(frame.control().scope()));
                }
            }
            case MemoryOp.LoadTile load -> narrow(load.result(), Scope.SIMDGROUP);
            case MemoryOp.Divide divide -> narrow(divide.result(), meetOf(divide.operands()));
            case MemoryOp.Allocate allocate -> narrow(allocate.result(), Scope.THREADGROUP);
            case MemoryOp.Table table -> narrow(table.result(), Scope.THREADGROUP);
            case MemoryOp.Atomic atomic -> narrow(atomic.result(), Scope.THREAD);
            case MemoryOp.StoreTile store -> {}
            case TensorOp tensor -> tensor.results().forEach(result -> narrow(result, owner(result)));
            case MemoryOp.CheckIndex index -> {}
            case MemoryOp.Barrier barrier -> {}
        }
    }

    private boolean visitControl(ControlOp control) {
        return switch (control) {
            case ControlOp.If branch -> visitIf(branch);
            case ControlOp.Block block -> {
                enter(block.label(), block.results(), List.of(), Control.UNIFORM);
                walk(block.body());
                yield leave().completes;
            }
            case ControlOp.For loop -> visitFor(loop);
            case ControlOp.Loop loop ->
                visitLoop(loop, loop.label(), loop.initial(), loop.body().parameters(), Control.UNIFORM);
            case ControlOp.ParallelFor loop -> {
                narrow(loop.index(), Scope.THREAD);
                enter(null, List.of(), List.of(), Control.of(Scope.THREAD, loop.location()));
                walk(loop.body());
                leave();
                yield true;
            }
            case ControlOp.Terminator terminator -> {
                visitTerminator(terminator);
                yield false;
            }
        };
    }

    private boolean visitIf(ControlOp.If branch) {
        Control condition = Control.of(scope(branch.condition()), branch.location());
        enter(null, branch.results(), List.of(), condition);
        walk(branch.thenRegion());
        frame.local = condition;
        walk(branch.elseRegion());
        return leave().completes;
    }

    private boolean visitFor(ControlOp.For loop) {
        Scope bounds = scope(loop.lower()).meet(scope(loop.upper()));
        visitLoop(loop, loop.label(), loop.initial(), loop.carried(), Control.of(bounds, loop.location()));
        Scope iterations = bounds.meet(exitsOf(loop).scope());
        narrow(loop.index(), iterations);
        for (int i = 0; i < loop.results().size(); i++) {
            narrow(loop.results().get(i), scope(loop.carried().get(i)).meet(iterations));
        }
        return true;
    }

    private boolean visitLoop(Op loop, Label label, List<Value> initial, List<Value> carried, Control bounds) {
        Control head = bounds.meet(exitsOf(loop));
        enter(label, loop.results(), carried, head);
        for (int i = 0; i < carried.size(); i++) {
            narrow(carried.get(i), scope(initial.get(i)).meet(head.scope()));
        }
        walk(loop.regions().getFirst());
        UniformityFrame left = leave();
        Control now = left.breaks.meet(left.escapes);
        if (now.scope() != exitsOf(loop).scope()) {
            exits.put(loop, now);
            changed = true;
        }
        return left.completes;
    }

    /** How uniformly threads leave a loop other than by its bound, as far as found. */
    private Control exitsOf(Op loop) {
        Control found = exits.get(loop);
        return found == null ? Control.UNIFORM : found;
    }

    private void visitTerminator(ControlOp.Terminator terminator) {
        switch (terminator) {
            case ControlOp.Yield yield -> {
                frame.completes = true;
                give(frame.results, yield.values(), frame.local);
            }
            case ControlOp.Break jump -> {
                Control control = Control.UNIFORM;
                UniformityFrame target = frame;
                for (; target.label != jump.target(); target = Objects.requireNonNull(target.parent)) {
                    control = control.meet(target.local);
                    target.escapes = target.escapes.meet(control);
                }
                control = control.meet(target.local);
                target.breaks = target.breaks.meet(control);
                target.completes = true;
                give(target.results, jump.values(), control);
            }
            case ControlOp.Continue jump -> {
                Control control = Control.UNIFORM;
                UniformityFrame target = frame;
                for (; target.label != jump.target(); target = Objects.requireNonNull(target.parent)) {
                    control = control.meet(target.local);
                    target.escapes = target.escapes.meet(control);
                }
                give(target.carried, jump.values(), control.meet(target.local));
            }
            case ControlOp.Return leave -> {
                Control control = Control.UNIFORM;
                for (UniformityFrame f = frame; f != null; f = f.parent) {
                    control = control.meet(f.local);
                    f.escapes = f.escapes.meet(control);
                }
            }
        }
    }

    private void give(List<Value> targets, List<Value> values, Control control) {
        for (int i = 0; i < targets.size(); i++) {
            narrow(targets.get(i), scope(values.get(i)).meet(control.scope()));
        }
    }

    private void enter(@Nullable Label label, List<Value> results, List<Value> carried, Control local) {
        frame = new UniformityFrame(frame, label, results, carried, local);
    }

    /** Goes back to the enclosing frame, less the threads that left it from inside. */
    private UniformityFrame leave() {
        UniformityFrame left = frame;
        frame = Objects.requireNonNull(left.parent);
        frame.local = frame.local.meet(left.escapes);
        return left;
    }

    private Scope scope(Value value) {
        return scopes.getOrDefault(value, Scope.THREADGROUP);
    }

    private Scope meetOf(List<Value> values) {
        Scope scope = Scope.THREADGROUP;
        for (Value value : values) {
            scope = scope.meet(scope(value));
        }
        return scope;
    }

    private void narrow(Value value, Scope scope) {
        if (scope(value).compareTo(scope) < 0) {
            scopes.put(value, scope);
            changed = true;
        }
    }
}
