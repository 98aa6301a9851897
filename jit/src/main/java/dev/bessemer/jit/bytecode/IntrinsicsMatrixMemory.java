package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Loads and stores of matrices; all forms are (array, offset, row stride[, transposed][, rows, columns]). */
final class IntrinsicsMatrixMemory {
    private static final int OFFSET = 1;

    private IntrinsicsMatrixMemory() {}

    static @Nullable Operand load(Call call) {
        Value array = shared(call, 0);
        MemoryOp.TileAccess access = array == null ? null : access(call, array, OFFSET);
        if (array == null || access == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        ScalarType stored = (ScalarType) array.array().element();
        TensorElement element = Objects.requireNonNull(TensorElement.of(stored));
        return new Operand.Data(emitter.define(
                new MemoryOp.LoadTile(new Value(TileType.of(stored)), access, element, true, emitter.location())));
    }

    static @Nullable Operand store(Call call, int tileIndex, int arrayIndex, int before) {
        Value tile = call.tile(tileIndex);
        Value array = shared(call, arrayIndex);
        MemoryOp.TileAccess access = array == null ? null : access(call, array, OFFSET + before);
        if (tile != null && access != null) {
            call.emitter()
                    .add(new MemoryOp.StoreTile(
                            tile, access, true, call.emitter().location()));
        }
        return null;
    }

    /** An array that the threads of a SIMD-group share; null where it is none, which is reported. */
    private static @Nullable Value shared(Call call, int index) {
        Value array = call.array(index);
        if (array == null) {
            return null;
        }
        switch (array.array().space()) {
            case DEVICE, THREADGROUP -> {
                return array;
            }
            case CONSTANT -> call.lift().problems.matrixOf("a static array");
            case THREAD -> call.lift().problems.matrixOf("an array of the thread's own");
        }
        return null;
    }

    /** The access that the operands from {@code at} on describe; null where it has no constant direction, which is reported. */
    private static MemoryOp.@Nullable TileAccess access(Call call, Value array, int at) {
        Value offset = call.scalar(at, ScalarType.I32);
        Value stride = call.scalar(at + 1, ScalarType.I32);
        boolean flagged = hasFlag(call);
        Integer transposed = flagged ? call.constant(at + 2, "whether the matrix is transposed") : Integer.valueOf(0);
        int limits = at + (flagged ? 3 : 2);
        Value rows = limits < call.count() ? call.scalar(limits, ScalarType.I32) : null;
        Value columns = limits < call.count() ? call.scalar(limits + 1, ScalarType.I32) : null;
        return transposed == null
                ? null
                : new MemoryOp.TileAccess(array, offset, stride, transposed != 0, rows, columns);
    }

    private static boolean hasFlag(Call call) {
        for (Type type : Type.getArgumentTypes(call.descriptor())) {
            if (type.equals(Type.BOOLEAN_TYPE)) {
                return true;
            }
        }
        return false;
    }
}
