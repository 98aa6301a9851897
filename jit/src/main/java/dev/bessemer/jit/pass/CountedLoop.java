package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loop seen as a counted one: {@code loop (i, ...) { head; if (i >= upper) { exit } body }}, where every continue adds the same positive
 * constant to i.
 *
 * @param loop the loop
 * @param counter the place of i among what the loop carries
 * @param upper the bound, which does not change in the loop
 * @param step what every continue adds
 * @param invariant ops of the head that do not depend on the iteration
 * @param head the other ops before the test
 * @param exit what happens when the test says to leave
 * @param body what happens when it says to stay
 */
record CountedLoop(
        ControlOp.Loop loop,
        int counter,
        Value upper,
        long step,
        List<Op> invariant,
        List<Op> head,
        Region exit,
        List<Op> body) {
    /** The loop variable. */
    Value index() {
        return loop.body().parameters().get(counter);
    }

    /** The loop as a counted one; null when it is none. */
    static @Nullable CountedLoop of(ControlOp.Loop loop, Definitions definitions) {
        return new Recognizer(loop, definitions).recognize();
    }

    /** Looks at one loop. */
    private static final class Recognizer {
        private final ControlOp.Loop loop;
        private final Definitions definitions;
        private final Set<Value> varying;
        private final List<Op> invariant = new ArrayList<>();
        private final List<Op> head = new ArrayList<>();

        Recognizer(ControlOp.Loop loop, Definitions definitions) {
            this.loop = loop;
            this.definitions = definitions;
            varying = new HashSet<>(loop.body().parameters());
        }

        @Nullable
        CountedLoop recognize() {
            int test = splitHead();
            List<Op> ops = loop.body().ops();
            if (!(ops.get(test) instanceof ControlOp.If branch)
                    || !branch.results().isEmpty()
                    || !(definitions.of(branch.condition()) instanceof ScalarOp.Compare condition)) {
                return null;
            }
            List<Op> rest = ops.subList(test + 1, ops.size());
            if (goesOn(branch.elseRegion())) {
                return recognize(condition, condition.kind().negated(), branch.thenRegion(), rest);
            }
            if (goesOn(branch.thenRegion())) {
                return recognize(condition, condition.kind(), branch.elseRegion(), rest);
            }
            if (repeats(branch.thenRegion())) {
                return recognize(
                        condition,
                        condition.kind(),
                        branch.elseRegion(),
                        branch.thenRegion().ops());
            }
            return null;
        }

        /** Sorts the pure ops the body begins with; gives the place of the op after them. */
        private int splitHead() {
            List<Op> ops = loop.body().ops();
            int i = 0;
            while (ops.get(i) instanceof ScalarOp op) {
                boolean varies = false;
                for (Value operand : op.operands()) {
                    varies |= varying.contains(operand);
                }
                if (varies) {
                    varying.add(op.result());
                    head.add(op);
                } else {
                    invariant.add(op);
                }
                i++;
            }
            return i;
        }

        private static boolean goesOn(Region region) {
            return region.ops().size() == 1 && region.terminator() instanceof ControlOp.Yield;
        }

        private boolean repeats(Region region) {
            return region.terminator() instanceof ControlOp.Continue next && next.target() == loop.label();
        }

        private @Nullable CountedLoop recognize(
                ScalarOp.Compare condition, CompareKind stay, Region exit, List<Op> body) {
            if (condition.left().type() == ScalarType.F32 || exit.terminator() instanceof ControlOp.Yield) {
                return null;
            }
            int left = loop.body().parameters().indexOf(condition.left());
            int right = loop.body().parameters().indexOf(condition.right());
            if (left >= 0 && stay == CompareKind.LT && !varying.contains(condition.right())) {
                return counted(left, condition.right(), exit, body);
            }
            if (right >= 0 && stay == CompareKind.GT && !varying.contains(condition.left())) {
                return counted(right, condition.left(), exit, body);
            }
            return null;
        }

        private @Nullable CountedLoop counted(int counter, Value upper, Region exit, List<Op> body) {
            Set<Long> steps = new HashSet<>();
            Regions.forEach(Region.of(body), op -> {
                if (op instanceof ControlOp.Continue next && next.target() == loop.label()) {
                    steps.add(step(counter, next.values().get(counter)));
                }
            });
            long step = steps.size() == 1 ? steps.iterator().next() : 0;
            return step <= 0 || jumpsInside(exit)
                    ? null
                    : new CountedLoop(loop, counter, upper, step, invariant, head, exit, body);
        }

        /** Whether a region names the loop other than by a break at its end. */
        @SuppressWarnings("ReferenceEquality") // another break may look the same
        private boolean jumpsInside(Region exit) {
            return Regions.contains(exit, op -> switch (op) {
                case ControlOp.Continue next -> next.target() == loop.label();
                case ControlOp.Break leave -> leave.target() == loop.label() && op != exit.terminator();
                default -> false;
            });
        }

        /** The constant that a continue adds; 0 when it does something else. */
        private long step(int counter, Value next) {
            Value index = loop.body().parameters().get(counter);
            if (definitions.of(next) instanceof ScalarOp.Binary add && add.kind() == BinaryKind.ADD) {
                if (add.left() == index && definitions.constant(add.right()) instanceof Number step) {
                    return step.longValue();
                }
                if (add.right() == index && definitions.constant(add.left()) instanceof Number step) {
                    return step.longValue();
                }
            }
            return 0;
        }
    }
}
