package dev.bessemer.jit.verify;

import dev.bessemer.jit.analysis.Uniformity;
import dev.bessemer.jit.analysis.Uniformity.Scope;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel's author can get wrong with cooperative tensors:
 *
 * <ul>
 *   <li>An op on one is reached by all threads of its scope or by none, and a choice between two is the same for all of them.
 *   <li>Where its accesses go, what it is filled with, and what a function of its elements uses from outside, is the same in all
 *       threads of its scope: which thread has which element is nothing a kernel can know.
 *   <li>A tensor of several SIMD-groups belongs to all of a threadgroup whose size the kernel declares.
 * </ul>
 */
final class TensorRules {
    private static final int SIMD_WIDTH = 32;

    private final Function kernel;
    private final Uniformity uniformity;
    private final Diagnostics diagnostics;

    TensorRules(Function kernel, Uniformity uniformity, Diagnostics diagnostics) {
        this.kernel = kernel;
        this.uniformity = uniformity;
        this.diagnostics = diagnostics;
    }

    void check(TensorOp op) {
        together(op, op.type());
        for (TileAccess access : op.accesses()) {
            same(op, op.type(), access.offset(), "the offset of a matrix");
            same(op, op.type(), access.rowStride(), "the row stride of a matrix");
            same(op, op.type(), access.rows(), "the number of rows of a matrix");
            same(op, op.type(), access.columns(), "the number of columns of a matrix");
        }
        if (op instanceof TensorOp.Multiply || op instanceof TensorOp.MultiplyHeld) {
            owners(op, op.type());
        }
    }

    /** An op that makes a tensor or rows of scalars or other tensors. */
    void check(TileOp op) {
        CooperativeType type = op.result().cooperative();
        together(op, type);
        if (op instanceof TileOp.Fill fill) {
            same(op, type, fill.value(), "the value a cooperative tensor is filled with");
        }
        op.regions().forEach(body -> captured(op, type, body, new HashSet<>(body.parameters())));
    }

    void check(TileOp.Largest op) {
        together(op, op.vector().cooperative());
    }

    private void captured(TileOp op, CooperativeType type, Region body, Set<Value> inside) {
        for (Op inner : body.ops()) {
            for (Value operand : inner.operands()) {
                if (!inside.contains(operand) && operand.type() instanceof ScalarType) {
                    same(op, type, operand, "a value that a function of a cooperative tensor's elements uses");
                }
            }
            inside.addAll(inner.results());
            inner.regions().forEach(region -> captured(op, type, region, inside));
        }
    }

    /** Reports a tensor that a condition chooses which differs among its owners. */
    void chosen(Op op, Value result) {
        if (result.type() instanceof CooperativeType type
                && !uniformity.scope(result).covers(scope(type))) {
            diagnostics.error(op.location(), Refusal.MATRIX_CHOICE);
        }
    }

    private void owners(Op op, CooperativeType type) {
        int threads = kernel.attributes().threadgroup().stream().reduce(1, Math::multiplyExact);
        if (type.simdgroups() > 1 && threads != type.simdgroups() * SIMD_WIDTH) {
            diagnostics.error(
                    op.location(), Refusal.TENSOR_THREADGROUP, type.simdgroups(), type.simdgroups() * SIMD_WIDTH);
        }
    }

    private void together(Op op, CooperativeType type) {
        if (!uniformity.controlScope(op).covers(scope(type))) {
            Location cause = uniformity.controlCause(op);
            diagnostics.error(op.location(), Refusal.DIVERGENT_TENSOR, cause == null ? "its start" : cause.toString());
        }
    }

    private void same(Op op, CooperativeType type, @Nullable Value value, String what) {
        if (value != null && !uniformity.scope(value).covers(scope(type))) {
            diagnostics.error(
                    op.location(),
                    Refusal.DIFFERS_IN_SCOPE,
                    what + (value.name().isEmpty() ? "" : ", '" + value.name() + "',"));
        }
    }

    private static Scope scope(CooperativeType type) {
        return type.simdgroups() > 1 ? Scope.THREADGROUP : Scope.SIMDGROUP;
    }
}
