package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Questions about a region and all that is nested in it. */
final class Regions {
    private Regions() {}

    /** The number of ops, nested ones included. */
    static int size(Region region) {
        int size = 0;
        for (Op op : region.ops()) {
            size++;
            for (Region inner : op.regions()) {
                size += size(inner);
            }
        }
        return size;
    }

    /** True when some op satisfies the predicate. */
    static boolean contains(Region region, Predicate<Op> predicate) {
        for (Op op : region.ops()) {
            if (predicate.test(op)) {
                return true;
            }
            for (Region inner : op.regions()) {
                if (contains(inner, predicate)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True when the only way out of a loop's body is the continue at its end. */
    static boolean endsInOneContinue(ControlOp.For loop) {
        if (!(loop.body().terminator() instanceof ControlOp.Continue last) || last.target() != loop.label()) {
            return false;
        }
        int[] exits = {0};
        forEach(loop.body(), op -> exits[0] += names(op, loop.label()) ? 1 : 0);
        return exits[0] == 1;
    }

    private static boolean names(Op op, Label label) {
        return switch (op) {
            case ControlOp.Continue next -> next.target() == label;
            case ControlOp.Break leave -> leave.target() == label;
            default -> false;
        };
    }

    /** Visits every op, an op before what is nested in it. */
    static void forEach(Region region, Consumer<Op> visitor) {
        for (Op op : region.ops()) {
            visitor.accept(op);
            for (Region inner : op.regions()) {
                forEach(inner, visitor);
            }
        }
    }

    /** Visits every value an op reads, itself or in its regions; values its regions define come too. */
    static void forEachUse(Op op, Consumer<Value> visitor) {
        op.operands().forEach(visitor);
        for (Region inner : op.regions()) {
            for (Op nested : inner.ops()) {
                forEachUse(nested, visitor);
            }
        }
    }
}
