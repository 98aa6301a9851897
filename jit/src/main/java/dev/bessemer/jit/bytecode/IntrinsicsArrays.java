package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The device arrays' elements and sizes. */
final class IntrinsicsArrays {
    static final String FAMILY = "array";

    private IntrinsicsArrays() {}

    static void addTo(Map<String, Intrinsic> table) {
        table.put(FAMILY + ".get", IntrinsicsArrays::get);
        table.put(FAMILY + ".set", IntrinsicsArrays::set);
        table.put(FAMILY + ".getFloat", IntrinsicsArrays::getFloat);
        table.put(FAMILY + ".setFloat", IntrinsicsArrays::setFloat);
        table.put(FAMILY + ".getSize", call -> size(call, ScalarType.I32));
        table.put(FAMILY + ".size", call -> size(call, ScalarType.I64));
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
                .define(
                        type,
                        r -> new ScalarOp.ArraySize(r, array, call.emitter().location())));
    }

    private static Value index(Call call) {
        Value index = call.scalar(1);
        return index.scalar().isInteger() ? index : call.emitter().constant(0);
    }
}
