package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of ops on cooperative tensors.
 *
 * <ul>
 *   <li>What they define and add to is a tensor, what they load and store a tensor or a vector; a product has the type of what is added to. None of those
 *       that they define is of what products were converted to.
 *   <li>A left factor that is held has as many rows and SIMD-groups as the product, whose type says that it is not transposed.
 *   <li>They access device or threadgroup arrays: products those of the factors' element types, stores of floats those of any floats and stores of ints those of ints, loads those that hold
 *       what they load.
 *   <li>Numbers of four bits are a right factor only, as their types say, and tensors are loaded from them, but no vectors.
 *   <li>Every access says how many rows and columns there are; factors lie as the tensor's type says, other accesses are not transposed.
 * </ul>
 */
final class TensorInvariants {
    private static final List<ScalarType> STORED = List.of(ScalarType.F32, ScalarType.F16, ScalarType.BF16);

    private TensorInvariants() {}

    static void check(TensorOp op, Violations found) {
        switch (op) {
            case TensorOp.Multiply it -> {
                if (isProduct(it.result(), it.accumulator(), op, found)) {
                    TensorType type = it.result().tensor();
                    check(it.left(), List.of(type.left().stored()), type.transposeLeft(), op, found);
                    check(it.right(), List.of(type.right().stored()), type.transposeRight(), op, found);
                }
            }
            case TensorOp.MultiplyHeld it -> {
                if (isProduct(it.result(), it.accumulator(), op, found)) {
                    TensorType type = it.result().tensor();
                    found.require(isLeft(it.left(), type), op, "a factor that is held fits its product");
                    check(it.right(), List.of(type.right().stored()), type.transposeRight(), op, found);
                }
            }
            case TensorOp.LoadTensor it -> {
                found.require(
                        it.result().type() instanceof CooperativeType,
                        op,
                        "a load of a tensor defines one, or a vector");
                found.require(
                        !(it.result().type() instanceof TensorType type) || type.isProduct(),
                        op,
                        "a load of a tensor gives elements as products have");
                found.require(
                        !(it.result().type() instanceof CooperativeType type && type.isInteger())
                                || it.element().isInteger(),
                        op,
                        "a tensor or a vector of integers is loaded from integers");
                found.require(
                        it.result().type() instanceof TensorType
                                || !it.element().isPacked(),
                        op,
                        "no vector is loaded from numbers of four bits");
                check(it.access(), List.of(it.element().stored()), false, op, found);
            }
            case TensorOp.StoreTensor it -> {
                found.require(it.tensor().type() instanceof CooperativeType, op, "a tensor or a vector is stored");
                check(it.access(), stored(it.tensor()), false, op, found);
            }
        }
    }

    private static List<ScalarType> stored(Value tensor) {
        return tensor.type() instanceof CooperativeType type && type.isInteger() ? List.of(ScalarType.I32) : STORED;
    }

    private static boolean isProduct(Value result, Value accumulator, Op op, Violations found) {
        boolean fits =
                result.type() instanceof TensorType type && type.isProduct() && Violations.same(accumulator, result);
        found.require(fits, op, "a product is a tensor of the type of what is added to");
        return fits;
    }

    private static boolean isLeft(Value left, TensorType product) {
        return left.type() instanceof TensorType type
                && type.rows() == product.rows()
                && type.simdgroups() == product.simdgroups()
                && TensorElement.of(type.element()) == product.left()
                && !product.transposeLeft();
    }

    private static void check(
            TileAccess access, List<ScalarType> elements, boolean transposed, Op op, Violations found) {
        found.require(
                access.array().type() instanceof ArrayType array
                        && array.space() != AddressSpace.THREAD
                        && elements.contains(array.element()),
                op,
                "a tensor access is to a device or threadgroup array of elements that fit");
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
