package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks regions and decides how control leaves them: ifs, and the breaks, continues and returns. An exit to where the statement ends anyway
 * prints nothing.
 */
final class MslFlow {
    private final MslScope scope;
    private final MslExits exits;
    private final MslDestinations destinations;
    private final MslScalar scalar;
    private final MslMemory memory;
    private final MslSync sync;
    private final MslTile tile;
    private final MslTensor tensor;
    private final MslControl control;
    private final Map<MslExits.Exit, String> flags = new HashMap<>();
    /** The loops, and blocks written as loops, around the walk, innermost first. */
    private final Deque<Label> loops = new ArrayDeque<>();

    private final Deque<Region> regions = new ArrayDeque<>();

    /**
     * What is special about the end of the ops being walked.
     *
     * @param exits those that printing nothing amounts to
     * @param isFunctionEnd whether printing nothing returns
     * @param onYield what becomes of a yield
     */
    private record End(Set<MslExits.Exit> exits, boolean isFunctionEnd, Consumer<ControlOp.Yield> onYield) {
        End silently(boolean keep) {
            return keep ? this : new End(Set.of(), false, onYield);
        }

        End yielding(Consumer<ControlOp.Yield> other) {
            return new End(exits, isFunctionEnd, other);
        }
    }

    MslFlow(MslScope scope, MslExits exits) {
        this.scope = scope;
        this.exits = exits;
        destinations = new MslDestinations(scope);
        scalar = new MslScalar(scope);
        memory = new MslMemory(scope);
        sync = new MslSync(scope);
        tile = new MslTile(scope, scalar, memory, destinations, this);
        tensor = new MslTensor(scope, memory, destinations, this);
        control = new MslControl(scope, destinations, this);
    }

    MslExits exits() {
        return exits;
    }

    /** Whether a value is defined by the region being walked, so that its variable is nobody else's. */
    boolean isCurrent(Value value) {
        return scope.uses.isDefinedIn(value, regions.element());
    }

    /** The whole kernel. */
    void function(Region body) {
        walk(body, 0, new End(Set.of(), true, yield -> {}), null);
    }

    /** The body of a parallel loop. */
    void parallelBody(Region body) {
        walk(body, 0, new End(Set.of(), false, yield -> {}), null);
    }

    /** The body of an element-wise op, which gives one value. */
    void elementBody(Region body, Consumer<Value> onYield) {
        walk(
                body,
                0,
                new End(Set.of(), false, yield -> onYield.accept(yield.values().getFirst())),
                null);
    }

    void loopBody(Label label, Region body) {
        loops.push(label);
        walk(body, 0, new End(Set.of(new MslExits.Exit(label, true)), false, yield -> {}), null);
        loops.pop();
    }

    void blockBody(Label label, Region body, List<String> results, boolean looped) {
        if (looped) {
            loops.push(label);
        }
        End end = new End(
                Set.of(new MslExits.Exit(label, false)),
                false,
                yield -> assign(results, yield.values(), yield.location()));
        walk(body, 0, end, results);
        if (looped) {
            loops.pop();
        }
    }

    private void walk(Region region, int from, End end, @Nullable List<String> yields) {
        regions.push(region);
        destinations.enter(region.ops(), yields);
        for (int i = from; i < region.ops().size(); i++) {
            destinations.at(i);
            if (region.ops().get(i) instanceof ControlOp.If branch) {
                if (branch(branch, region, i, end, yields)) {
                    break;
                }
            } else {
                op(region.ops().get(i), end);
            }
        }
        destinations.leave();
        regions.pop();
    }

    private void op(Op op, End end) {
        switch (op) {
            case ScalarOp it -> scalar.emit(it);
            case TileOp it when isOnTensors(it) -> tensor.emit(it);
            case TileOp it -> tile.emit(it);
            case SimdOp it -> sync.emit(it);
            case MemoryOp it -> memoryOp(it);
            case ControlOp.Terminator it -> terminator(it, end);
            case ControlOp.For it -> control.forLoop(it);
            case ControlOp.Loop it -> control.loop(it);
            case ControlOp.Block it -> control.block(it);
            case ControlOp.ParallelFor it -> control.parallelFor(it);
            case ControlOp.If it -> throw new IllegalStateException(it + " is not met by branch()");
        }
    }

    private static boolean isOnTensors(TileOp op) {
        return op.result().type() instanceof CooperativeType || op instanceof TileOp.Largest;
    }

    private void memoryOp(MemoryOp op) {
        switch (op) {
            case MemoryOp.Allocate it -> memory.allocate(it);
            case MemoryOp.Table it -> new MslTable(scope).declare(it);
            case MemoryOp.Load it -> memory.load(it);
            case MemoryOp.Store it -> memory.store(it);
            case MemoryOp.LoadTile it -> tile.load(it);
            case MemoryOp.StoreTile it -> tile.store(it);
            case TensorOp it -> tensor.emit(it);
            case MemoryOp.Divide it -> memory.divide(it);
            case MemoryOp.Atomic it -> new MslAtomics(scope, memory).atomic(it);
            case MemoryOp.CheckIndex it -> memory.check(it);
            case MemoryOp.Barrier it -> {
                scope.flushMemoryReads();
                scope.out.statement(it.location(), MslSync.BARRIER);
            }
        }
    }

    /** Writes an if; true when it has written the ops after it as well. */
    private boolean branch(ControlOp.If op, Region region, int position, End end, @Nullable List<String> yields) {
        boolean thenLeaves = leaves(op.thenRegion());
        boolean elseLeaves = leaves(op.elseRegion());
        if (!thenLeaves && !elseLeaves) {
            plainIf(op, region, position, end);
            return false;
        }
        Expression condition = scope.use(op.condition());
        scope.flushAll();
        boolean guardIsThen = thenLeaves && (!elseLeaves || size(op.thenRegion()) < size(op.elseRegion()));
        Region guard = guardIsThen ? op.thenRegion() : op.elseRegion();
        Region other = guardIsThen ? op.elseRegion() : op.thenRegion();
        String test = guardIsThen ? condition.text() : condition.negation();
        End rest = end.yielding(yield -> {
            for (int i = 0; i < yield.values().size(); i++) {
                alias(op.results().get(i), yield.values().get(i), op.location());
            }
            walk(region, position + 1, end, yields);
        });
        scope.out.comment(op.location());
        if (leavesBlock(guard, end.exits())) {
            ifElse(test, lines(guard, end, null), lines(other, rest, null));
        } else {
            ifElse(test, lines(guard, end.silently(false), null), List.of());
            walk(other, 0, rest, null);
        }
        return true;
    }

    /** A result of an if that only one of its regions reaches is what that region yields. */
    private void alias(Value result, Value yielded, Location location) {
        if (scope.uses.count(result) > 0) {
            scope.define(result, scope.use(yielded), location, "result");
        }
    }

    private static int size(Region region) {
        int[] count = {0};
        MslUses.forEach(region, op -> count[0]++);
        return count[0];
    }

    /** Whether control never reaches the region's end. */
    private static boolean leaves(Region region) {
        if (!(region.terminator() instanceof ControlOp.Yield)) {
            return true;
        }
        return region.ops().size() > 1
                && region.ops().get(region.ops().size() - 2) instanceof ControlOp.If inner
                && leaves(inner.thenRegion())
                && leaves(inner.elseRegion());
    }

    /** Whether something in the region breaks from a block that ends with the statement and is no loop. */
    private boolean leavesBlock(Region region, Set<MslExits.Exit> silent) {
        boolean[] found = {false};
        MslUses.forEach(
                region,
                op -> found[0] |= op instanceof ControlOp.Break exit
                        && silent.contains(new MslExits.Exit(exit.target(), false))
                        && !loops.contains(exit.target()));
        return found[0];
    }

    private void plainIf(ControlOp.If op, Region region, int position, End end) {
        Expression condition = scope.use(op.condition());
        scope.flushAll();
        List<String> results = control.declareResults(op.results(), op.location());
        boolean last = region.ops().get(position + 1) instanceof ControlOp.Terminator next && endsSilently(next, end);
        End inner = end.silently(last).yielding(yield -> assign(results, yield.values(), yield.location()));
        int before = scope.out.size();
        scope.out.comment(op.location());
        List<String> thenLines = lines(op.thenRegion(), inner, results);
        List<String> elseLines = lines(op.elseRegion(), inner, results);
        if (!thenLines.isEmpty()) {
            ifElse(condition.text(), thenLines, elseLines);
        } else if (!elseLines.isEmpty()) {
            ifElse(condition.negation(), elseLines, List.of());
        } else {
            scope.out.cut(before);
        }
    }

    private void ifElse(String test, List<String> thenLines, List<String> elseLines) {
        scope.out.line("if (" + test + ") {");
        scope.out.addAll(thenLines);
        if (!elseLines.isEmpty()) {
            elseLines(elseLines);
        }
        scope.out.line("}");
    }

    private void elseLines(List<String> lines) {
        List<String> code = lines.getFirst().strip().startsWith("//") ? lines.subList(1, lines.size()) : lines;
        if (isOneIf(code)) {
            scope.out.line("} else " + code.getFirst().strip());
            code.subList(1, code.size() - 1).forEach(scope.out::addOutdented);
        } else {
            scope.out.line("} else {");
            scope.out.addAll(lines);
        }
    }

    /** Whether the lines are one if statement. */
    private static boolean isOneIf(List<String> lines) {
        if (!lines.getFirst().strip().startsWith("if (")) {
            return false;
        }
        int depth = lines.getFirst().indexOf("if (");
        return lines.subList(1, lines.size() - 1).stream()
                .allMatch(line -> line.startsWith(" ".repeat(depth + 1))
                        || line.strip().startsWith("} else")
                        || line.startsWith("#"));
    }

    private List<String> lines(Region region, End end, @Nullable List<String> results) {
        int begin = scope.out.size();
        scope.out.indent();
        scope.names.push();
        walk(region, 0, end, results);
        scope.names.pop();
        scope.out.outdent();
        return scope.out.cut(begin);
    }

    /** Whether a terminator that follows an if prints nothing whatever the if did. */
    private static boolean endsSilently(ControlOp.Terminator terminator, End end) {
        return terminator.operands().isEmpty()
                && switch (terminator) {
                    case ControlOp.Yield yield -> false;
                    case ControlOp.Break exit -> end.exits().contains(new MslExits.Exit(exit.target(), false));
                    case ControlOp.Continue next -> end.exits().contains(new MslExits.Exit(next.target(), true));
                    case ControlOp.Return stop -> end.isFunctionEnd();
                };
    }

    private void terminator(ControlOp.Terminator op, End end) {
        switch (op) {
            case ControlOp.Yield yield -> end.onYield().accept(yield);
            case ControlOp.Break exit -> {
                assign(destinations.resultsOf(exit.target()), exit.values(), exit.location());
                jump(new MslExits.Exit(exit.target(), false), exit.location(), end);
            }
            case ControlOp.Continue next -> {
                assign(destinations.carriedOf(next.target()), next.values(), next.location());
                jump(new MslExits.Exit(next.target(), true), next.location(), end);
            }
            case ControlOp.Return stop -> {
                if (!end.isFunctionEnd()) {
                    scope.out.statement(stop.location(), "return;");
                }
            }
        }
    }

    private void jump(MslExits.Exit exit, Location location, End end) {
        if (end.exits().contains(exit)) {
            return;
        }
        if (!loops.contains(exit.target())) {
            exits.needLoop(exit.target());
            return;
        }
        if (loops.element() == exit.target()) {
            scope.out.statement(location, exit.next() ? "continue;" : "break;");
            return;
        }
        for (Label label : loops) {
            if (label == exit.target()) {
                break;
            }
            exits.needFlag(label, exit);
        }
        scope.out.statement(location, flags.getOrDefault(exit, "flag") + " = true;");
        scope.out.statement(location, "break;");
    }

    /** Before a loop: the flags of exits that go from inside it to just around it. */
    void declareFlags(Label label, Location location) {
        for (MslExits.Exit exit : exits.crossing(label)) {
            if (exit.target() == loops.peek()) {
                String what = (exit.next() ? "next_" : "leave_") + exit.target().name();
                String flag = scope.names.fresh(what);
                flags.put(exit, flag);
                scope.out.statement(location, "bool " + flag + " = false;");
            }
        }
    }

    /** After a loop: goes on with the exits that left it. */
    void testFlags(Label label) {
        for (MslExits.Exit exit : exits.crossing(label)) {
            boolean arrived = exit.target() == loops.peek();
            scope.out.line("if (" + flags.getOrDefault(exit, "flag") + ") {");
            scope.out.line(arrived && exit.next() ? "    continue;" : "    break;");
            scope.out.line("}");
        }
    }

    /** Assigns all values at once: one that another still reads is kept first. */
    private void assign(List<String> variables, List<Value> values, Location location) {
        List<String> targets = new ArrayList<>();
        List<Expression> sources = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Expression source = variables.get(i).isEmpty() ? Expression.atom("") : scope.use(values.get(i));
            if (!source.text().equals(variables.get(i))) {
                targets.add(variables.get(i));
                sources.add(source);
                types.add(values.get(i).type());
            }
        }
        while (!targets.isEmpty()) {
            int free = firstUnread(targets, sources);
            if (free < 0) {
                String kept = scope.names.fresh(targets.getFirst() + "_next");
                keep(types.getFirst(), kept, sources.getFirst().text(), location);
                sources.set(0, Expression.atom(kept));
            } else {
                scope.assign(
                        types.remove(free),
                        targets.remove(free),
                        sources.remove(free).text(),
                        location);
            }
        }
    }

    private void keep(Type type, String name, String value, Location location) {
        if (type instanceof TensorType) {
            scope.declare(type, name, location);
            scope.assign(type, name, value, location);
        } else {
            scope.out.statement(location, "auto " + name + " = " + value + ";");
        }
    }

    private static int firstUnread(List<String> targets, List<Expression> sources) {
        for (int i = 0; i < targets.size(); i++) {
            boolean read = false;
            for (int j = 0; j < sources.size(); j++) {
                read |= j != i && sources.get(j).reads().contains(targets.get(i));
            }
            if (!read) {
                return i;
            }
        }
        return -1;
    }
}
