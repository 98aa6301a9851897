package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises {@code for (int i = lower; i < upper; i += step)}, its step a positive constant, in a loop marked {@code @Parallel}; also
 * {@code i <= last}, and {@code for (int i = last; i >= lower; i--)}, since iterations have no order. Where a loop with {@code <=} has
 * the largest number as its bound, which it never passes in Java, it has no iterations.
 */
final class CountedForm {
    private final LiftSession session;
    private final ControlOp.Loop loop;
    private final ParallelMark mark;
    private final List<Op> ops;
    private final List<Op> added = new ArrayList<>();
    private int test;
    private CompareKind kind = CompareKind.LT;
    private @Nullable Value bound;
    private @Nullable Value lower;
    private @Nullable Value upper;
    private long step;

    CountedForm(LiftSession session, ControlOp.Loop loop, ParallelMark mark) {
        this.session = session;
        this.loop = loop;
        this.mark = mark;
        ops = loop.body().ops();
    }

    /** This form; null where the loop is not of it, which is reported. */
    @Nullable
    CountedForm check() {
        boolean alone = carriesIndexAlone();
        boolean inside = staysInside();
        if (!findTest() || !findStep()) {
            report(Refusal.NOT_COUNTED, mark.display());
            return null;
        }
        if (!alone || !inside) {
            return null;
        }
        setBounds();
        return this;
    }

    private void setBounds() {
        Value initial = loop.initial().get(mark.position());
        Value tested = Objects.requireNonNull(bound);
        boolean up = step > 0;
        if (!tested.type().equals(initial.type())) {
            setLongBounds(initial, tested, up);
            return;
        }
        lower = up ? initial : kind == CompareKind.GT ? next(tested) : tested;
        upper = !up ? next(initial) : kind == CompareKind.LE ? next(tested) : tested;
    }

    /** An int variable is tested against a long. Where that is a number that no int passes, so that Java's loop never ends, there are no iterations. */
    private void setLongBounds(Value initial, Value tested, boolean up) {
        Value limit = kind == CompareKind.LE || kind == CompareKind.GT ? next(tested) : tested;
        if (up) {
            Value endless = compare(CompareKind.GT, limit, Integer.MAX_VALUE);
            Value last = binary(BinaryKind.MAX, limit, constant(ScalarType.I64, (long) Integer.MIN_VALUE));
            lower = initial;
            upper = select(endless, initial, narrow(last));
        } else {
            Value endless = compare(CompareKind.LE, limit, Integer.MIN_VALUE);
            Value first = binary(BinaryKind.MIN, limit, constant(ScalarType.I64, (long) Integer.MAX_VALUE));
            upper = next(initial);
            lower = select(endless, upper, narrow(first));
        }
    }

    private Value narrow(Value value) {
        Value narrowed = new Value(ScalarType.I32);
        added.add(new ScalarOp.Convert(narrowed, value, loop.location()));
        return narrowed;
    }

    private Value constant(ScalarType type, Object number) {
        Value constant = new Value(type);
        added.add(new ScalarOp.Constant(constant, number, loop.location()));
        return constant;
    }

    private Value binary(BinaryKind operation, Value left, Value right) {
        Value result = new Value(left.type());
        added.add(new ScalarOp.Binary(result, operation, left, right, loop.location()));
        return result;
    }

    private Value compare(CompareKind relation, Value left, long right) {
        Value result = new Value(ScalarType.BOOL);
        added.add(new ScalarOp.Compare(result, relation, left, constant(ScalarType.I64, right), loop.location()));
        return result;
    }

    private Value select(Value condition, Value whenTrue, Value whenFalse) {
        Value result = new Value(ScalarType.I32);
        added.add(new ScalarOp.Select(result, condition, whenTrue, whenFalse, loop.location()));
        return result;
    }

    private Value next(Value value) {
        ScalarType type = value.scalar();
        return binary(BinaryKind.ADD, value, constant(type, type == ScalarType.I64 ? (Object) 1L : (Object) 1));
    }

    Value index() {
        return loop.body().parameters().get(mark.position());
    }

    Value lower() {
        return Objects.requireNonNull(lower);
    }

    Value upper() {
        return Objects.requireNonNull(upper);
    }

    long step() {
        return Math.abs(step);
    }

    /** What computes the bounds: what the loop evaluates before its test, but for the test itself. */
    List<Op> bounds() {
        List<Op> all = new ArrayList<>(ops.subList(0, test - 1));
        all.removeIf(this::widensIndex);
        all.addAll(added);
        return all;
    }

    /** What an iteration does. */
    List<Op> body() {
        return ops.subList(test + 1, ops.size() - 1);
    }

    private void report(Refusal refusal, Object... values) {
        session.diagnostics.error(loop.location(), refusal, values);
    }

    private boolean carriesIndexAlone() {
        List<Value> carried = new ArrayList<>(loop.body().parameters());
        carried.remove(index());
        for (Value value : carried) {
            String name = value.name().isEmpty() ? "a value" : "'" + value.name() + "'";
            report(Refusal.CARRIED, mark.display(), name);
        }
        if (!loop.results().isEmpty()) {
            report(Refusal.USED_AFTER_LOOP, mark.display());
        }
        return carried.isEmpty() && loop.results().isEmpty();
    }

    /** The test is the first op with regions, {@code if (i < upper) {} else break}; the comparison stands right before it. */
    private boolean findTest() {
        test = 0;
        while (isPure(ops.get(test))) {
            test++;
        }
        if (test == 0 || !(ops.get(test) instanceof ControlOp.If branch) || !leavesLoop(branch)) {
            return false;
        }
        if (!(ops.get(test - 1) instanceof ScalarOp.Compare compare) || compare.result() != branch.condition()) {
            return false;
        }
        boolean isLeft = isIndex(compare.left());
        kind = isLeft ? compare.kind() : compare.kind().swapped();
        bound = isLeft ? compare.right() : compare.left();
        boolean onIndex = isLeft || isIndex(compare.right());
        return onIndex
                && !isIndex(bound)
                && ops.subList(0, test - 1).stream()
                        .allMatch(op -> widensIndex(op) || !op.operands().contains(index()));
    }

    /** Whether a value is the loop's variable, as it is or, for a test against a long, as a long. */
    private boolean isIndex(Value value) {
        return value == index()
                || ops.subList(0, test - 1).stream()
                        .anyMatch(op -> widensIndex(op) && op.results().contains(value));
    }

    private boolean widensIndex(Op op) {
        return op instanceof ScalarOp.Convert convert
                && convert.operand() == index()
                && convert.result().type() == ScalarType.I64;
    }

    /** Whether an op only computes: a division by a number other than 0 cannot fail. */
    private boolean isPure(Op op) {
        return op instanceof ScalarOp
                || (op instanceof MemoryOp.Divide divide
                        && session.finishedConstant(divide.right()) instanceof Number divisor
                        && divisor.longValue() != 0);
    }

    private boolean leavesLoop(ControlOp.If branch) {
        return branch.thenRegion().ops().size() == 1
                && branch.thenRegion().terminator() instanceof ControlOp.Yield
                && branch.elseRegion().ops().size() == 1
                && branch.elseRegion().terminator() instanceof ControlOp.Break leave
                && leave.target() == loop.label();
    }

    private boolean findStep() {
        if (!(ops.getLast() instanceof ControlOp.Continue again) || again.target() != loop.label()) {
            return false;
        }
        Value next = again.values().get(mark.position());
        for (Op op : ops) {
            if (op instanceof ScalarOp.Binary sum
                    && sum.result() == next
                    && (sum.kind() == BinaryKind.ADD || sum.kind() == BinaryKind.SUBTRACT)
                    && sum.left() == index()
                    && session.finishedConstant(sum.right()) instanceof Number number) {
                step = sum.kind() == BinaryKind.ADD ? number.longValue() : -number.longValue();
            }
        }
        return switch (kind) {
            case LT, LE -> step > 0;
            case GT, GE -> step == -1;
            case EQ, NE -> false;
        };
    }

    /** Reports what leaves the loop early, but an exception, or what threw it, that was reported. */
    private boolean staysInside() {
        Set<Location> early = new HashSet<>();
        Set<Label> inside = new HashSet<>();
        for (Op op : ops.subList(0, ops.size() - 1)) {
            boolean isTest = op instanceof ControlOp.If branch && leavesLoop(branch);
            if (!isTest) {
                findLeaving(op, inside, early);
            }
        }
        boolean staysInside = early.isEmpty();
        if (!session.diagnostics.isEmpty()) {
            early.removeAll(session.thrown);
        }
        early.forEach(location -> session.diagnostics.error(location, Refusal.LEAVES_LOOP, mark.display()));
        return staysInside;
    }

    private static void findLeaving(Op op, Set<Label> inside, Set<Location> early) {
        switch (op) {
            case ControlOp.Block block -> inside.add(block.label());
            case ControlOp.Loop inner -> inside.add(inner.label());
            case ControlOp.Return leave -> early.add(leave.location());
            case ControlOp.Break leave when !inside.contains(leave.target()) -> early.add(leave.location());
            case ControlOp.Continue again when !inside.contains(again.target()) -> early.add(again.location());
            default -> {}
        }
        op.regions().forEach(region -> region.ops().forEach(nested -> findLeaving(nested, inside, early)));
    }
}
