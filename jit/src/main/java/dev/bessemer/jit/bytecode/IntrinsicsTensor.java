package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Matmul2D and CooperativeTensor that are no plain Java. Matmul2D and TensorView are records that a kernel makes as any other; here their
 * components are constants and values.
 */
final class IntrinsicsTensor {
    private static final List<String> SHAPE = List.of(
            "the rows of a Matmul2D",
            "the columns of a Matmul2D",
            "the SIMD-groups of a Matmul2D",
            "whether the left factor of a Matmul2D is transposed",
            "whether the right factor of a Matmul2D is transposed",
            "the precision of a Matmul2D");

    private IntrinsicsTensor() {}

    static @Nullable Intrinsic ofMatmul(String name) {
        return switch (name) {
            case "zero" -> IntrinsicsTensor::zero;
            case "load" -> IntrinsicsTensor::load;
            case "multiply" -> IntrinsicsTensor::multiply;
            case "multiplyAccumulate" -> IntrinsicsTensor::multiplyAccumulate;
            default -> null;
        };
    }

    static @Nullable Intrinsic ofTensor(String name) {
        return switch (name) {
            case "map" -> call -> mapped(call, false);
            case "mapIndexed" -> call -> mapped(call, true);
            case "add" -> arithmetic(BinaryKind.ADD);
            case "sub" -> arithmetic(BinaryKind.SUBTRACT);
            case "mul" -> arithmetic(BinaryKind.MULTIPLY);
            case "min" -> arithmetic(BinaryKind.MIN);
            case "max" -> arithmetic(BinaryKind.MAX);
            case "store" -> IntrinsicsTensor::store;
            default -> null;
        };
    }

    private static @Nullable Operand zero(Call call) {
        TensorType type = type(call);
        if (type == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        Value zero = emitter.constant(ScalarType.F32, 0f);
        return new Operand.Data(emitter.define(new TileOp.Fill(new Value(type), zero, emitter.location())));
    }

    private static @Nullable Operand load(Call call) {
        TensorType type = type(call);
        TileAccess access = type == null ? null : elements(call, 3, type);
        if (type == null || access == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        return new Operand.Data(
                emitter.define(new TensorOp.LoadTensor(new Value(type), access, true, emitter.location())));
    }

    private static @Nullable Operand multiply(Call call) {
        Value zero = zero(call) instanceof Operand.Data(Value made) ? made : null;
        return zero == null ? call.unknown() : multiplyAccumulate(call, zero);
    }

    private static @Nullable Operand multiplyAccumulate(Call call) {
        TensorType type = type(call);
        Value sum = tensor(call, 3);
        if (type == null || sum == null) {
            return call.unknown();
        }
        if (!sum.type().equals(type)) {
            call.lift().problems.report(Refusal.TENSOR_OTHER);
            return call.unknown();
        }
        return multiplyAccumulate(call, sum);
    }

    private static @Nullable Operand multiplyAccumulate(Call call, Value sum) {
        TileAccess left = access(call, 1, sum.tensor().transposeLeft());
        TileAccess right = access(call, 2, sum.tensor().transposeRight());
        Emitter emitter = call.emitter();
        return left == null || right == null
                ? call.unknown()
                : new Operand.Data(emitter.define(
                        new TensorOp.Multiply(new Value(sum.type()), sum, left, right, true, emitter.location())));
    }

    private static @Nullable Operand store(Call call) {
        Value tensor = tensor(call, 0);
        TileAccess access = tensor == null ? null : elements(call, 1, tensor.tensor());
        if (tensor != null && access != null) {
            Emitter emitter = call.emitter();
            emitter.add(new TensorOp.StoreTensor(tensor, access, true, emitter.location()));
        }
        return null;
    }

    private static Intrinsic arithmetic(BinaryKind kind) {
        return call -> {
            Value left = tensor(call, 0);
            Value right = tensor(call, 1);
            if (left == null || right == null) {
                return call.unknown();
            }
            if (!left.type().equals(right.type())) {
                call.lift().problems.report(Refusal.TENSOR_OTHER);
                return call.unknown();
            }
            return IntrinsicsMatrixElements.combined(call, List.of(left, right), kind);
        };
    }

    private static @Nullable Operand mapped(Call call, boolean indexed) {
        Value tensor = tensor(call, 0);
        return tensor == null ? call.unknown() : IntrinsicsMatrixElements.mapped(call, List.of(tensor), indexed);
    }

    /** A tensor; null where it is none, which is reported. */
    private static @Nullable Value tensor(Call call, int index) {
        return call.lift().operands.tensor(call.operand(index));
    }

    /** What a Matmul2D makes of two views; null where it is nothing, which is reported. */
    private static @Nullable TensorType type(Call call) {
        Value left = array(call, 1);
        Value right = array(call, 2);
        List<Integer> shape = shape(call);
        if (left == null || right == null || shape == null) {
            return null;
        }
        String problem = TensorType.problem(shape.get(0), shape.get(1), shape.get(2));
        if (!problem.isEmpty()) {
            call.lift().problems.report(Refusal.TENSOR_SHAPE, problem);
            return null;
        }
        if (!left.array().element().equals(right.array().element()) || !isFloat(left)) {
            call.lift()
                    .problems
                    .report(
                            Refusal.TENSOR_TYPES,
                            left.array().element(),
                            right.array().element());
            return null;
        }
        return new TensorType(
                ScalarType.F32,
                (ScalarType) left.array().element(),
                (ScalarType) right.array().element(),
                shape.get(0),
                shape.get(1),
                shape.get(2),
                shape.get(3) != 0,
                shape.get(4) != 0,
                shape.get(5) != 0);
    }

    private static boolean isFloat(Value array) {
        return array.array().element() instanceof ScalarType scalar && scalar.isFloat();
    }

    private static @Nullable List<Integer> shape(Call call) {
        List<Operand> parts = parts(call, 0);
        if (parts == null) {
            return null;
        }
        ConstantEvaluator constants = new ConstantEvaluator(call.lift().session);
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < SHAPE.size(); i++) {
            Integer known = constants.integer(call.lift().operands.scalar(parts.get(i), ScalarType.I32));
            if (known == null) {
                call.lift().problems.needsConstant(SHAPE.get(i));
                return null;
            }
            shape.add(known);
        }
        return shape;
    }

    /** The components of a record; null where the operand is none, which is reported. */
    private static @Nullable List<Operand> parts(Call call, int index) {
        if (call.operand(index) instanceof Operand.Components(RecordType _, List<Operand> parts)) {
            return parts;
        }
        call.lift().operands.tensor(call.operand(index));
        return null;
    }

    private static @Nullable Value array(Call call, int index) {
        List<Operand> parts = parts(call, index);
        return parts == null ? null : call.lift().operands.array(parts.getFirst());
    }

    /** An access to elements of a tensor; null where the view is of others, which is reported. */
    private static @Nullable TileAccess elements(Call call, int index, TensorType type) {
        TileAccess access = access(call, index, false);
        if (access != null && access.array().array().element() != type.element()) {
            call.lift()
                    .problems
                    .report(
                            Refusal.TENSOR_STORE,
                            type.element(),
                            access.array().array().element());
            return null;
        }
        return access;
    }

    /** What a view stands for; rows and columns are those of the matrix, which may lie transposed. */
    private static @Nullable TileAccess access(Call call, int index, boolean transposed) {
        List<Operand> parts = parts(call, index);
        Value array = parts == null ? null : call.lift().operands.array(parts.getFirst());
        if (parts == null || array == null) {
            return null;
        }
        List<Value> numbers = new ArrayList<>();
        for (Operand part : parts.subList(1, parts.size())) {
            numbers.add(call.lift().operands.scalar(part, ScalarType.I32));
        }
        Value rows = numbers.get(transposed ? 2 : 1);
        Value columns = numbers.get(transposed ? 1 : 2);
        return new TileAccess(array, numbers.get(0), numbers.get(3), transposed, rows, columns);
    }
}
