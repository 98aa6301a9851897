package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loops and blocks. */
final class MslControl {
    private static final String UNROLL = "#pragma clang loop unroll(full)";
    private static final long LONGEST_UNROLLED = 16;

    private final MslScope scope;
    private final MslDestinations destinations;
    private final MslFlow flow;

    MslControl(MslScope scope, MslDestinations destinations, MslFlow flow) {
        this.scope = scope;
        this.destinations = destinations;
        this.flow = flow;
    }

    /** Each thread's iteration: the thread's place, and a guard for threads beyond the last. */
    void parallelFor(ControlOp.ParallelFor op) {
        if (!scope.grid.isKnown(op)) {
            sharedIterations(op);
            return;
        }
        Expression lower = scope.use(op.lower());
        Expression upper = scope.use(op.upper());
        scope.flushAll();
        ScalarType type = op.index().scalar();
        Expression thread = Expression.call(MslTypes.spell(type), Expression.atom(member(MslInput.GRID_POSITION, op)));
        String index = indexName(op);
        String start = iteration(lower, thread, op.step()).text();
        scope.out.statement(op.location(), MslTypes.spell(type) + " " + index + " = " + start + ";");
        scope.bind(op.index(), Expression.atom(index));
        Expression inside = Expression.infix(Expression.atom(index), "<", Expression.RELATION, upper);
        scope.open(op.location(), "if (" + inside.text() + ")");
        body(op, "");
    }

    /** The iterations of a loop that the host does not know the bounds of: each thread steps through them by the grid's extent. */
    private void sharedIterations(ControlOp.ParallelFor op) {
        Expression lower = scope.useSimple(op.lower(), op.location(), "lower");
        Expression upper = scope.useSimple(op.upper(), op.location(), "upper");
        scope.flushAll();
        String index = indexName(op);
        String trip = scope.names.fresh(index + "_trip");
        String trips = scope.names.fresh(index + "_trips");
        scope.out.statement(
                op.location(),
                "ulong " + trips + " = " + scope.helper(Helper.LOOP_TRIPS) + "(" + lower.text() + ", " + upper.text()
                        + ", " + op.step() + ");");
        scope.open(
                op.location(),
                "for (ulong " + trip + " = " + member(MslInput.GRID_POSITION, op) + "; " + trip + " < " + trips + "; "
                        + trip + " += " + member(MslInput.GRID_SIZE, op) + ")");
        ScalarType type = op.index().scalar();
        String unsigned = MslTypes.unsigned(type);
        scope.out.statement(
                op.location(),
                MslTypes.spell(type) + " " + index + " = " + MslTypes.spell(type) + "(" + unsigned + "(" + lower.text()
                        + ") + " + unsigned + "(" + trip + " * " + op.step() + "));");
        scope.bind(op.index(), Expression.atom(index));
        body(op, "uint(" + trip + ")");
    }

    private void body(ControlOp.ParallelFor op, String iteration) {
        scope.place.enter(op.dimension(), iteration);
        flow.parallelBody(op.body());
        scope.place.leave(op.dimension());
        scope.close("}");
    }

    private String member(MslInput input, ControlOp.ParallelFor op) {
        return scope.input(input) + List.of(".x", ".y", ".z").get(op.dimension());
    }

    private String indexName(ControlOp.ParallelFor op) {
        return scope.names.fresh(op.index().name().isEmpty() ? "i" : op.index().name());
    }

    private static Expression iteration(Expression lower, Expression thread, long step) {
        Expression distance = step == 1
                ? thread
                : Expression.infix(thread, "*", Expression.TIMES, Expression.atom(Long.toString(step)));
        return lower.text().equals("0") || lower.text().equals("0L")
                ? distance
                : Expression.infix(lower, "+", Expression.PLUS, distance);
    }

    void forLoop(ControlOp.For op) {
        Expression lower = scope.use(op.lower());
        Expression upper = scope.use(op.upper());
        if (upper.readsMemory() || !upper.reads().isEmpty()) {
            upper = scope.temporary(op.upper(), upper, op.location(), "upper");
        }
        List<String> variables = declareCarried(op.carried(), op.initial(), op.results(), op.location());
        bindAll(op.results(), variables);
        destinations.setCarried(op.label(), variables);
        destinations.setResults(op.label(), variables);
        flow.declareFlags(op.label(), op.location());
        scope.out.comment(op.location());
        if (indexesRegisters(op)) {
            scope.out.line(UNROLL);
        }
        scope.names.push();
        String index =
                scope.names.fresh(op.index().name().isEmpty() ? "i" : op.index().name());
        scope.bind(op.index(), Expression.atom(index));
        scope.open(op.location(), forHeader(op, index, lower, upper));
        flow.loopBody(op.label(), op.body());
        scope.close("}");
        scope.names.pop();
        flow.testFlags(op.label());
    }

    private String forHeader(ControlOp.For op, String index, Expression lower, Expression upper) {
        String start = MslTypes.spell(op.index().type()) + " " + index + " = " + lower.text();
        String test = Expression.infix(Expression.atom(index), "<", Expression.RELATION, upper)
                .text();
        return "for (" + start + "; " + test + "; " + increment(op, index) + ")";
    }

    /** Below the bound an index can take one more step of 1; of a longer one it may wrap, as in Java. */
    private String increment(ControlOp.For op, String index) {
        if (op.step() == 1) {
            return index + "++";
        }
        boolean isLong = op.index().type() == ScalarType.I64;
        long greatest = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
        @Nullable Long upper = constant(op.upper());
        if (upper != null && upper <= greatest - op.step()) {
            return index + " += " + op.step();
        }
        String unsigned = MslTypes.unsigned(op.index().scalar());
        String suffix = isLong ? "UL" : "u";
        return index + " = " + MslTypes.spell(op.index().type()) + "(" + unsigned + "(" + index + ") + " + op.step()
                + suffix + ")";
    }

    private @Nullable Long constant(Value value) {
        return scope.uses.definer(value) instanceof ScalarOp.Constant constant
                        && constant.value() instanceof Number number
                ? number.longValue()
                : null;
    }

    /** Whether it is a short loop of known length over an array that should lie in registers. */
    private boolean indexesRegisters(ControlOp.For op) {
        @Nullable Long lower = constant(op.lower());
        @Nullable Long upper = constant(op.upper());
        if (lower == null || upper == null || (upper - lower) / op.step() > LONGEST_UNROLLED) {
            return false;
        }
        boolean[] found = {false};
        MslUses.forEach(
                op.body(),
                inner -> found[0] |= inner.operands().stream().anyMatch(MslControl::isRegisterArray)
                        && (inner instanceof MemoryOp.Load || inner instanceof MemoryOp.Store));
        return found[0];
    }

    private static boolean isRegisterArray(Value value) {
        return value.type() instanceof ArrayType array && array.space() == AddressSpace.THREAD;
    }

    void loop(ControlOp.Loop op) {
        List<String> variables = declareCarried(op.body().parameters(), op.initial(), List.of(), op.location());
        destinations.setCarried(op.label(), variables);
        destinations.setResults(op.label(), declareLoopResults(op, variables));
        flow.declareFlags(op.label(), op.location());
        scope.open(op.location(), "while (" + scope.forever() + ")");
        flow.loopBody(op.label(), op.body());
        scope.close("}");
        flow.testFlags(op.label());
    }

    /** A result that some break takes from a carried value lives in that value's variable. */
    private List<String> declareLoopResults(ControlOp.Loop op, List<String> carried) {
        List<ControlOp.Break> breaks = new ArrayList<>();
        MslUses.forEach(op.body(), inner -> {
            if (inner instanceof ControlOp.Break exit && exit.target() == op.label()) {
                breaks.add(exit);
            }
        });
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < op.results().size(); i++) {
            Value result = op.results().get(i);
            String shared = "";
            for (ControlOp.Break exit : breaks) {
                int place = op.body().parameters().indexOf(exit.values().get(i));
                boolean free = place >= 0 && !variables.contains(carried.get(place));
                shared = shared.isEmpty() && free ? carried.get(place) : shared;
            }
            if (shared.isEmpty()) {
                variables.add(destinations.fresh(result, op.location(), "result"));
            } else {
                scope.bindVariable(result, shared);
                variables.add(shared);
            }
        }
        return variables;
    }

    void block(ControlOp.Block op) {
        scope.flushAll();
        List<String> variables = declareResults(op.results(), op.location());
        destinations.setResults(op.label(), variables);
        boolean looped = flow.exits().isLooped(op.label());
        if (looped) {
            flow.declareFlags(op.label(), op.location());
            scope.open(op.location(), "do");
        }
        flow.blockBody(op.label(), op.body(), variables, looped);
        if (looped) {
            scope.close("} while (false);");
            flow.testFlags(op.label());
        }
    }

    /** Variables for the results of an if or a block, written in its regions. */
    List<String> declareResults(List<Value> results, Location location) {
        List<String> variables = new ArrayList<>();
        for (Value result : results) {
            boolean used = scope.uses.count(result) > 0;
            variables.add(used ? destinations.forResult(result, location, "result") : "");
        }
        return variables;
    }

    private List<String> declareCarried(
            List<Value> carried, List<Value> initial, List<Value> results, Location location) {
        List<Expression> starts = new ArrayList<>();
        initial.forEach(value -> starts.add(scope.use(value)));
        scope.flushAll();
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < carried.size(); i++) {
            String own = scope.variableOf(initial.get(i));
            if (!own.isEmpty() && scope.uses.count(initial.get(i)) == 1 && flow.isCurrent(initial.get(i))) {
                scope.bindVariable(carried.get(i), own);
                variables.add(own);
            } else {
                String hint = i < results.size() ? results.get(i).name() : "";
                String name = scope.freshVariable(carried.get(i), hint.isEmpty() ? "carried" : hint);
                declare(carried.get(i).type(), name, starts.get(i).text(), location);
                scope.bindVariable(carried.get(i), name);
                variables.add(name);
            }
        }
        return variables;
    }

    private void declare(Type type, String name, String value, Location location) {
        if (type instanceof TensorType) {
            scope.declare(type, name, location);
            scope.assign(type, name, value, location);
        } else {
            scope.out.statement(location, MslTypes.spell(type) + " " + name + " = " + value + ";");
        }
    }

    private void bindAll(List<Value> values, List<String> variables) {
        for (int i = 0; i < values.size(); i++) {
            scope.bindVariable(values.get(i), variables.get(i));
        }
    }
}
