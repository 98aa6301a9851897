package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ScalarType;
import org.objectweb.asm.Opcodes;

/** Casts of what is on the stack, as Java's. */
final class ConvertCode {
    private ConvertCode() {}

    static void emit(Code code, ScalarType from, ScalarType to) {
        if (from == to) {
            return;
        }
        switch (to) {
            case BOOL -> throw new IllegalArgumentException("nothing is converted to " + to);
            case I8, I16, U16, I32 -> toInt(code, from, to);
            case I64 -> toLong(code, from);
            case F16, BF16, F32 -> toFloat(code, from, to);
        }
    }

    private static void toInt(Code code, ScalarType from, ScalarType to) {
        if (from == ScalarType.I64) {
            code.op(Opcodes.L2I);
        } else if (from.isFloat()) {
            code.op(Opcodes.F2I);
        }
        switch (to) {
            case I8 -> code.op(Opcodes.I2B);
            case I16 -> code.op(Opcodes.I2S);
            case U16 -> code.op(Opcodes.I2C);
            case BOOL, I32, I64, F16, BF16, F32 -> {}
        }
    }

    private static void toLong(Code code, ScalarType from) {
        code.op(from.isFloat() ? Opcodes.F2L : Opcodes.I2L);
    }

    private static void toFloat(Code code, ScalarType from, ScalarType to) {
        if (!from.isFloat()) {
            code.op(from == ScalarType.I64 ? Opcodes.L2F : Opcodes.I2F);
        }
        round(code, to);
    }

    /** Rounds a float on the stack to a floating type. */
    static void round(Code code, ScalarType to) {
        if (to == ScalarType.F16) {
            code.call(Numbers.class, "half", "(F)F");
        } else if (to == ScalarType.BF16) {
            code.call(Numbers.class, "bfloat", "(F)F");
        }
    }

    static void bitcast(Code code, ScalarType from, ScalarType to) {
        switch (from) {
            case F32 -> code.call(Float.class, "floatToRawIntBits", "(F)I");
            case F16 -> code.call(Float.class, "floatToFloat16", "(F)S");
            case BF16 -> code.call(Numbers.class, "bitsOfBfloat", "(F)S");
            case BOOL, I8, I16, U16, I32, I64 -> fromBits(code, to);
        }
    }

    private static void fromBits(Code code, ScalarType to) {
        switch (to) {
            case F32 -> code.call(Float.class, "intBitsToFloat", "(I)F");
            case F16 -> {
                code.op(Opcodes.I2S);
                code.call(Float.class, "float16ToFloat", "(S)F");
            }
            case BF16 -> {
                code.op(Opcodes.I2S);
                code.call(Numbers.class, "bfloatFromBits", "(S)F");
            }
            case BOOL, I8, I16, U16, I32, I64 -> throw new IllegalArgumentException("no bits are taken as " + to);
        }
    }
}
