package dev.bessemer.jit.verify;

import dev.bessemer.jit.analysis.Uniformity;
import dev.bessemer.jit.analysis.Uniformity.Scope;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel's author can get wrong and the types of the IR do not rule out:
 *
 * <ul>
 *   <li>A barrier is reached by all threads of its threadgroup or by none.
 *   <li>An op on tiles and an exchange between lanes is reached by all lanes of the SIMD-group or by none.
 *   <li>The operands that say where a tile access goes, and the value a tile is filled with, are the same in all lanes; so is the choice
 *       between tiles.
 *   <li>A threadgroup's arrays stand in the kernel's outermost region and take at most 32,768 bytes together.
 *   <li>Cooperative tensors keep the rules of {@link TensorRules}.
 *   <li>{@code @Parallel} loops keep the rules of {@link ParallelRules}.
 * </ul>
 */
public final class KernelRules {
    /** The bytes of threadgroup memory that every Metal device has. */
    public static final int MAXIMUM_THREADGROUP_BYTES = 32_768;

    private final Uniformity uniformity;
    private final Diagnostics diagnostics;
    private final TensorRules tensors;
    private long threadgroupBytes;

    private KernelRules(Function kernel, Uniformity uniformity, Diagnostics diagnostics) {
        this.uniformity = uniformity;
        this.diagnostics = diagnostics;
        tensors = new TensorRules(kernel, uniformity, diagnostics);
    }

    /** Reports every rule a kernel breaks. */
    public static void check(Function kernel, Diagnostics diagnostics) {
        new KernelRules(kernel, Uniformity.of(kernel), diagnostics).region(kernel.body(), true);
        ParallelRules.check(kernel, diagnostics);
    }

    private void region(Region region, boolean outermost) {
        for (Op op : region.ops()) {
            check(op, outermost);
            boolean stillOutermost = outermost && op instanceof ControlOp.Block;
            for (Region inner : op.regions()) {
                region(inner, stillOutermost);
            }
        }
    }

    private void check(Op op, boolean outermost) {
        switch (op) {
            case MemoryOp.Barrier barrier -> barrier(barrier);
            case MemoryOp.Allocate allocate -> allocation(allocate, outermost);
            case MemoryOp.LoadTile load -> {
                together(op, "a matrix is loaded", "load");
                access(load, load.access());
            }
            case MemoryOp.StoreTile store -> {
                together(op, "a matrix is stored", "store");
                access(store, store.access());
            }
            case MemoryOp.Load load when load.result().type() instanceof TileType -> element(op, load.index());
            case MemoryOp.Store store when store.value().type() instanceof TileType -> element(op, store.index());
            case TensorOp tensor -> tensors.check(tensor);
            case TileOp tile when tile.result().type() instanceof CooperativeType -> tensors.check(tile);
            case TileOp.Largest largest -> tensors.check(largest);
            case SimdOp simd -> together(op, "lanes exchange values", "exchange");
            case TileOp.Fill fill -> {
                together(op, "a matrix is made", "matrix");
                sameInLanes(op, fill.value(), "the value a matrix is filled with");
            }
            case TileOp tile -> together(op, "a matrix is computed with", "matrix");
            case ControlOp control -> chosen(control);
            default -> {}
        }
    }

    private void barrier(MemoryOp.Barrier barrier) {
        if (uniformity.controlScope(barrier) != Scope.THREADGROUP) {
            diagnostics.error(barrier.location(), Refusal.DIVERGENT_BARRIER, cause(barrier));
        }
    }

    /** Reports an op that not all lanes execute. */
    private void together(Op op, String what, String noun) {
        if (!uniformity.controlScope(op).covers(Scope.SIMDGROUP)) {
            diagnostics.error(op.location(), Refusal.DIVERGENT_MATRIX, what, cause(op), noun);
        }
    }

    private void access(Op op, MemoryOp.TileAccess access) {
        sameInLanes(op, access.offset(), "the offset of a matrix");
        sameInLanes(op, access.rowStride(), "the row stride of a matrix");
        sameInLanes(op, access.rows(), "the number of rows of a matrix");
        sameInLanes(op, access.columns(), "the number of columns of a matrix");
    }

    private void element(Op op, Value index) {
        together(op, "a matrix of an array is accessed", "access");
        sameInLanes(op, index, "the index into an array of matrices");
    }

    private void sameInLanes(Op op, @Nullable Value value, String what) {
        if (value != null && !uniformity.scope(value).covers(Scope.SIMDGROUP)) {
            diagnostics.error(
                    op.location(),
                    Refusal.DIFFERS_IN_LANES,
                    what + (value.name().isEmpty() ? "" : ", '" + value.name() + "',"));
        }
    }

    /** Reports tiles that a condition of its own for each lane chooses between. */
    private void chosen(ControlOp op) {
        for (Value result : op.results()) {
            if (result.type() instanceof TileType && !uniformity.scope(result).covers(Scope.SIMDGROUP)) {
                diagnostics.error(op.location(), Refusal.MATRIX_CHOICE);
            }
            tensors.chosen(op, result);
        }
    }

    /** What an array takes of threadgroup memory, in bytes. */
    public static long threadgroupBytes(MemoryOp.Allocate allocate) {
        ArrayType type = allocate.result().array();
        return type.space() == AddressSpace.THREADGROUP
                ? (long) type.length() * ((ScalarType) type.element()).byteSize()
                : 0;
    }

    private void allocation(MemoryOp.Allocate allocate, boolean outermost) {
        ArrayType type = allocate.result().array();
        if (type.space() != AddressSpace.THREADGROUP) {
            return;
        }
        if (!outermost) {
            diagnostics.error(allocate.location(), Refusal.LOCAL_ARRAY_INSIDE);
        }
        long before = threadgroupBytes;
        threadgroupBytes += threadgroupBytes(allocate);
        if (before <= MAXIMUM_THREADGROUP_BYTES && threadgroupBytes > MAXIMUM_THREADGROUP_BYTES) {
            diagnostics.error(
                    allocate.location(), Refusal.LOCAL_ARRAYS_TOO_LARGE, threadgroupBytes, MAXIMUM_THREADGROUP_BYTES);
        }
    }

    private String cause(Op op) {
        Location cause = uniformity.controlCause(op);
        return cause == null ? "its start" : cause.toString();
    }
}
