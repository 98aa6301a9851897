package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Two-operand operations on what is on the stack. */
final class BinaryCode {
    private BinaryCode() {}

    static void emit(Code code, BinaryKind kind, ScalarType operand) {
        Type type = JvmTypes.of(operand);
        String d = type.getDescriptor();
        switch (kind) {
            case ADD -> code.op(type.getOpcode(Opcodes.IADD));
            case SUBTRACT -> code.op(type.getOpcode(Opcodes.ISUB));
            case MULTIPLY -> code.op(type.getOpcode(Opcodes.IMUL));
            case DIVIDE -> code.op(type.getOpcode(Opcodes.IDIV));
            case REMAINDER -> code.op(type.getOpcode(Opcodes.IREM));
            case AND -> code.op(type.getOpcode(Opcodes.IAND));
            case OR -> code.op(type.getOpcode(Opcodes.IOR));
            case XOR -> code.op(type.getOpcode(Opcodes.IXOR));
            case SHIFT_LEFT -> code.op(type.getOpcode(Opcodes.ISHL));
            case SHIFT_RIGHT -> code.op(type.getOpcode(Opcodes.ISHR));
            case SHIFT_RIGHT_UNSIGNED -> code.op(type.getOpcode(Opcodes.IUSHR));
            case MIN -> code.call(Math.class, "min", "(" + d + d + ")" + d);
            case MAX -> code.call(Math.class, "max", "(" + d + d + ")" + d);
            case COPY_SIGN -> code.call(Math.class, "copySign", "(FF)F");
            case ATAN2 -> code.call(Numbers.class, "atan2", "(FF)F");
            case HYPOT -> code.call(Numbers.class, "hypot", "(FF)F");
            case POW -> code.call(Numbers.class, "pow", "(FF)F");
        }
    }
}
