package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** What TensorView, which is plain Java otherwise, asks of the arrays that views are of, and what has to hold when a kernel is compiled. */
final class IntrinsicsTensorElements {
    private IntrinsicsTensorElements() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "get" -> call -> get(call, ScalarType.F32);
            case "getInt" -> call -> get(call, ScalarType.I32);
            case "set" -> call -> set(call, ScalarType.F32);
            case "setInt" -> call -> set(call, ScalarType.I32);
            case "requireRank" -> IntrinsicsTensorElements::requireRank;
            case "requireDimension" -> IntrinsicsTensorElements::requireDimension;
            default -> null;
        };
    }

    private static @Nullable Operand get(Call call, ScalarType type) {
        TensorViews.Elements elements = TensorViews.elements(call, call.operand(0));
        if (elements == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        Value loaded = emitter.load(elements.array(), call.scalar(1, ScalarType.I32));
        Value number = elements.element() == TensorElement.U8
                ? emitter.binary(BinaryKind.AND, loaded, emitter.constant(0xFF))
                : loaded;
        return new Operand.Data(emitter.convert(number, type));
    }

    private static @Nullable Operand set(Call call, ScalarType type) {
        TensorViews.Elements elements = TensorViews.elements(call, call.operand(0));
        if (elements != null) {
            Emitter emitter = call.emitter();
            Value value = call.scalar(2, type);
            ScalarType stored =
                    (ScalarType) Emitter.computational(elements.element().stored());
            Value number = stored.isFloat() ? emitter.convert(value, ScalarType.F32) : value;
            emitter.store(elements.array(), call.scalar(1, ScalarType.I32), emitter.convert(number, stored));
        }
        return null;
    }

    private static @Nullable Operand requireRank(Call call) {
        Integer rank = call.constant(0, "the rank of a TensorView");
        Integer needed = call.constant(1, "the rank of a TensorView");
        if (rank != null && needed != null && !rank.equals(needed)) {
            call.lift().problems.report(Refusal.TENSOR_RANK, rank, needed);
        }
        return null;
    }

    private static @Nullable Operand requireDimension(Call call) {
        Integer rank = call.constant(0, "the rank of a TensorView");
        Integer dimension = call.constant(1, "the number of a dimension");
        if (rank != null && dimension != null && (dimension < 0 || dimension >= rank)) {
            call.lift().problems.report(Refusal.TENSOR_DIMENSION, dimension, rank);
        }
        return null;
    }
}
