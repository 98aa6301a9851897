package dev.bessemer.jit.analysis;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a kernel with {@code @Parallel} loops uses arrays in and outside the innermost one. In Java what stands outside an iteration comes before it or after; on a device every
 * thread does it, while others are in their iterations.
 *
 * @param outside the loads outside the innermost loop
 * @param made the arrays made outside it
 * @param inside the stores and atomic operations inside it
 */
public record ParallelAccess(List<MemoryOp.Load> outside, Set<Value> made, List<MemoryOp> inside) {
    /** Looks through a whole kernel; nothing is outside where there is no such loop. */
    public static ParallelAccess of(Function kernel) {
        ParallelAccess access = new ParallelAccess(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
        if (hasLoop(kernel.body())) {
            access.outside(kernel.body());
        }
        return access;
    }

    /** Whether a {@code @Parallel} loop stands in a region or in one in it. */
    public static boolean hasLoop(Region region) {
        return region.ops().stream()
                .anyMatch(op -> op instanceof ControlOp.ParallelFor
                        || op.regions().stream().anyMatch(ParallelAccess::hasLoop));
    }

    /** The array that an op stores to or changes. */
    public static Value written(MemoryOp inside) {
        return inside instanceof MemoryOp.Atomic atomic ? atomic.array() : ((MemoryOp.Store) inside).array();
    }

    private void outside(Region region) {
        for (Op op : region.ops()) {
            switch (op) {
                case MemoryOp.Load load -> outside.add(load);
                case MemoryOp.Allocate allocate -> made.add(allocate.result());
                case ControlOp.ParallelFor loop when !hasLoop(loop.body()) -> inside(loop.body());
                default -> op.regions().forEach(this::outside);
            }
        }
    }

    private void inside(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof MemoryOp.Store || op instanceof MemoryOp.Atomic) {
                inside.add((MemoryOp) op);
            }
            op.regions().forEach(this::inside);
        }
    }
}
