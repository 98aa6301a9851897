package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** HalfFloat and BFloat16: scalars of the IR's F16 and BF16, whose arithmetic is in float and rounded. */
final class IntrinsicsSmallFloats {
    private IntrinsicsSmallFloats() {}

    /** @param type what the class holds */
    static @Nullable Intrinsic find(String name, ScalarType type) {
        return switch (name) {
            case "<init>" -> call -> construct(call, type);
            case "of" -> call -> rounded(call, call.scalar(0, ScalarType.F32), type);
            case "toFloat", "getFloat32" -> call -> new Operand.Data(widened(call, 0, type));
            case "ofBits" -> call -> ofBits(call, 0, type);
            case "bits", "getHalfFloatValue" -> call -> bits(call, type);
            case "add" -> arithmetic(type, BinaryKind.ADD);
            case "sub" -> arithmetic(type, BinaryKind.SUBTRACT);
            case "mult" -> arithmetic(type, BinaryKind.MULTIPLY);
            case "div" -> arithmetic(type, BinaryKind.DIVIDE);
            default -> null;
        };
    }

    private static Operand rounded(Call call, Value value, ScalarType type) {
        return new Operand.Data(call.emitter().convert(value, type));
    }

    private static Value widened(Call call, int index, ScalarType type) {
        return call.emitter().convert(call.scalar(index, type), ScalarType.F32);
    }

    private static Intrinsic arithmetic(ScalarType type, BinaryKind kind) {
        return call -> {
            Value left = widened(call, 0, type);
            Value right = widened(call, 1, type);
            return rounded(call, call.emitter().binary(kind, left, right), type);
        };
    }

    private static Operand construct(Call call, ScalarType type) {
        return call.lastType().getSort() == Type.SHORT
                ? ofBits(call, 1, type)
                : rounded(call, call.scalar(1, ScalarType.F32), type);
    }

    private static Operand ofBits(Call call, int index, ScalarType type) {
        Value bits = call.emitter().convert(call.scalar(index, ScalarType.I32), ScalarType.I16);
        return new Operand.Data(call.emitter().bitcast(bits, type));
    }

    private static Operand bits(Call call, ScalarType type) {
        Value bits = call.emitter().bitcast(call.scalar(0, type), ScalarType.I16);
        return new Operand.Data(call.emitter().convert(bits, ScalarType.I32));
    }
}
