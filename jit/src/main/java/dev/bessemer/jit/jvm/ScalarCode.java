package dev.bessemer.jit.jvm;

import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Pure scalar ops as JVM instructions: each pushes its operands and leaves its result on the stack. */
final class ScalarCode {
    private final Code code;
    private final Values values;
    private final ArrayPlaces arrays;
    private final Consumer<BuiltinKind> builtins;

    /** @param builtins pushes a builtin */
    ScalarCode(Code code, Values values, ArrayPlaces arrays, Consumer<BuiltinKind> builtins) {
        this.code = code;
        this.values = values;
        this.arrays = arrays;
        this.builtins = builtins;
    }

    /** Emits one op and defines its result. */
    void emit(ScalarOp op) {
        switch (op) {
            case ScalarOp.Constant constant -> values.constant(constant);
            default -> {
                push(op);
                values.define(op.result());
            }
        }
    }

    private void push(ScalarOp op) {
        op.operands().stream()
                .filter(value -> value.type() instanceof ScalarType)
                .forEach(operand -> {
                    if (!(op instanceof ScalarOp.Select)) {
                        values.push(operand);
                    }
                });
        switch (op) {
            case ScalarOp.Constant constant -> throw new IllegalStateException("a constant is not computed");
            case ScalarOp.Unary unary -> unary(unary);
            case ScalarOp.Binary binary ->
                BinaryCode.emit(code, binary.kind(), binary.left().scalar());
            case ScalarOp.Compare compare -> compare(compare);
            case ScalarOp.Select select -> select(select);
            case ScalarOp.Convert convert ->
                ConvertCode.emit(
                        code, convert.operand().scalar(), convert.result().scalar());
            case ScalarOp.Bitcast bitcast ->
                ConvertCode.bitcast(
                        code, bitcast.operand().scalar(), bitcast.result().scalar());
            case ScalarOp.Fma fma -> code.call(Math.class, "fma", "(FFF)F");
            case ScalarOp.Builtin builtin -> builtins.accept(builtin.kind());
            case ScalarOp.ArraySize size -> size(size);
        }
    }

    private void size(ScalarOp.ArraySize op) {
        arrays.pushSize(op.array());
        if (op.result().scalar() == ScalarType.I32) {
            code.op(Opcodes.L2I);
        }
    }

    private void select(ScalarOp.Select op) {
        Label whenFalse = new Label();
        Label end = new Label();
        values.push(op.condition());
        code.jump(Opcodes.IFEQ, whenFalse);
        values.push(op.whenTrue());
        code.goTo(end);
        code.mark(whenFalse);
        values.push(op.whenFalse());
        code.mark(end);
    }

    private void compare(ScalarOp.Compare op) {
        Label holds = new Label();
        Label end = new Label();
        jumpIf(op, holds);
        code.push(0);
        code.goTo(end);
        code.mark(holds);
        code.push(1);
        code.mark(end);
    }

    /** Jumps when the relation of the two on the stack holds; with a NaN only NE does. */
    private void jumpIf(ScalarOp.Compare op, Label target) {
        ScalarType type = op.left().scalar();
        switch (type) {
            case BOOL, I8, I16, U16, I32 ->
                code.jump(
                        switch (op.kind()) {
                            case EQ -> Opcodes.IF_ICMPEQ;
                            case NE -> Opcodes.IF_ICMPNE;
                            case LT -> Opcodes.IF_ICMPLT;
                            case LE -> Opcodes.IF_ICMPLE;
                            case GT -> Opcodes.IF_ICMPGT;
                            case GE -> Opcodes.IF_ICMPGE;
                        },
                        target);
            case I64, F16, BF16, F32 -> {
                code.op(
                        switch (op.kind()) {
                            case EQ, NE, GT, GE -> type == ScalarType.I64 ? Opcodes.LCMP : Opcodes.FCMPL;
                            case LT, LE -> type == ScalarType.I64 ? Opcodes.LCMP : Opcodes.FCMPG;
                        });
                code.jump(
                        switch (op.kind()) {
                            case EQ -> Opcodes.IFEQ;
                            case NE -> Opcodes.IFNE;
                            case LT -> Opcodes.IFLT;
                            case LE -> Opcodes.IFLE;
                            case GT -> Opcodes.IFGT;
                            case GE -> Opcodes.IFGE;
                        },
                        target);
            }
        }
    }

    private void unary(ScalarOp.Unary op) {
        ScalarType type = op.operand().scalar();
        Type jvm = JvmTypes.of(type);
        String same = "(" + jvm.getDescriptor() + ")" + jvm.getDescriptor();
        Class<?> box = type == ScalarType.I64 ? Long.class : Integer.class;
        switch (op.kind()) {
            case NEGATE -> code.op(jvm.getOpcode(Opcodes.INEG));
            case NOT -> {
                code.push(1);
                code.op(Opcodes.IXOR);
            }
            case ABS -> code.call(Math.class, "abs", same);
            case SIGNUM -> code.call(Math.class, "signum", same);
            case SQRT -> math("sqrt");
            case FLOOR -> math("floor");
            case CEIL -> math("ceil");
            case RINT -> math("rint");
            case EXP -> math("exp");
            case LOG -> math("log");
            case LOG10 -> math("log10");
            case SIN -> math("sin");
            case COS -> math("cos");
            case TAN -> math("tan");
            case ASIN -> math("asin");
            case ACOS -> math("acos");
            case ATAN -> math("atan");
            case SINH -> math("sinh");
            case COSH -> math("cosh");
            case TANH -> math("tanh");
            case CBRT -> math("cbrt");
            case EXPM1 -> math("expm1");
            case LOG1P -> math("log1p");
            case TO_RADIANS -> math("toRadians");
            case TO_DEGREES -> math("toDegrees");
            case EXP2 -> kernelMath("exp2");
            case LOG2 -> kernelMath("log2");
            case RSQRT -> kernelMath("rsqrt");
            case FAST_EXP -> kernelMath("fastExp");
            case FAST_EXP2 -> kernelMath("fastExp2");
            case FAST_LOG -> kernelMath("fastLog");
            case FAST_LOG2 -> kernelMath("fastLog2");
            case FAST_SIN -> kernelMath("fastSin");
            case FAST_COS -> kernelMath("fastCos");
            case BIT_COUNT -> count(box, "bitCount", jvm, type);
            case LEADING_ZEROS -> count(box, "numberOfLeadingZeros", jvm, type);
            case TRAILING_ZEROS -> count(box, "numberOfTrailingZeros", jvm, type);
            case REVERSE_BITS -> code.call(box, "reverse", same);
        }
    }

    /** A count of bits is of the operand's type in the IR. */
    private void count(Class<?> box, String name, Type jvm, ScalarType type) {
        code.call(box, name, "(" + jvm.getDescriptor() + ")I");
        if (type == ScalarType.I64) {
            code.op(Opcodes.I2L);
        }
    }

    private void kernelMath(String name) {
        code.call(KernelMath.class, name, "(F)F");
    }

    private void math(String name) {
        code.op(Opcodes.F2D);
        code.call(Math.class, name, "(D)D");
        code.op(Opcodes.D2F);
    }
}
