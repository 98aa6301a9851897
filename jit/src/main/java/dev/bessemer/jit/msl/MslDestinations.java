package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the variable a tile or a control op's result is written to. A value whose one use is to become a loop's next carried value, or
 * the result of an enclosing op, is written where that lives, if nothing reads the old contents any more: {@code acc = acc + ...} needs no second variable.
 */
final class MslDestinations {
    private final MslScope scope;
    private final Map<Label, List<String>> carried = new HashMap<>();
    private final Map<Label, List<String>> results = new HashMap<>();
    private final Deque<Sequence> sequences = new ArrayDeque<>();

    /** The ops in the middle of which the walk is, and where a yield at their end puts its values; null where those get no variables. */
    private static final class Sequence {
        private final List<Op> ops;
        private final @Nullable List<String> yields;
        private int position;

        Sequence(List<Op> ops, @Nullable List<String> yields) {
            this.ops = ops;
            this.yields = yields;
        }
    }

    MslDestinations(MslScope scope) {
        this.scope = scope;
    }

    void enter(List<Op> ops, @Nullable List<String> yields) {
        sequences.push(new Sequence(ops, yields));
    }

    void leave() {
        sequences.pop();
    }

    /** The walk is at this op. */
    void at(int position) {
        sequences.element().position = position;
    }

    void setCarried(Label label, List<String> variables) {
        carried.put(label, variables);
    }

    void setResults(Label label, List<String> variables) {
        results.put(label, variables);
    }

    List<String> carriedOf(Label label) {
        return carried.getOrDefault(label, List.of());
    }

    List<String> resultsOf(Label label) {
        return results.getOrDefault(label, List.of());
    }

    /** A variable for the result of the current op, declared here unless it is shared. */
    String forResult(Value result, Location location, String hint) {
        String element = storedElement(result);
        if (!element.isEmpty()) {
            scope.flushMemoryReads();
            scope.bind(result, Expression.atom(element));
            return element;
        }
        String shared = shared(result);
        if (shared.isEmpty()) {
            return fresh(result, location, hint);
        }
        scope.flushReadersOf(shared);
        scope.bindVariable(result, shared);
        return shared;
    }

    /** As {@link #forResult}, holding an initial value. */
    String forResultInitially(Value result, Expression initial, Location location, String hint) {
        String shared = shared(result);
        if (shared.isEmpty()) {
            String name = scope.freshVariable(result, hint);
            scope.out.statement(location, MslTypes.spell(result.type()) + " " + name + " = " + initial.text() + ";");
            scope.bindVariable(result, name);
            return name;
        }
        scope.flushReadersOf(shared);
        scope.out.statement(location, shared + " = " + initial.text() + ";");
        scope.bindVariable(result, shared);
        return shared;
    }

    /** A variable of its own for a result. */
    String fresh(Value result, Location location, String hint) {
        String name = scope.freshVariable(result, hint);
        scope.declare(result.type(), name, location);
        scope.bindVariable(result, name);
        return name;
    }

    /** The element of a thread's array that the result is stored to at once, or the empty string. */
    private String storedElement(Value result) {
        if (!(result.type() instanceof TileType)
                || scope.uses.definer(result) instanceof ControlOp
                || !(scope.uses.user(result) instanceof MemoryOp.Store store)
                || store.checked()
                || !scope.uses.isUsedOnceNearby(result)
                || !scope.isKnown(store.index())) {
            return "";
        }
        Sequence sequence = sequences.element();
        for (Op op : sequence.ops.subList(sequence.position + 1, sequence.ops.size())) {
            if (op.equals(store)) {
                return Expression.element(scope.arrays.name(store.array()), scope.known(store.index()))
                        .text();
            }
            if (!(op instanceof ScalarOp)) {
                return "";
            }
        }
        return "";
    }

    /** The variable the result is destined for and may be written to at once, or the empty string. */
    private String shared(Value result) {
        Sequence sequence = sequences.element();
        if (scope.uses.count(result) != 1 || !(sequence.ops.getLast() instanceof ControlOp.Terminator terminator)) {
            return "";
        }
        int place = terminator.operands().indexOf(result);
        List<String> targets = targets(terminator, sequence);
        if (place < 0 || place >= targets.size()) {
            return "";
        }
        String target = targets.get(place);
        return isReadLater(target, result, sequence) ? "" : target;
    }

    private List<String> targets(ControlOp.Terminator terminator, Sequence sequence) {
        return switch (terminator) {
            case ControlOp.Yield yield -> sequence.yields == null ? List.of() : sequence.yields;
            case ControlOp.Continue next -> carriedOf(next.target());
            case ControlOp.Break exit -> resultsOf(exit.target());
            case ControlOp.Return end -> List.of();
        };
    }

    private boolean isReadLater(String variable, Value result, Sequence sequence) {
        Set<Value> readers = new HashSet<>(scope.sharersOf(variable));
        readers.remove(result);
        return sequence.ops.subList(sequence.position + 1, sequence.ops.size()).stream()
                .anyMatch(op -> MslUses.usesAny(op, readers));
    }
}
