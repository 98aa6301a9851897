package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** The device arrays' elements and sizes. */
final class IntrinsicsArrays {
    private IntrinsicsArrays() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "get" -> IntrinsicsArrays::get;
            case "set" -> IntrinsicsArrays::set;
            case "getFloat" -> IntrinsicsArrays::getFloat;
            case "setFloat" -> IntrinsicsArrays::setFloat;
            case "getSize" -> call -> size(call, ScalarType.I32);
            case "size" -> call -> size(call, ScalarType.I64);
            case "convert" -> IntrinsicsMatrix::convertToArray;
            case "newMatrices" -> IntrinsicsMatrix::newMatrices;
            case "loadMatrix" -> IntrinsicsMatrixMemory::load;
            case "storeMatrix" -> call -> IntrinsicsMatrixMemory.store(call, 1, 0, 1);
            default -> IntrinsicsAtomics.find(name, 0);
        };
    }

    private static @Nullable Operand get(Call call) {
        Value array = call.array(0);
        return array == null ? call.unknown() : new Operand.Data(call.emitter().load(array, index(call)));
    }

    private static @Nullable Operand getFloat(Call call) {
        Value array = call.array(0);
        if (array == null) {
            return call.unknown();
        }
        return new Operand.Data(call.emitter().convert(call.emitter().load(array, index(call)), ScalarType.F32));
    }

    private static @Nullable Operand set(Call call) {
        Value array = call.array(0);
        if (array != null) {
            Type type = Emitter.computational(array.array().element());
            call.emitter().store(array, index(call), call.scalar(2, (ScalarType) type));
        }
        return null;
    }

    private static @Nullable Operand setFloat(Call call) {
        Value array = call.array(0);
        if (array != null) {
            Value value = call.scalar(2, ScalarType.F32);
            call.emitter().store(array, index(call), call.emitter().convert(value, (ScalarType)
                    array.array().element()));
        }
        return null;
    }

    private static @Nullable Operand size(Call call, ScalarType type) {
        Value array = call.array(0);
        if (array == null) {
            return call.unknown();
        }
        return new Operand.Data(call.emitter()
                .define(new ScalarOp.ArraySize(
                        new Value(type), array, call.emitter().location())));
    }

    private static Value index(Call call) {
        Value index = call.scalar(1);
        return index.scalar().isInteger() ? index : call.emitter().constant(0);
    }
}
