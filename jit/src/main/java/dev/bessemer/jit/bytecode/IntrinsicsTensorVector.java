package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of TensorRows and TensorColumns. */
final class IntrinsicsTensorVector {
    private IntrinsicsTensorVector() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "map" -> call -> mapped(call, ScalarType.F32);
            case "mapInts" -> call -> mapped(call, ScalarType.I32);
            case "toFloats" -> call -> converted(call, ScalarType.F32);
            case "toInts" -> call -> converted(call, ScalarType.I32);
            case "add" -> arithmetic(BinaryKind.ADD);
            case "sub" -> arithmetic(BinaryKind.SUBTRACT);
            case "mul" -> arithmetic(BinaryKind.MULTIPLY);
            case "min" -> arithmetic(BinaryKind.MIN);
            case "max" -> arithmetic(BinaryKind.MAX);
            case "largest" -> call -> largest(call, ScalarType.F32);
            case "largestInt" -> call -> largest(call, ScalarType.I32);
            case "store" -> IntrinsicsTensorVector::store;
            default -> null;
        };
    }

    private static @Nullable Operand mapped(Call call, ScalarType element) {
        List<Value> vectors = vectors(call, call.operand(1) instanceof Operand.Lambda ? 1 : 2);
        return vectors == null || IntrinsicsTensor.of(element, vectors.getFirst(), call) == null
                ? call.unknown()
                : IntrinsicsMatrixElements.mapped(call, vectors, 2);
    }

    private static @Nullable Operand converted(Call call, ScalarType to) {
        Value vector = call.lift().operands.vector(call.operand(0));
        return vector == null ? call.unknown() : IntrinsicsMatrixElements.converted(call, vector, to);
    }

    private static Intrinsic arithmetic(BinaryKind kind) {
        return call -> {
            List<Value> vectors = vectors(call, 2);
            return vectors == null ? call.unknown() : IntrinsicsMatrixElements.combined(call, vectors, kind);
        };
    }

    private static @Nullable Operand largest(Call call, ScalarType element) {
        Value vector = IntrinsicsTensor.of(element, call.lift().operands.vector(call.operand(0)), call);
        if (vector == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        return new Operand.Data(emitter.define(new TileOp.Largest(new Value(element), vector, emitter.location())));
    }

    private static @Nullable Operand store(Call call) {
        IntrinsicsTensor.store(call, call.lift().operands.vector(call.operand(0)));
        return null;
    }

    /** The first operands, all of one type; null where they are not, which is reported. */
    private static @Nullable List<Value> vectors(Call call, int count) {
        Value first = call.lift().operands.vector(call.operand(0));
        Value last = count == 1 ? first : call.lift().operands.vector(call.operand(1));
        if (first == null
                || last == null
                || IntrinsicsTensor.of(first.cooperative().element(), last, call) == null) {
            return null;
        }
        if (!first.type().equals(last.type())) {
            call.lift().problems.report(Refusal.TENSOR_OTHER_ROWS, last.type(), first.type());
            return null;
        }
        return count == 1 ? List.of(first) : List.of(first, last);
    }
}
