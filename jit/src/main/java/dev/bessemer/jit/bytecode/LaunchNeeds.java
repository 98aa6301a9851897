package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What the code of a kernel depends on and its launch knows: numbers that are arguments, and the size of a threadgroup. */
public final class LaunchNeeds {
    private final Set<Integer> positions = new TreeSet<>();
    private boolean threadgroup;

    /** The positions of the arguments. */
    public Set<Integer> positions() {
        return Set.copyOf(positions);
    }

    /** Whether the code depends on the size of a threadgroup. */
    public boolean threadgroup() {
        return threadgroup;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return positions.isEmpty() && !threadgroup;
    }

    /** Adds what a value is computed from; false, and nothing added, where a launch does not know that. */
    boolean add(LiftSession session, Value value) {
        LaunchNeeds found = new LaunchNeeds();
        if (!found.collect(session, value, new HashSet<>())) {
            return false;
        }
        positions.addAll(found.positions);
        threadgroup |= found.threadgroup;
        return true;
    }

    private boolean collect(LiftSession session, Value value, Set<Value> seen) {
        if (!seen.add(value)) {
            return true;
        }
        Op op = session.definition(value);
        if (op == null) {
            Integer position = session.positions.get(session.resolve(value));
            return position != null && (positions.add(position) || positions.contains(position));
        }
        boolean computes = switch (op) {
            case ScalarOp.Builtin builtin -> isOfThreadgroup(builtin.kind());
            case ScalarOp.ArraySize _ -> false;
            case ScalarOp _, MemoryOp.Divide _ -> true;
            default -> false;
        };
        return computes && op.operands().stream().allMatch(operand -> collect(session, operand, seen));
    }

    private boolean isOfThreadgroup(BuiltinKind kind) {
        boolean is = kind == BuiltinKind.LOCAL_SIZE_X
                || kind == BuiltinKind.LOCAL_SIZE_Y
                || kind == BuiltinKind.LOCAL_SIZE_Z;
        threadgroup |= is;
        return is;
    }
}
