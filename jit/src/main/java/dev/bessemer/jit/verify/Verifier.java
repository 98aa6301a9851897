package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what must hold of a function between any two passes. What this class itself checks:
 *
 * <ul>
 *   <li>A value is defined once, and used only where it is visible: after its definition, in the same region or one nested in it.
 *   <li>A region ends with a terminator and has no other.
 *   <li>A yield stands directly in a region of an if, a block, a parallel loop or a map; a for or a loop ends with a continue or leaves.
 *   <li>A break's label is that of an enclosing block or loop, a continue's that of an enclosing loop; neither leaves a map's body or a
 *       parallel loop. A label names one op.
 *   <li>What yields, breaks and continues give agrees in number and types with what their target takes; so do a loop's initial values, and
 *       a counted loop's results with what it carries.
 *   <li>Conditions are BOOL; bounds and index of a counted loop are of one type, I32 or I64, and its step is positive.
 *   <li>No array is selected, yielded, carried, or a result of other than an allocation.
 *   <li>A kernel returns nothing, another function a value of its return type.
 * </ul>
 *
 * The families of ops have checks of their own, each stated there.
 */
public final class Verifier {
    private final Violations found = new Violations();
    private final Set<Value> defined = new HashSet<>();
    private final Set<Value> visible = new HashSet<>();
    private final Set<Label> labels = new HashSet<>();
    private final Deque<Target> targets = new ArrayDeque<>();
    private final @Nullable Type returnType;

    private Verifier(Function function) {
        returnType = function.returnType();
    }

    /**
     * An op whose region is being checked.
     *
     * @param label null for an op that no jump names
     * @param carried what a continue gives; null for an op that takes none
     * @param yields whether its region ends with a yield
     */
    private record Target(
            Op op,
            @Nullable Label label,
            List<Value> results,
            @Nullable List<Value> carried,
            boolean yields) {}

    /** What does not hold, in the order of the function; empty when all does. */
    public static List<Violation> check(Function function) {
        Verifier verifier = new Verifier(function);
        for (Function.Parameter parameter : function.parameters()) {
            verifier.defined.add(parameter.value());
            verifier.visible.add(parameter.value());
        }
        verifier.region(function.body(), null);
        return verifier.found.list();
    }

    /**
     * Throws when something does not hold.
     *
     * @param after the step that made the function, for the message
     * @throws IllegalStateException that lists what does not hold and prints the function with the first op at fault marked
     */
    public static void require(Function function, String after) {
        List<Violation> violations = check(function);
        if (violations.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder("after " + after + " the IR of " + function.name() + " is broken:\n");
        violations.forEach(violation -> message.append("  ").append(violation).append('\n'));
        message.append(IrPrinter.print(function, violations.getFirst().op()));
        throw new IllegalStateException(message.toString());
    }

    private void region(Region region, @Nullable Op owner) {
        List<Value> inRegion = new ArrayList<>(region.parameters());
        for (Value parameter : region.parameters()) {
            define(parameter, owner == null ? region.ops().getFirst() : owner);
        }
        int last = region.ops().size() - 1;
        for (int i = 0; i <= last; i++) {
            Op op = region.ops().get(i);
            found.require(
                    op instanceof ControlOp.Terminator == (i == last),
                    op,
                    "a region ends with a terminator and has no other");
            op(op);
            for (Value result : op.results()) {
                define(result, op);
                inRegion.add(result);
            }
        }
        if (owner != null) {
            found.require(last >= 0, owner, "a region ends with a terminator and has no other");
        }
        inRegion.forEach(visible::remove);
    }

    private void define(Value value, Op op) {
        found.require(defined.add(value), op, "a value is defined once");
        found.require(
                !(value.type() instanceof ArrayType) || op instanceof MemoryOp.Allocate || op instanceof MemoryOp.Table,
                op,
                "an array is a parameter of the function, a table or an allocation's result");
        visible.add(value);
    }

    private void op(Op op) {
        for (Value operand : op.operands()) {
            if (!visible.contains(operand)) {
                found.require(false, op, "%" + operand.name() + " is not visible here");
            }
        }
        switch (op) {
            case ScalarOp scalar -> ScalarInvariants.check(scalar, found);
            case TileOp tile -> tile(tile);
            case MemoryOp memory -> MemoryInvariants.check(memory, found);
            case SimdOp simd -> ScalarInvariants.check(simd, found);
            case ControlOp control -> control(control);
        }
    }

    private void tile(TileOp op) {
        TileInvariants.check(op, found);
        if (op instanceof TileOp.MapElements map) {
            inside(new Target(op, null, List.of(), null, true), map.body());
        }
    }

    private void control(ControlOp op) {
        switch (op) {
            case ControlOp.If branch -> {
                found.require(branch.condition().type() == ScalarType.BOOL, op, "a condition is a bool");
                Target target = new Target(op, null, branch.results(), null, true);
                inside(target, branch.thenRegion());
                inside(target, branch.elseRegion());
            }
            case ControlOp.Block block ->
                inside(new Target(op, label(block.label(), op), block.results(), null, true), block.body());
            case ControlOp.For loop -> {
                bounds(op, loop.lower(), loop.upper(), loop.index(), loop.step());
                found.require(agree(loop.initial(), loop.carried()), op, "initial values agree with what is carried");
                found.require(agree(loop.results(), loop.carried()), op, "results agree with what is carried");
                inside(new Target(op, label(loop.label(), op), loop.results(), loop.carried(), false), loop.body());
            }
            case ControlOp.Loop loop -> {
                List<Value> carried = loop.body().parameters();
                found.require(agree(loop.initial(), carried), op, "initial values agree with what is carried");
                inside(new Target(op, label(loop.label(), op), loop.results(), carried, false), loop.body());
            }
            case ControlOp.ParallelFor loop -> {
                bounds(op, loop.lower(), loop.upper(), loop.index(), loop.step());
                found.require(loop.dimension() >= 0 && loop.dimension() <= 2, op, "a grid's dimension is 0, 1 or 2");
                inside(new Target(op, null, List.of(), null, true), loop.body());
            }
            case ControlOp.Terminator terminator -> terminator(terminator);
        }
    }

    private void inside(Target target, Region region) {
        targets.push(target);
        region(region, target.op());
        targets.pop();
    }

    private Label label(Label label, Op op) {
        found.require(labels.add(label), op, "a label names one op");
        return label;
    }

    private void bounds(Op op, Value lower, Value upper, Value index, long step) {
        found.require(
                Violations.isWide(index) && Violations.same(index, lower) && Violations.same(index, upper),
                op,
                "index and bounds of a counted loop are of one type, i32 or i64");
        found.require(step > 0, op, "a counted loop's step is positive");
    }

    private void terminator(ControlOp.Terminator op) {
        switch (op) {
            case ControlOp.Yield yield -> {
                Target target = targets.peek();
                if (target == null || !target.yields()) {
                    found.require(false, op, "a yield ends a region of an if, a block, a parallel loop or a map");
                } else {
                    found.require(
                            target.op() instanceof TileOp || agree(yield.values(), target.results()),
                            op,
                            "a yield gives the op's results");
                }
            }
            case ControlOp.Break jump -> {
                Target target = target(jump.target(), op);
                if (target != null) {
                    found.require(agree(jump.values(), target.results()), op, "a break gives its target's results");
                }
            }
            case ControlOp.Continue jump -> {
                Target target = target(jump.target(), op);
                if (target != null) {
                    found.require(
                            target.carried() != null && agree(jump.values(), target.carried()),
                            op,
                            "a continue gives what its loop carries");
                }
            }
            case ControlOp.Return leave ->
                found.require(
                        leave.value() == null
                                ? returnType == null
                                : leave.value().type().equals(returnType),
                        op,
                        "a kernel returns nothing, another function a value of its return type");
        }
    }

    /** The enclosing op of that label; null, and noted, when a jump cannot go there. */
    private @Nullable Target target(Label label, Op jump) {
        for (Target target : targets) {
            if (label == target.label()) {
                return target;
            }
            if (target.op() instanceof TileOp || target.op() instanceof ControlOp.ParallelFor) {
                break;
            }
        }
        found.require(false, jump, "^" + label.name() + " is no label of an enclosing op that a jump may leave");
        return null;
    }

    private static boolean agree(List<Value> given, List<Value> taken) {
        if (given.size() != taken.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!Violations.same(given.get(i), taken.get(i))) {
                return false;
            }
        }
        return true;
    }
}
