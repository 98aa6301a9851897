package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values and ops a function's effects depend on. An op stays for its own sake if it writes memory that is read or outlives the kernel,
 * waits, can fault, leaves the op it stands in, or may not end; or because of what stays inside it. All else stays for its results.
 */
final class LiveValues {
    private final Set<Value> live = new HashSet<>();
    private final Set<Value> read = new HashSet<>();
    private final IdentityHashMap<Op, Boolean> needed = new IdentityHashMap<>();
    private final IdentityHashMap<Op, Boolean> kept = new IdentityHashMap<>();
    private final Map<Value, List<Value>> sources = new HashMap<>();
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Label, Op> targets = new HashMap<>();
    private final ArrayDeque<Value> pending = new ArrayDeque<>();

    LiveValues(Function function) {
        index(function.body(), null);
        isNeeded(function.body(), null);
        keep(function.body());
        while (!pending.isEmpty()) {
            Value value = pending.pop();
            sources.getOrDefault(value, List.of()).forEach(this::use);
            Op definition = definitions.get(value);
            if (definition != null) {
                keep(definition);
            }
        }
    }

    /** Whether the function needs a value. */
    boolean isLive(Value value) {
        return live.contains(value);
    }

    /** Whether the function needs an op. */
    boolean isKept(Op op) {
        return kept.containsKey(op);
    }

    /** Notes where values come from and which arrays are read. */
    private void index(Region region, @Nullable Op owner) {
        for (Op op : region.ops()) {
            op.results().forEach(result -> definitions.put(result, op));
            if (!(op instanceof MemoryOp.Store)) {
                op.operands().forEach(this::noteRead);
            }
            switch (op) {
                case ControlOp.For loop -> {
                    targets.put(loop.label(), loop);
                    loop.body().parameters().forEach(parameter -> definitions.put(parameter, loop));
                    flow(loop.initial(), loop.carried());
                    flow(loop.carried(), loop.results());
                    flow(loop.results(), loop.carried());
                }
                case ControlOp.Loop loop -> {
                    targets.put(loop.label(), loop);
                    loop.body().parameters().forEach(parameter -> definitions.put(parameter, loop));
                    flow(loop.initial(), loop.body().parameters());
                }
                case ControlOp.Block block -> targets.put(block.label(), block);
                case ControlOp.Break leave ->
                    flow(leave.values(), target(leave.target()).results());
                case ControlOp.Continue next -> flow(next.values(), carried(target(next.target())));
                case ControlOp.Yield yield
                when owner != null && !(owner instanceof TileOp) -> flow(yield.values(), owner.results());
                default -> {}
            }
            for (Region inner : op.regions()) {
                index(inner, op);
            }
        }
    }

    private void noteRead(Value value) {
        if (value.type() instanceof ArrayType) {
            read.add(value);
        }
    }

    private Op target(Label label) {
        Op target = targets.get(label);
        if (target == null) {
            throw new IllegalStateException("a jump to ^" + label.name() + ", which does not enclose it");
        }
        return target;
    }

    private static List<Value> carried(Op loop) {
        return loop instanceof ControlOp.For counted
                ? counted.carried()
                : ((ControlOp.Loop) loop).body().parameters();
    }

    private void flow(List<Value> from, List<Value> to) {
        for (int i = 0; i < to.size(); i++) {
            sources.computeIfAbsent(to.get(i), value -> new ArrayList<>(2)).add(from.get(i));
        }
    }

    private boolean isNeeded(Region region, @Nullable Op owner) {
        boolean any = false;
        for (Op op : region.ops()) {
            boolean own = isNeededItself(op) && !isRepetition(op, owner);
            for (Region inner : op.regions()) {
                own |= isNeeded(inner, op) && !(op instanceof ControlOp.Block block && onlyBreaks(inner, block));
            }
            if (own) {
                needed.put(op, true);
            }
            any |= own;
        }
        return any;
    }

    /** Whether an op is the continue that ends a counted loop's body: it is no reason to have the loop. */
    private static boolean isRepetition(Op op, @Nullable Op owner) {
        return op instanceof ControlOp.Continue next
                && owner instanceof ControlOp.For loop
                && next.target() == loop.label();
    }

    /** Whether all that a block is needed for are the breaks out of itself. */
    private boolean onlyBreaks(Region region, ControlOp.Block block) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.Break leave) {
                if (leave.target() != block.label()) {
                    return false;
                }
            } else if (needed.containsKey(op)
                    && !(op instanceof ControlOp.If branch
                            && onlyBreaks(branch.thenRegion(), block)
                            && onlyBreaks(branch.elseRegion(), block))) {
                return false;
            }
        }
        return true;
    }

    private boolean isNeededItself(Op op) {
        return switch (op) {
            case MemoryOp.Store store ->
                store.checked() || store.array().array().space() == AddressSpace.DEVICE || read.contains(store.array());
            case MemoryOp.Load load -> load.checked();
            case MemoryOp.LoadTile load -> load.checked();
            case MemoryOp.Divide divide -> divide.checked();
            case MemoryOp.StoreTile store -> true;
            case TensorOp.StoreTensor store -> true;
            case TensorOp.Multiply multiply -> multiply.checked();
            case TensorOp.MultiplyHeld multiply -> multiply.checked();
            case TensorOp.LoadTensor load -> load.checked();
            case MemoryOp.Atomic atomic -> true;
            case MemoryOp.CheckIndex index -> true;
            case MemoryOp.Barrier barrier -> true;
            case ControlOp.Loop loop -> true;
            case ControlOp.Return leave -> true;
            case ControlOp.Break leave -> true;
            case ControlOp.Continue next -> true;
            default -> false;
        };
    }

    private void keep(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.Terminator || needed.containsKey(op)) {
                keep(op);
            }
        }
    }

    private void keep(Op op) {
        if (kept.put(op, true) != null) {
            return;
        }
        switch (op) {
            case ControlOp.If branch -> use(branch.condition());
            case ControlOp.For loop -> {
                use(loop.lower());
                use(loop.upper());
            }
            case ControlOp.Loop loop -> {}
            case ControlOp.Yield yield -> {}
            case ControlOp.Break leave -> {}
            case ControlOp.Continue next -> {}
            default -> op.operands().forEach(this::use);
        }
        for (Region inner : op.regions()) {
            keep(inner);
            if (op instanceof TileOp) {
                inner.terminator().operands().forEach(this::use);
            }
        }
    }

    private void use(Value value) {
        if (live.add(value)) {
            pending.push(value);
        }
    }
}
