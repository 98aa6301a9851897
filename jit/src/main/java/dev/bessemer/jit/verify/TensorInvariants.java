package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * The types of ops on cooperative tensors.
 *
 * <ul>
 *   <li>What they define, add to and store is a tensor; a product has the type of what is added to.
 *   <li>They access device or threadgroup arrays, of the left factor's, the right factor's or the sums' element type.
 *   <li>Every access says how many rows and columns there are; factors lie as the tensor's type says, other accesses are not transposed.
 * </ul>
 */
final class TensorInvariants {
    private TensorInvariants() {}

    static void check(TensorOp op, Violations found) {
        Value tensor = switch (op) {
            case TensorOp.Multiply multiply -> multiply.result();
            case TensorOp.LoadTensor load -> load.result();
            case TensorOp.StoreTensor store -> store.tensor();
        };
        if (!(tensor.type() instanceof TensorType type)) {
            found.require(false, op, "an op on tensors defines, adds to or stores a tensor");
            return;
        }
        if (op instanceof TensorOp.Multiply multiply) {
            found.require(
                    Violations.same(multiply.accumulator(), multiply.result()),
                    op,
                    "a product has the type of what is added to");
            check(multiply.left(), type.left(), type.transposeLeft(), op, found);
            check(multiply.right(), type.right(), type.transposeRight(), op, found);
        } else {
            op.accesses().forEach(access -> check(access, type.element(), false, op, found));
        }
    }

    private static void check(TileAccess access, ScalarType element, boolean transposed, Op op, Violations found) {
        found.require(
                access.array().type() instanceof ArrayType array
                        && array.space() != AddressSpace.THREAD
                        && array.element() == element,
                op,
                "a tensor access is to a device or threadgroup array of the elements its type names");
        found.require(
                Violations.isWide(access.offset()) && Violations.isWide(access.rowStride()),
                op,
                "an offset and a row stride are an i32 or an i64");
        found.require(
                isCount(access.rows()) && isCount(access.columns()), op, "a tensor access has i32 rows and columns");
        found.require(access.transposed() == transposed, op, "a tensor access is transposed where its type says so");
    }

    private static boolean isCount(@Nullable Value value) {
        return value != null && value.type() == ScalarType.I32;
    }
}
