package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Two branches that meet: an if with results, or selects where the branches do nothing but name constants. */
record Diamond(LiftSession session, Value condition, Location location) {
    /** The ops, ended by a yield of the results; the branches end with a yield each. */
    List<Op> join(List<Op> whenTrue, List<Op> whenFalse, List<Value> results) {
        List<Op> ops = new ArrayList<>();
        if (!results.isEmpty() && isConstants(whenTrue) && isConstants(whenFalse)) {
            ops.addAll(whenTrue.subList(0, whenTrue.size() - 1));
            ops.addAll(whenFalse.subList(0, whenFalse.size() - 1));
            List<Value> one = whenTrue.getLast().operands();
            List<Value> other = whenFalse.getLast().operands();
            for (int i = 0; i < results.size(); i++) {
                add(ops, new ScalarOp.Select(results.get(i), condition, one.get(i), other.get(i), location));
            }
        } else {
            ops.add(new ControlOp.If(results, condition, Region.of(whenTrue), Region.of(whenFalse), location));
        }
        ops.add(new ControlOp.Yield(results, location));
        return ops;
    }

    private void add(List<Op> ops, Op op) {
        ops.add(op);
        session.define(op);
    }

    private static boolean isConstants(List<Op> ops) {
        return ops.stream().limit(ops.size() - 1).allMatch(ScalarOp.Constant.class::isInstance)
                && ops.getLast().operands().stream().allMatch(v -> v.type() instanceof ScalarType);
    }
}
