package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ScalarType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The JVM's types for the IR's scalars: halves and bfloats are floats already rounded. */
final class JvmTypes {
    private JvmTypes() {}

    /** The type on the stack and in locals. */
    static Type of(ScalarType type) {
        return switch (type) {
            case BOOL, I8, I16, U16, I32 -> Type.INT_TYPE;
            case I64 -> Type.LONG_TYPE;
            case F16, BF16, F32 -> Type.FLOAT_TYPE;
        };
    }

    /** The type of the elements of a Java array that stands for a threadgroup's or a thread's. */
    static Type element(ScalarType type) {
        return switch (type) {
            case BOOL, I8 -> Type.BYTE_TYPE;
            case I16 -> Type.SHORT_TYPE;
            case U16 -> Type.CHAR_TYPE;
            case I32, I64, F16, BF16, F32 -> of(type);
        };
    }

    /** The Java array of those elements. */
    static Type array(ScalarType type) {
        return Type.getType("[" + element(type).getDescriptor());
    }

    /** The operand of {@code newarray}. */
    static int newArrayCode(ScalarType type) {
        return switch (element(type).getSort()) {
            case Type.BYTE -> Opcodes.T_BYTE;
            case Type.SHORT -> Opcodes.T_SHORT;
            case Type.CHAR -> Opcodes.T_CHAR;
            case Type.INT -> Opcodes.T_INT;
            case Type.LONG -> Opcodes.T_LONG;
            default -> Opcodes.T_FLOAT;
        };
    }
}
