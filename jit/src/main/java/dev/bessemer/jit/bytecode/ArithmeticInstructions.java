package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;

/** Arithmetic, conversions and the comparisons that branches consume. */
final class ArithmeticInstructions {
    private static final List<ScalarType> TYPES = List.of(ScalarType.I32, ScalarType.I64, ScalarType.F32);
    private static final int DOUBLE = 3;
    private static final List<BinaryKind> KINDS =
            List.of(BinaryKind.ADD, BinaryKind.SUBTRACT, BinaryKind.MULTIPLY, BinaryKind.DIVIDE, BinaryKind.REMAINDER);
    private static final List<BinaryKind> BITWISE = List.of(
            BinaryKind.SHIFT_LEFT,
            BinaryKind.SHIFT_RIGHT,
            BinaryKind.SHIFT_RIGHT_UNSIGNED,
            BinaryKind.AND,
            BinaryKind.OR,
            BinaryKind.XOR);

    private final Emitter emitter;
    private final Operands operands;
    private final Doubles doubles;

    ArithmeticInstructions(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
        this.emitter = emitter;
        this.operands = operands;
        doubles = new Doubles(session, emitter, operands, problems);
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (!(instruction instanceof InsnNode) || opcode < Opcodes.IADD || opcode > Opcodes.DCMPG) {
            return false;
        }
        if (opcode < Opcodes.INEG) {
            binary(frame, KINDS.get((opcode - Opcodes.IADD) / 4), (opcode - Opcodes.IADD) % 4);
        } else if (opcode <= Opcodes.DNEG) {
            negate(frame, opcode - Opcodes.INEG);
        } else if (opcode <= Opcodes.LXOR) {
            bitwise(frame, BITWISE.get((opcode - Opcodes.ISHL) / 2), TYPES.get((opcode - Opcodes.ISHL) % 2));
        } else if (opcode < Opcodes.LCMP) {
            convert(frame, opcode);
        } else {
            compare(frame, opcode);
        }
        return true;
    }

    private void binary(Frame frame, BinaryKind kind, int type) {
        Operand right = frame.pop();
        Operand left = frame.pop();
        if (type == DOUBLE) {
            frame.push(doubles.refuse(left, right));
            return;
        }
        ScalarType scalar = TYPES.get(type);
        Value a = operands.scalar(left, scalar);
        Value b = operands.scalar(right, scalar);
        boolean faults = scalar.isInteger() && (kind == BinaryKind.DIVIDE || kind == BinaryKind.REMAINDER);
        Value result = faults
                ? emitter.define(new MemoryOp.Divide(
                        new Value(scalar), kind == BinaryKind.REMAINDER, a, b, true, emitter.location()))
                : emitter.binary(kind, a, b);
        frame.push(new Operand.Data(result));
    }

    private void negate(Frame frame, int type) {
        Operand operand = frame.pop();
        frame.push(
                type == DOUBLE
                        ? doubles.negate(operand)
                        : new Operand.Data(emitter.unary(UnaryKind.NEGATE, operands.scalar(operand, TYPES.get(type)))));
    }

    private void bitwise(Frame frame, BinaryKind kind, ScalarType type) {
        boolean shift = BITWISE.indexOf(kind) < BITWISE.indexOf(BinaryKind.AND);
        Value right = operands.scalar(frame.pop(), shift ? ScalarType.I32 : type);
        Value left = operands.scalar(frame.pop(), type);
        frame.push(new Operand.Data(emitter.binary(kind, left, right)));
    }

    private void convert(Frame frame, int opcode) {
        Operand operand = frame.pop();
        frame.push(
                switch (opcode) {
                    case Opcodes.I2L -> converted(operand, ScalarType.I32, ScalarType.I64);
                    case Opcodes.I2F -> converted(operand, ScalarType.I32, ScalarType.F32);
                    case Opcodes.L2I -> converted(operand, ScalarType.I64, ScalarType.I32);
                    case Opcodes.L2F -> converted(operand, ScalarType.I64, ScalarType.F32);
                    case Opcodes.F2I -> converted(operand, ScalarType.F32, ScalarType.I32);
                    case Opcodes.F2L -> converted(operand, ScalarType.F32, ScalarType.I64);
                    case Opcodes.I2B -> narrowed(operand, ScalarType.I8);
                    case Opcodes.I2C -> narrowed(operand, ScalarType.U16);
                    case Opcodes.I2S -> narrowed(operand, ScalarType.I16);
                    case Opcodes.F2D -> doubles.widenFloat(operand);
                    case Opcodes.I2D, Opcodes.L2D -> doubles.widenInteger(operand);
                    case Opcodes.D2F -> doubles.toFloat(operand);
                    case Opcodes.D2L -> doubles.toInteger(operand, ScalarType.I64);
                    default -> doubles.toInteger(operand, ScalarType.I32);
                });
    }

    private Operand converted(Operand operand, ScalarType from, ScalarType to) {
        return new Operand.Data(emitter.convert(operands.scalar(operand, from), to));
    }

    private Operand narrowed(Operand operand, ScalarType type) {
        Value narrow = emitter.convert(operands.scalar(operand, ScalarType.I32), type);
        return new Operand.Data(emitter.convert(narrow, ScalarType.I32));
    }

    private void compare(Frame frame, int opcode) {
        Operand right = frame.pop();
        Operand left = frame.pop();
        frame.push(
                switch (opcode) {
                    case Opcodes.LCMP -> comparison(left, right, ScalarType.I64, 0);
                    case Opcodes.FCMPL -> comparison(left, right, ScalarType.F32, -1);
                    case Opcodes.FCMPG -> comparison(left, right, ScalarType.F32, 1);
                    default -> {
                        doubles.refuse(left, right);
                        yield new Operand.Unknown(false);
                    }
                });
    }

    private Operand comparison(Operand left, Operand right, ScalarType type, int unordered) {
        return new Operand.Comparison(operands.scalar(left, type), operands.scalar(right, type), unordered);
    }
}
