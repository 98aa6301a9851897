package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.Map;

/** HalfFloat and BFloat16: scalars of the IR's F16 and BF16, whose arithmetic is in float and rounded. */
final class IntrinsicsSmallFloats {
    private IntrinsicsSmallFloats() {}

    static void addTo(Map<String, Intrinsic> table) {
        addTo(table, ApiTypes.HALF, ScalarType.F16);
        addTo(table, ApiTypes.BFLOAT, ScalarType.BF16);
    }

    private static void addTo(Map<String, Intrinsic> table, String owner, ScalarType type) {
        table.put(owner + ".<init>", call -> rounded(call, call.scalar(1, ScalarType.F32), type));
        table.put(owner + ".of", call -> rounded(call, call.scalar(0, ScalarType.F32), type));
        table.put(owner + ".toFloat", call -> new Operand.Data(widened(call, 0, type)));
        table.put(owner + ".ofBits", call -> ofBits(call, type));
        table.put(owner + ".bits", call -> bits(call, type));
        arithmetic(table, owner + ".add", type, BinaryKind.ADD);
        arithmetic(table, owner + ".sub", type, BinaryKind.SUBTRACT);
        arithmetic(table, owner + ".mult", type, BinaryKind.MULTIPLY);
        arithmetic(table, owner + ".div", type, BinaryKind.DIVIDE);
    }

    private static Operand rounded(Call call, Value value, ScalarType type) {
        return new Operand.Data(call.emitter().convert(value, type));
    }

    private static Value widened(Call call, int index, ScalarType type) {
        return call.emitter().convert(call.scalar(index, type), ScalarType.F32);
    }

    private static void arithmetic(Map<String, Intrinsic> table, String method, ScalarType type, BinaryKind kind) {
        table.put(method, call -> {
            Value left = widened(call, 0, type);
            Value right = widened(call, 1, type);
            return rounded(call, call.emitter().binary(kind, left, right), type);
        });
    }

    private static Operand ofBits(Call call, ScalarType type) {
        Value bits = call.emitter().convert(call.scalar(0, ScalarType.I32), ScalarType.I16);
        return new Operand.Data(call.emitter().bitcast(bits, type));
    }

    private static Operand bits(Call call, ScalarType type) {
        Value bits = call.emitter().bitcast(call.scalar(0, type), ScalarType.I16);
        return new Operand.Data(call.emitter().convert(bits, ScalarType.I32));
    }
}
