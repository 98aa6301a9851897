package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Boxed numbers, which generic code passes primitives in: in a kernel a box is the primitive it holds. */
final class Boxes {
    private static final String LANG = "java/lang/";

    /** What the JVM holds an unboxed value in. */
    private static final Map<String, ScalarType> UNBOXED = Map.of(
            LANG + "Integer", ScalarType.I32,
            LANG + "Long", ScalarType.I64,
            LANG + "Float", ScalarType.F32,
            LANG + "Short", ScalarType.I32,
            LANG + "Byte", ScalarType.I32,
            LANG + "Character", ScalarType.I32,
            LANG + "Boolean", ScalarType.I32);

    private Boxes() {}

    /** What a box holds; null for a class that is none, or holds a double. */
    static @Nullable ScalarType unboxed(String internalName) {
        return UNBOXED.get(internalName);
    }

    /** Whether a class is above boxes, so that a cast to it needs no test. */
    static boolean isAbove(String internalName) {
        return switch (internalName) {
            case LANG + "Number", LANG + "Object", LANG + "Comparable" -> true;
            default -> false;
        };
    }

    /** The intrinsic of a method of a box, or of one that only checks that there is an object. */
    static @Nullable Intrinsic find(String owner, String name) {
        if (owner.equals("java/util/Objects")) {
            return name.equals("requireNonNull") ? call -> call.operand(0) : null;
        }
        if (owner.equals("java/lang/runtime/ExactConversionsSupport")) {
            return ExactConversions.find(name);
        }
        if (!UNBOXED.containsKey(owner) && !owner.equals(LANG + "Number")) {
            return null;
        }
        return switch (name) {
            case "valueOf" -> Boxes::boxed;
            case "intValue", "booleanValue", "charValue" -> call -> unboxed(call, ScalarType.I32);
            case "longValue" -> call -> unboxed(call, ScalarType.I64);
            case "floatValue" -> call -> unboxed(call, ScalarType.F32);
            case "shortValue" -> call -> narrowed(call, ScalarType.I16);
            case "byteValue" -> call -> narrowed(call, ScalarType.I8);
            case "compareTo", "isNaN", "isInfinite" -> call -> ofClass(call, owner);
            default -> null;
        };
    }

    /** A method of an object by the static one that does the same. */
    private static @Nullable Operand ofClass(Call call, String owner) {
        String number = primitive(owner).getDescriptor();
        String name = call.name().equals("compareTo") ? "compare" : call.name();
        String descriptor = name.equals("compare") ? "(" + number + number + ")I" : "(" + number + ")Z";
        return call.lift().inliner.call(new Call(owner, name, descriptor, call.operands(), call.lift()));
    }

    private static Type primitive(String owner) {
        return switch (owner) {
            case LANG + "Long" -> Type.LONG_TYPE;
            case LANG + "Float" -> Type.FLOAT_TYPE;
            case LANG + "Short" -> Type.SHORT_TYPE;
            case LANG + "Byte" -> Type.BYTE_TYPE;
            case LANG + "Character" -> Type.CHAR_TYPE;
            case LANG + "Boolean" -> Type.BOOLEAN_TYPE;
            default -> Type.INT_TYPE;
        };
    }

    private static Operand boxed(Call call) {
        return new Operand.Data(call.scalar(0, UNBOXED.getOrDefault(call.owner(), ScalarType.I32)));
    }

    private static Operand unboxed(Call call, ScalarType type) {
        return new Operand.Data(call.emitter().convert(call.scalar(0), type));
    }

    private static Operand narrowed(Call call, ScalarType type) {
        Emitter emitter = call.emitter();
        Value whole = emitter.convert(call.scalar(0), ScalarType.I32);
        return new Operand.Data(emitter.convert(emitter.convert(whole, type), ScalarType.I32));
    }
}
