package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;

/**
 * The types of scalar ops and of exchanges between lanes.
 *
 * <ul>
 *   <li>A constant's value is of the class that its type asks for.
 *   <li>Arithmetic is on I32, I64 and F32, its operands and result of one type; bit operations on I32, I64 and BOOL; shifts on I32 and
 *       I64 by an I32; mathematical functions on F32; logical not on BOOL.
 *   <li>A comparison is of two values of one type among BOOL (for equality), I32, I64 and F32, and gives a BOOL.
 *   <li>A select has a BOOL and two scalars of the result's type.
 *   <li>A conversion is between scalars other than BOOL; a bitcast between F32 and I32, or F16 or BF16 and I16.
 *   <li>A builtin is an I32; the size of an array is an I32 or an I64.
 *   <li>A reduction and a shuffle give the type they take; BOOL reduces by AND and OR only, floats by SUM, MIN and MAX only; a shuffle's operand is
 *       an I32.
 * </ul>
 */
final class ScalarInvariants {
    private ScalarInvariants() {}

    static void check(ScalarOp op, Violations found) {
        switch (op) {
            case ScalarOp.Constant constant ->
                found.require(
                        constantFits(constant.result().type(), constant.value()),
                        op,
                        "a constant's value is of the class its type asks for");
            case ScalarOp.Unary unary -> checkUnary(unary, found);
            case ScalarOp.Binary binary -> checkBinary(binary, found);
            case ScalarOp.Compare compare -> checkCompare(compare, found);
            case ScalarOp.Select select -> {
                found.require(select.condition().type() == ScalarType.BOOL, op, "a select's condition is a bool");
                found.require(
                        select.result().type() instanceof ScalarType
                                && Violations.same(select.result(), select.whenTrue())
                                && Violations.same(select.result(), select.whenFalse()),
                        op,
                        "a select is between two scalars of its result's type");
            }
            case ScalarOp.Convert convert ->
                found.require(
                        isNumber(convert.result().type())
                                && isNumber(convert.operand().type()),
                        op,
                        "a conversion is between scalars other than bool");
            case ScalarOp.Bitcast bitcast ->
                found.require(
                        isBitcast(bitcast.result().type(), bitcast.operand().type())
                                || isBitcast(
                                        bitcast.operand().type(),
                                        bitcast.result().type()),
                        op,
                        "a bitcast is between f32 and i32, or f16 or bf16 and i16");
            case ScalarOp.Fma fma -> requireAll(ScalarType.F32, op, found);
            case ScalarOp.Builtin builtin ->
                found.require(builtin.result().type() == ScalarType.I32, op, "a builtin is an i32");
            case ScalarOp.ArraySize size ->
                found.require(
                        size.array().type() instanceof ArrayType && Violations.isWide(size.result()),
                        op,
                        "the size of an array is an i32 or an i64");
        }
    }

    private static boolean constantFits(Type type, Object value) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOL -> value instanceof Boolean;
                    case I8, I16, U16, I32 -> value instanceof Integer;
                    case I64 -> value instanceof Long;
                    case F16, BF16, F32 -> value instanceof Float;
                };
            default -> false;
        };
    }

    private static void checkUnary(ScalarOp.Unary op, Violations found) {
        UnaryKind kind = op.kind();
        boolean fits = switch (kind) {
            case NEGATE, ABS -> isArithmetic(op.result().type());
            case NOT -> op.result().type() == ScalarType.BOOL;
            case BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS, REVERSE_BITS -> Violations.isWide(op.result());
            case SQRT, FLOOR, CEIL, RINT, SIGNUM, CBRT, RSQRT, TO_RADIANS, TO_DEGREES -> isFloat(op);
            case EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, FAST_EXP, FAST_EXP2, FAST_LOG, FAST_LOG2 -> isFloat(op);
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, FAST_SIN, FAST_COS -> isFloat(op);
        };
        found.require(
                fits && Violations.same(op.result(), op.operand()),
                op,
                kind + " does not take " + op.operand().type() + " to "
                        + op.result().type());
    }

    private static boolean isFloat(ScalarOp op) {
        return op.result().type() == ScalarType.F32;
    }

    private static void checkBinary(ScalarOp.Binary op, Violations found) {
        BinaryKind kind = op.kind();
        Type type = op.result().type();
        boolean fits = switch (kind) {
            case ADD, SUBTRACT, MULTIPLY, MIN, MAX -> isArithmetic(type);
            case DIVIDE, REMAINDER, POW, ATAN2, HYPOT, COPY_SIGN -> type == ScalarType.F32;
            case AND, OR, XOR -> type == ScalarType.BOOL || Violations.isWide(op.result());
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> Violations.isWide(op.result());
        };
        boolean right = switch (kind) {
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> op.right().type() == ScalarType.I32;
            default -> Violations.same(op.result(), op.right());
        };
        found.require(
                fits && right && Violations.same(op.result(), op.left()),
                op,
                kind + " does not take " + op.left().type() + " and "
                        + op.right().type() + " to " + type);
    }

    private static void checkCompare(ScalarOp.Compare op, Violations found) {
        Type type = op.left().type();
        boolean equality = op.kind() == CompareKind.EQ || op.kind() == CompareKind.NE;
        found.require(
                op.result().type() == ScalarType.BOOL
                        && Violations.same(op.left(), op.right())
                        && (isArithmetic(type) || (equality && type == ScalarType.BOOL)),
                op,
                "compare " + op.kind() + " does not take " + type + " and "
                        + op.right().type() + " to " + op.result().type());
    }

    static void check(SimdOp op, Violations found) {
        switch (op) {
            case SimdOp.Reduce reduce ->
                found.require(
                        Violations.same(reduce.result(), reduce.value())
                                && isReducible(reduce.kind(), reduce.result().type()),
                        op,
                        "a reduction gives the type it takes, one that its kind is defined for");
            case SimdOp.Shuffle shuffle -> {
                found.require(
                        shuffle.result().type() instanceof ScalarType
                                && Violations.same(shuffle.result(), shuffle.value()),
                        op,
                        "a shuffle gives the scalar type it takes");
                found.require(shuffle.operand().type() == ScalarType.I32, op, "a shuffle's operand is an i32");
            }
        }
    }

    private static boolean isReducible(ReduceKind kind, Type type) {
        return switch (kind) {
            case SUM, MIN, MAX -> isArithmetic(type);
            case AND, OR -> type == ScalarType.BOOL || (isArithmetic(type) && type != ScalarType.F32);
            case XOR -> isArithmetic(type) && type != ScalarType.F32;
        };
    }

    private static boolean isBitcast(Type floating, Type integer) {
        return (floating == ScalarType.F32 && integer == ScalarType.I32)
                || ((floating == ScalarType.F16 || floating == ScalarType.BF16) && integer == ScalarType.I16);
    }

    private static boolean isNumber(Type type) {
        return type instanceof ScalarType && type != ScalarType.BOOL;
    }

    private static boolean isArithmetic(Type type) {
        return type == ScalarType.I32 || type == ScalarType.I64 || type == ScalarType.F32;
    }

    private static void requireAll(ScalarType type, Op op, Violations found) {
        boolean fits = op.results().getFirst().type() == type;
        for (Value operand : op.operands()) {
            fits &= operand.type() == type;
        }
        found.require(fits, op, "its operands and its result are of " + type);
    }
}
