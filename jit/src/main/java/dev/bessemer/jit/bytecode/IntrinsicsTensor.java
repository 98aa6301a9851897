package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ColumnsType;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
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

    private static final List<ScalarType> STORED = List.of(ScalarType.F32, ScalarType.F16, ScalarType.BF16);

    private IntrinsicsTensor() {}

    static @Nullable Intrinsic ofMatmul(String name) {
        return switch (name) {
            case "zero" -> IntrinsicsTensor::zero;
            case "fillRows" -> call -> fillVector(call, IntrinsicsTensor::rows, ScalarType.F32);
            case "fillIntRows" -> call -> fillVector(call, IntrinsicsTensor::rows, ScalarType.I32);
            case "fillColumns" -> call -> fillVector(call, IntrinsicsTensor::columns, ScalarType.F32);
            case "fillIntColumns" -> call -> fillVector(call, IntrinsicsTensor::columns, ScalarType.I32);
            case "loadRows" -> call -> loadVector(call, IntrinsicsTensor::rows, ScalarType.F32);
            case "loadIntRows" -> call -> loadVector(call, IntrinsicsTensor::rows, ScalarType.I32);
            case "loadColumns" -> call -> loadVector(call, IntrinsicsTensor::columns, ScalarType.F32);
            case "loadIntColumns" -> call -> loadVector(call, IntrinsicsTensor::columns, ScalarType.I32);
            case "load" -> IntrinsicsTensor::load;
            case "multiply" -> IntrinsicsTensor::multiply;
            case "multiplyAccumulate" -> IntrinsicsTensor::multiplyAccumulate;
            default -> null;
        };
    }

    static @Nullable Intrinsic ofTensor(String name) {
        return switch (name) {
            case "toFloats" -> call -> converted(call, ScalarType.F32);
            case "toInts" -> call -> converted(call, ScalarType.I32);
            case "map" -> call -> mapped(call, ScalarType.F32);
            case "mapInts" -> call -> mapped(call, ScalarType.I32);
            case "mapIndexed" -> call -> mapped(call, ScalarType.F32, 0);
            case "mapIntsIndexed" -> call -> mapped(call, ScalarType.I32, 0);
            case "rowMax" -> reduce(ReduceKind.MAX, IntrinsicsTensor::rows);
            case "rowSum" -> reduce(ReduceKind.SUM, IntrinsicsTensor::rows);
            case "columnMax" -> reduce(ReduceKind.MAX, IntrinsicsTensor::columns);
            case "columnSum" -> reduce(ReduceKind.SUM, IntrinsicsTensor::columns);
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
        Object nothing = type.isInteger() ? (Object) 0 : (Object) 0f;
        return fill(call, type, call.emitter().constant(type.element(), nothing));
    }

    /** The vectors along an extent of so many rows, columns and SIMD-groups. */
    @FunctionalInterface
    private interface Along {
        VectorType of(ScalarType element, int rows, int columns, int simdgroups);
    }

    private static VectorType rows(ScalarType element, int rows, int columns, int simdgroups) {
        return new RowsType(element, rows, simdgroups);
    }

    private static VectorType columns(ScalarType element, int rows, int columns, int simdgroups) {
        return new ColumnsType(element, columns, simdgroups);
    }

    private static @Nullable Operand fillVector(Call call, Along along, ScalarType element) {
        VectorType type = vector(call, along, element);
        Value value = call.scalar(1, element);
        return type == null ? call.unknown() : fill(call, type, value);
    }

    /** The vector that a Matmul2D's results have; null where there is none, which is reported. */
    private static @Nullable VectorType vector(Call call, Along along, ScalarType element) {
        List<Integer> shape = shape(call);
        return shape == null || isRefused(call, shape)
                ? null
                : along.of(element, shape.get(0), shape.get(1), shape.get(2));
    }

    private static @Nullable Operand loadVector(Call call, Along along, ScalarType element) {
        VectorType type = vector(call, along, element);
        return type == null ? call.unknown() : load(call, type, 1);
    }

    private static Operand fill(Call call, CooperativeType type, Value value) {
        Emitter emitter = call.emitter();
        return new Operand.Data(emitter.define(new TileOp.Fill(new Value(type), value, emitter.location())));
    }

    private static Intrinsic reduce(ReduceKind kind, Along along) {
        return call -> {
            Value tensor = tensor(call, 0);
            if (tensor == null) {
                return call.unknown();
            }
            TensorType type = tensor.tensor();
            Value vector = new Value(along.of(type.element(), type.rows(), type.columns(), type.simdgroups()));
            Emitter emitter = call.emitter();
            return new Operand.Data(emitter.define(new TileOp.ReduceTensor(vector, kind, tensor, emitter.location())));
        };
    }

    private static @Nullable Operand converted(Call call, ScalarType to) {
        Value tensor = tensor(call, 0);
        return tensor == null ? call.unknown() : IntrinsicsMatrixElements.converted(call, tensor, to);
    }

    /** The same tensor or vector; null where its numbers are of another type than a method is for, which is reported. */
    static @Nullable Value of(ScalarType element, @Nullable Value whole, Call call) {
        if (whole != null && whole.cooperative().element() != element) {
            call.lift().problems.report(Refusal.TENSOR_NUMBERS, call.name(), whole.type());
            return null;
        }
        return whole;
    }

    /** @param element what the function is of */
    private static @Nullable Operand mapped(Call call, ScalarType element) {
        if (call.operand(1) instanceof Operand.Lambda) {
            return mapped(call, element, 2);
        }
        Value tensor = of(element, tensor(call, 0), call);
        Value vector = of(element, call.lift().operands.vector(call.operand(1)), call);
        if (tensor == null || vector == null) {
            return call.unknown();
        }
        if (!(vector.type() instanceof VectorType type && type.equals(type.of(tensor.tensor())))) {
            call.lift().problems.report(Refusal.TENSOR_OTHER_ROWS, vector.type(), tensor.type());
            return call.unknown();
        }
        return IntrinsicsMatrixElements.mapped(call, List.of(tensor, vector), 2);
    }

    private static @Nullable Operand load(Call call) {
        TensorType type = type(call);
        return type == null ? call.unknown() : load(call, type, 3);
    }

    /** @param index which operand is the view */
    private static @Nullable Operand load(Call call, CooperativeType type, int index) {
        TensorViews.Elements elements = TensorViews.elements(call, index);
        TileAccess access = elements == null ? null : TensorViews.access(call, index, type);
        if (elements == null || access == null) {
            return call.unknown();
        }
        if (elements.element().isPacked() && !(type instanceof TensorType)) {
            call.lift().problems.report(Refusal.TENSOR_FOUR_BITS, call.name(), elements.element());
            return call.unknown();
        }
        if (type.isInteger() && !elements.element().isInteger()) {
            call.lift().problems.report(Refusal.TENSOR_NUMBERS, call.name(), elements.element());
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        return new Operand.Data(emitter.define(
                new TensorOp.LoadTensor(new Value(type), access, elements.element(), true, emitter.location())));
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
        if (isHeld(call.operand(1))) {
            return multiplyHeld(call, sum);
        }
        TileAccess left = TensorViews.access(call, 1, sum.tensor().transposeLeft());
        TileAccess right = TensorViews.access(call, 2, sum.tensor().transposeRight());
        Emitter emitter = call.emitter();
        return left == null || right == null
                ? call.unknown()
                : new Operand.Data(emitter.define(
                        new TensorOp.Multiply(new Value(sum.type()), sum, left, right, true, emitter.location())));
    }

    private static @Nullable Operand multiplyHeld(Call call, Value sum) {
        Value left = tensor(call, 1);
        TileAccess right = TensorViews.access(call, 2, sum.tensor().transposeRight());
        if (left == null || right == null) {
            return call.unknown();
        }
        TensorType type = sum.tensor();
        if (left.tensor().rows() != type.rows() || left.tensor().simdgroups() != type.simdgroups()) {
            call.lift().problems.report(Refusal.TENSOR_OTHER_ROWS, left.type(), type);
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        return new Operand.Data(
                emitter.define(new TensorOp.MultiplyHeld(new Value(type), sum, left, right, true, emitter.location())));
    }

    private static boolean isHeld(Operand operand) {
        return operand instanceof Operand.Data(Value value) && value.type() instanceof TensorType;
    }

    private static @Nullable Operand store(Call call) {
        store(call, tensor(call, 0));
        return null;
    }

    /** Stores a tensor or a vector to the view that the call names. */
    static void store(Call call, @Nullable Value tensor) {
        TileAccess access = tensor == null ? null : TensorViews.access(call, 1, tensor.cooperative());
        if (tensor == null || access == null) {
            return;
        }
        Type element = access.array().array().element();
        boolean fits = tensor.cooperative().isInteger()
                ? element == ScalarType.I32
                : element instanceof ScalarType scalar && STORED.contains(scalar);
        if (fits) {
            Emitter emitter = call.emitter();
            emitter.add(new TensorOp.StoreTensor(tensor, access, true, emitter.location()));
        } else {
            call.lift().problems.report(Refusal.TENSOR_STORE, tensor.type(), element);
        }
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

    private static @Nullable Operand mapped(Call call, ScalarType element, int from) {
        Value tensor = of(element, tensor(call, 0), call);
        return tensor == null ? call.unknown() : IntrinsicsMatrixElements.mapped(call, List.of(tensor), from);
    }

    /** A tensor; null where it is none, which is reported. */
    private static @Nullable Value tensor(Call call, int index) {
        return call.lift().operands.tensor(call.operand(index));
    }

    /** What a Matmul2D makes of two views; null where it is nothing, which is reported. */
    private static @Nullable TensorType type(Call call) {
        TensorElement left = factor(call, 1);
        TensorElement right = factor(call, 2);
        List<Integer> shape = shape(call);
        if (left == null || right == null || shape == null || isRefused(call, shape)) {
            return null;
        }
        if (!TensorType.areFactors(left, right)) {
            call.lift().problems.report(Refusal.TENSOR_TYPES, left, right);
            return null;
        }
        return new TensorType(
                TensorType.sum(left, right),
                left,
                right,
                shape.get(0),
                shape.get(1),
                shape.get(2),
                shape.get(3) != 0,
                shape.get(4) != 0,
                shape.get(5) != 0);
    }

    /** Whether no multiplication is of this shape, which is reported. */
    private static boolean isRefused(Call call, List<Integer> shape) {
        String problem = TensorType.problem(shape.get(0), shape.get(1), shape.get(2));
        if (!problem.isEmpty()) {
            call.lift().problems.report(Refusal.TENSOR_SHAPE, problem);
        }
        return !problem.isEmpty();
    }

    /** The elements of a factor, which is held or in memory; null where it is neither, which is reported. */
    private static @Nullable TensorElement factor(Call call, int index) {
        if (isHeld(call.operand(index))) {
            Value held = tensor(call, index);
            return held == null ? null : TensorElement.of(held.tensor().element());
        }
        TensorViews.Elements elements = TensorViews.elements(call, index);
        return elements == null ? null : elements.element();
    }

    private static @Nullable List<Integer> shape(Call call) {
        List<Operand> parts = TensorViews.parts(call, 0);
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
}
