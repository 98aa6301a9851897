package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Pure scalar ops on vectors: what depends on a wide value is wide itself, everything else is a scalar put in all lanes. */
final class VectorOps {
    private final Code code;
    private final Values values;
    private final VectorInstructions vectors;
    private final Set<Value> wide = new HashSet<>();
    private final Map<Value, Integer> slots = new HashMap<>();

    VectorOps(Code code, Values values, VectorInstructions vectors) {
        this.code = code;
        this.values = values;
        this.vectors = vectors;
    }

    /** True when an op has a form on vectors. */
    static boolean canCompute(ScalarOp op) {
        return switch (op) {
            case ScalarOp.Constant constant -> true;
            case ScalarOp.Unary unary -> isVector(unary.result()) && VectorInstructions.has(unary.kind());
            case ScalarOp.Binary binary ->
                isVector(binary.result())
                        && VectorInstructions.has(binary.kind(), binary.result().scalar());
            case ScalarOp.Compare compare ->
                isVector(compare.left()) && compare.left().type() != ScalarType.BOOL;
            case ScalarOp.Select select -> isVector(select.result());
            case ScalarOp.Fma fma -> true;
            case ScalarOp.Convert convert ->
                VectorInstructions.has(
                        convert.operand().scalar(), convert.result().scalar());
            case ScalarOp.Bitcast bitcast -> false;
            case ScalarOp.Builtin builtin -> false;
            case ScalarOp.ArraySize size -> false;
        };
    }

    /** True for what a vector's lanes can hold. */
    static boolean isVector(Value value) {
        return value.type() == ScalarType.F32 || value.type() == ScalarType.I32 || value.type() == ScalarType.BOOL;
    }

    /** Says that a value has one number a lane. */
    void widen(Value value) {
        wide.add(value);
    }

    boolean isWide(Value value) {
        return wide.contains(value);
    }

    /** Says so of an op's results where one of its operands is wide; whether it did. */
    boolean widenIfOperands(Op op) {
        boolean widened = op.operands().stream().anyMatch(wide::contains);
        if (widened) {
            wide.addAll(op.results());
        }
        return widened;
    }

    /** Pops a vector into the local variable of a wide value. */
    void define(Value value) {
        slots.put(value, code.storeNew(VectorInstructions.type(value.scalar())));
    }

    /** Pops a vector into the local variable that a wide value has. */
    void redefine(Value value) {
        Integer slot = slots.get(value);
        if (slot == null) {
            throw new IllegalStateException("no vector holds " + value);
        }
        code.store(VectorInstructions.type(value.scalar()), slot);
    }

    /** Pushes a value as a vector or mask. */
    void push(Value value) {
        Integer slot = slots.get(value);
        if (slot != null && wide.contains(value)) {
            code.load(VectorInstructions.type(value.scalar()), slot);
        } else {
            vectors.broadcast(value.scalar(), () -> values.push(value));
        }
    }

    /** Computes a wide value. */
    void compute(ScalarOp op) {
        pushResult(op);
        define(op.result());
    }

    private void pushResult(ScalarOp op) {
        switch (op) {
            case ScalarOp.Unary unary -> unary(unary);
            case ScalarOp.Binary binary -> binary(binary);
            case ScalarOp.Compare compare -> {
                push(compare.left());
                vectors.comparison(compare.kind());
                push(compare.right());
                vectors.compare(compare.left().scalar());
            }
            case ScalarOp.Select select -> select(select);
            case ScalarOp.Fma fma -> {
                push(fma.a());
                push(fma.b());
                push(fma.c());
                vectors.fma();
            }
            case ScalarOp.Convert convert -> {
                push(convert.operand());
                vectors.convert(convert.operand().scalar(), convert.result().scalar());
            }
            default -> throw new IllegalStateException("no vector form: " + op);
        }
    }

    private void unary(ScalarOp.Unary op) {
        push(op.operand());
        if (op.kind() == UnaryKind.NOT) {
            vectors.not();
        } else {
            vectors.unary(op.kind(), op.operand().scalar());
        }
    }

    private void binary(ScalarOp.Binary op) {
        push(op.left());
        push(op.right());
        BinaryKind kind = op.kind();
        vectors.binary(kind, op.result().scalar());
    }

    private void select(ScalarOp.Select op) {
        if (op.result().type() == ScalarType.BOOL) {
            push(op.condition());
            push(op.whenTrue());
            push(op.condition());
            push(op.whenFalse());
            vectors.selectMask();
            return;
        }
        push(op.whenFalse());
        push(op.whenTrue());
        push(op.condition());
        vectors.blend(op.result().scalar());
    }
}
