package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** What TensorView, which is plain Java otherwise, asks of the arrays that views are of, and what has to hold when a kernel is compiled. */
final class IntrinsicsTensorElements {
    private static final int FOUR_BITS = 4;

    /** What brings the lowest four bits to an int's upper end. */
    private static final int FIRST_SHIFT = Integer.SIZE - FOUR_BITS;

    private IntrinsicsTensorElements() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "areIntegers" -> IntrinsicsTensorElements::areIntegers;
            case "get" -> call -> get(call, ScalarType.F32);
            case "getInt" -> call -> get(call, ScalarType.I32);
            case "set" -> call -> set(call, ScalarType.F32);
            case "setInt" -> call -> set(call, ScalarType.I32);
            case "requireRank" -> IntrinsicsTensorElements::requireRank;
            case "requireDimension" -> IntrinsicsTensorElements::requireDimension;
            default -> null;
        };
    }

    private static @Nullable Operand areIntegers(Call call) {
        TensorViews.Elements left = TensorViews.elements(call, call.operand(0));
        TensorViews.Elements right = TensorViews.elements(call, call.operand(1));
        if (left == null || right == null) {
            return call.unknown();
        }
        boolean both = left.element().isByte() && right.element().isByte();
        return new Operand.Data(call.emitter().constant(both ? 1 : 0));
    }

    private static @Nullable Operand get(Call call, ScalarType type) {
        TensorViews.Elements elements = TensorViews.elements(call, call.operand(0));
        if (elements == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        Value index = call.scalar(1, ScalarType.I32);
        if (elements.element().isPacked()) {
            return new Operand.Data(emitter.convert(ofFourBits(emitter, elements, index), type));
        }
        Value loaded = emitter.load(elements.array(), index);
        Value number = elements.element() == TensorElement.U8
                ? emitter.binary(BinaryKind.AND, loaded, emitter.constant(0xFF))
                : loaded;
        return new Operand.Data(emitter.convert(number, type));
    }

    /** One of the two numbers in a byte: shifted to the int's upper end, and from there to its lower one. */
    private static Value ofFourBits(Emitter emitter, TensorViews.Elements elements, Value index) {
        Value pair = emitter.load(elements.array(), emitter.binary(BinaryKind.SHIFT_RIGHT, index, emitter.constant(1)));
        Value second = emitter.binary(BinaryKind.AND, index, emitter.constant(1));
        Value before = emitter.binary(BinaryKind.MULTIPLY, second, emitter.constant(FOUR_BITS));
        Value left = emitter.binary(BinaryKind.SUBTRACT, emitter.constant(FIRST_SHIFT), before);
        BinaryKind down =
                elements.element() == TensorElement.U4 ? BinaryKind.SHIFT_RIGHT_UNSIGNED : BinaryKind.SHIFT_RIGHT;
        Value upper = emitter.binary(BinaryKind.SHIFT_LEFT, pair, left);
        return emitter.binary(down, upper, emitter.constant(FIRST_SHIFT));
    }

    private static @Nullable Operand set(Call call, ScalarType type) {
        TensorViews.Elements elements = TensorViews.elements(call, call.operand(0));
        if (elements != null && elements.element().isPacked()) {
            call.lift().problems.report(Refusal.TENSOR_FOUR_BITS, call.name(), elements.element());
        } else if (elements != null) {
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
