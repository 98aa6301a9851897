package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.AtomicKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * The types of memory ops.
 *
 * <ul>
 *   <li>An allocation is of threadgroup or thread space.
 *   <li>A table is of constant space, and has an element for each place; nothing is stored to it.
 *   <li>An index, an offset and a row stride is an I32 or an I64; rows and columns are I32.
 *   <li>A load gives, and a store takes, the element's type, or an I32 where the element is an I8, I16 or U16.
 *   <li>A tile access is to device or threadgroup space, to an array of the tile's element type; a tile of any type is also loaded from a device array of I8.
 *   <li>An atomic op is on a device or threadgroup array of I32, I64 or F32, its operands of the element's type; AND, OR and XOR are on
 *       integers; what is expected stands at COMPARE_EXCHANGE alone.
 *   <li>A checked index is an I32, its length 0 or more.
 *   <li>An integer division is of I32 or I64, all of one type.
 * </ul>
 */
final class MemoryInvariants {
    private MemoryInvariants() {}

    static void check(MemoryOp op, Violations found) {
        switch (op) {
            case MemoryOp.Allocate allocate ->
                found.require(
                        allocate.result().type() instanceof ArrayType array && isAllocated(array.space()),
                        op,
                        "an allocation is of threadgroup or thread space");
            case MemoryOp.Table table ->
                found.require(
                        table.result().type() instanceof ArrayType array
                                && array.space() == AddressSpace.CONSTANT
                                && array.length() == table.elements().size(),
                        op,
                        "a table is of constant space, and has an element for each place");
            case MemoryOp.Load load -> {
                checkElement(load.array(), load.result(), op, found);
                checkIndex(load.index(), op, found);
            }
            case MemoryOp.Store store -> {
                checkElement(store.array(), store.value(), op, found);
                found.require(isWritable(store.array()), op, "nothing is stored to constant space");
                checkIndex(store.index(), op, found);
            }
            case MemoryOp.LoadTile load -> {
                checkAccess(load.result(), load.access(), op, found);
                found.require(
                        load.access().array().type() instanceof ArrayType array
                                && array.element() == load.element().stored(),
                        op,
                        "a tile is loaded from an array of what its elements lie in");
            }
            case MemoryOp.StoreTile store -> checkAccess(store.tile(), store.access(), op, found);
            case MemoryOp.Divide divide ->
                found.require(
                        Violations.isWide(divide.result())
                                && Violations.same(divide.result(), divide.left())
                                && Violations.same(divide.result(), divide.right()),
                        op,
                        "an integer division is of i32 or i64, all of one type");
            case MemoryOp.Atomic atomic -> checkAtomic(atomic, found);
            case MemoryOp.CheckIndex index ->
                found.require(
                        index.index().type() == ScalarType.I32 && index.length() >= 0,
                        op,
                        "a checked index is an i32, its length 0 or more");
            case MemoryOp.Barrier barrier -> {}
            case TensorOp tensor -> TensorInvariants.check(tensor, found);
        }
    }

    private static boolean isAllocated(AddressSpace space) {
        return space == AddressSpace.THREADGROUP || space == AddressSpace.THREAD;
    }

    private static boolean isShared(AddressSpace space) {
        return space == AddressSpace.DEVICE || space == AddressSpace.THREADGROUP;
    }

    private static boolean isWritable(Value array) {
        return !(array.type() instanceof ArrayType type) || type.space() != AddressSpace.CONSTANT;
    }

    private static void checkAtomic(MemoryOp.Atomic op, Violations found) {
        found.require(
                op.array().type() instanceof ArrayType array
                        && isShared(array.space())
                        && op.result().type().equals(array.element())
                        && (Violations.isWide(op.result()) || op.result().type() == ScalarType.F32)
                        && Violations.same(op.result(), op.value())
                        && (op.expected() == null || Violations.same(op.result(), op.expected())),
                op,
                "an atomic op is on a device or threadgroup array of i32, i64 or f32, its operands of the element's type");
        boolean bits = op.kind() == AtomicKind.AND || op.kind() == AtomicKind.OR || op.kind() == AtomicKind.XOR;
        found.require(!bits || op.result().type() != ScalarType.F32, op, "and, or and xor are on integers");
        found.require(
                (op.expected() != null) == (op.kind() == AtomicKind.COMPARE_EXCHANGE),
                op,
                "a compare_exchange, and no other atomic op, has an expected value");
        checkIndex(op.index(), op, found);
    }

    private static void checkElement(Value array, Value element, Op op, Violations found) {
        found.require(
                array.type() instanceof ArrayType type
                        && computational(type.element()).equals(element.type()),
                op,
                "a load gives and a store takes what Java computes with for the array's elements");
    }

    /** The type Java computes with for an element's. */
    private static Type computational(Type element) {
        boolean narrow = element == ScalarType.I8 || element == ScalarType.I16 || element == ScalarType.U16;
        return narrow ? ScalarType.I32 : element;
    }

    private static void checkIndex(Value index, Op op, Violations found) {
        found.require(Violations.isWide(index), op, "an index is an i32 or an i64");
    }

    private static void checkAccess(Value tile, TileAccess access, Op op, Violations found) {
        found.require(
                access.array().type() instanceof ArrayType array
                        && isShared(array.space())
                        && tile.type() instanceof TileType type
                        && (type.element() == array.element() || (op instanceof MemoryOp.LoadTile && isOfBytes(array))),
                op,
                "a tile access is to a device or threadgroup array of the tile's element type");
        checkIndex(access.offset(), op, found);
        checkIndex(access.rowStride(), op, found);
        found.require(isCount(access.rows()) && isCount(access.columns()), op, "rows and columns are i32");
    }

    private static boolean isOfBytes(ArrayType array) {
        return array.space() == AddressSpace.DEVICE && array.element() == ScalarType.I8;
    }

    private static boolean isCount(@Nullable Value value) {
        return value == null || value.type() == ScalarType.I32;
    }
}
