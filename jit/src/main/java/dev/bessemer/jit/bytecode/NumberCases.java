package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Type;

/**
 * The labels of a pattern switch over a number.
 *
 * @param value the number, as the JVM computes with it
 * @param declared the switch's type for it, a primitive or a box
 */
record NumberCases(Emitter emitter, Value value, Type declared) {
    /** Whether a label matches, a BOOL; null where that is not known to the compiler. */
    @Nullable
    Value match(Object label) {
        boolean isKnown = isNumber(declared);
        return switch (label) {
            case Integer known when value.type() == ScalarType.I32 -> equal(emitter.constant(known));
            case Long known when value.type() == ScalarType.I64 -> equal(emitter.constant(ScalarType.I64, known));
            case Float known when value.type() == ScalarType.F32 -> equal(known);
            case Type box when isKnown && box.getSort() == Type.OBJECT -> ofClass(box);
            case ConstantDynamic constant when isKnown -> dynamic(constant.getName());
            default -> null;
        };
    }

    /** Whether a type is a primitive or a box. */
    static boolean isNumber(Type type) {
        return type.getSort() < Type.ARRAY || Boxes.unboxed(type.getInternalName()) != null;
    }

    private Value equal(Value constant) {
        return emitter.compare(CompareKind.EQ, value, constant);
    }

    /** Java tells the zeros apart here, and all NaNs are one. */
    private Value equal(float constant) {
        return Float.isNaN(constant)
                ? emitter.compare(CompareKind.NE, value, value)
                : emitter.compare(
                        CompareKind.EQ,
                        emitter.bitcast(value, ScalarType.I32),
                        emitter.constant(Float.floatToIntBits(constant)));
    }

    private Value ofClass(Type box) {
        boolean is = box.equals(declared) || Boxes.isAbove(box.getInternalName());
        return emitter.constant(ScalarType.BOOL, is);
    }

    /** A primitive type by its descriptor, or a constant of Boolean. */
    private @Nullable Value dynamic(String name) {
        return switch (name) {
            case "TRUE" -> equal(emitter.constant(1));
            case "FALSE" -> equal(emitter.constant(0));
            case "Z" -> emitter.constant(ScalarType.BOOL, true);
            case "B" -> ExactConversions.test(emitter, value, ScalarType.I8);
            case "S" -> ExactConversions.test(emitter, value, ScalarType.I16);
            case "C" -> ExactConversions.test(emitter, value, ScalarType.U16);
            case "I" -> ExactConversions.test(emitter, value, ScalarType.I32);
            case "J" -> ExactConversions.test(emitter, value, ScalarType.I64);
            case "F" -> ExactConversions.test(emitter, value, ScalarType.F32);
            default -> null;
        };
    }
}
