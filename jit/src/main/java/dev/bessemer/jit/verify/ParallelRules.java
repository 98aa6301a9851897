package dev.bessemer.jit.verify;

import dev.bessemer.jit.analysis.ParallelAccess;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * What holds of a kernel with {@code @Parallel} loops:
 *
 * <ul>
 *   <li>It has one nest of them, at most three deep. The outermost stands in the kernel's outermost region, each other one directly inside
 *       the next, with a lower dimension.
 *   <li>Only the innermost one's body stores to memory, so that each store happens once.
 *   <li>What that body writes is not read outside of it, and was not made outside of it.
 *   <li>Nothing in the kernel asks for, or works together with, other threads: no thread ids, barriers, local arrays, exchanges between
 *       lanes or matrices.
 *   <li>No iteration ends the kernel by a return.
 * </ul>
 */
final class ParallelRules {
    private final Diagnostics diagnostics;
    private boolean nestSeen;

    private ParallelRules(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static void check(Function kernel, Diagnostics diagnostics) {
        if (ParallelAccess.hasLoop(kernel.body())) {
            ParallelRules rules = new ParallelRules(diagnostics);
            rules.outside(kernel.body(), 3, true);
            rules.order(ParallelAccess.of(kernel));
        }
    }

    /** Java's order of what is outside an iteration and what is inside. */
    private void order(ParallelAccess access) {
        Set<Value> written = new HashSet<>();
        for (MemoryOp store : access.inside()) {
            Value array = ParallelAccess.written(store);
            if (written.add(array) && access.made().contains(array)) {
                diagnostics.error(store.location(), Refusal.SHARED_BY_ITERATIONS, array.name());
            }
        }
        for (MemoryOp.Load load : access.outside()) {
            if (written.contains(load.array()) && !access.made().contains(load.array())) {
                diagnostics.error(
                        load.location(), Refusal.READ_OUTSIDE, load.array().name());
            }
        }
    }

    /**
     * Checks a region outside the innermost loop.
     *
     * @param dimension that of the loop the region is the body of, or 3
     * @param direct whether a parallel loop may stand here
     */
    private void outside(Region region, int dimension, boolean direct) {
        boolean loopSeen = false;
        for (Op op : region.ops()) {
            cooperation(op);
            if (op instanceof ControlOp.ParallelFor loop) {
                place(loop, dimension, direct);
                if (loopSeen || (nestSeen && dimension == 3)) {
                    second(loop);
                }
                loopSeen = true;
                nestSeen = true;
                body(loop);
            } else {
                effect(op, dimension);
                for (Region inner : op.regions()) {
                    outside(inner, dimension, false);
                }
            }
        }
    }

    private void body(ControlOp.ParallelFor loop) {
        if (ParallelAccess.hasLoop(loop.body())) {
            outside(loop.body(), loop.dimension(), true);
        } else {
            inside(loop.body());
        }
    }

    private void inside(Region region) {
        for (Op op : region.ops()) {
            cooperation(op);
            returns(op);
            for (Region inner : op.regions()) {
                inside(inner);
            }
        }
    }

    private void place(ControlOp.ParallelFor loop, int dimension, boolean direct) {
        if (!direct || loop.dimension() >= dimension) {
            diagnostics.error(loop.location(), Refusal.LOOP_IN_CONDITION);
        }
    }

    private void second(ControlOp.ParallelFor loop) {
        diagnostics.error(loop.location(), Refusal.LOOP_AFTER_LOOP);
    }

    private void effect(Op op, int dimension) {
        boolean writes = op instanceof MemoryOp.Atomic
                || (op instanceof MemoryOp.Store store && store.array().array().space() != AddressSpace.THREAD);
        if (writes) {
            diagnostics.error(op.location(), Refusal.WRITE_OUTSIDE);
        }
        if (dimension < 3) {
            returns(op);
        }
    }

    private void returns(Op op) {
        if (op instanceof ControlOp.Return) {
            diagnostics.error(op.location(), Refusal.RETURN_IN_LOOP);
        }
    }

    private void cooperation(Op op) {
        switch (op) {
            case MemoryOp.Barrier barrier -> refuse(op, "a barrier");
            case MemoryOp.LoadTile load -> refuse(op, "a matrix");
            case MemoryOp.StoreTile store -> refuse(op, "a matrix");
            case TensorOp tensor -> refuse(op, "a cooperative tensor");
            case TileOp tile -> refuse(op, "a matrix");
            case SimdOp simd -> refuse(op, "an exchange between lanes");
            case ScalarOp.Builtin builtin -> refuse(op, "a thread's place");
            case MemoryOp.Allocate allocate when isShared(allocate.result().array()) -> refuse(op, "a local array");
            default -> {}
        }
    }

    private static boolean isShared(ArrayType type) {
        return type.space() == AddressSpace.THREADGROUP;
    }

    private void refuse(Op op, String what) {
        diagnostics.error(op.location(), Refusal.COOPERATION_IN_LOOP, what);
    }
}
