package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks find. */
final class Violations {
    private final List<Violation> found = new ArrayList<>();

    /** Notes the invariant unless it holds. */
    void require(boolean holds, Op op, String invariant) {
        if (!holds) {
            found.add(new Violation(op, invariant));
        }
    }

    /** What was found, in the order of the function. */
    List<Violation> list() {
        return List.copyOf(found);
    }

    /** Whether a value is an I32 or an I64. */
    static boolean isWide(Value value) {
        return value.type() == ScalarType.I32 || value.type() == ScalarType.I64;
    }

    /** Whether values have one type. */
    static boolean same(Value first, Value second) {
        return first.type().equals(second.type());
    }
}
