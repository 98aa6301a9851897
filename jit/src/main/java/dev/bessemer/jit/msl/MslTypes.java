package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.VectorType;

/** How types and constants are spelled. */
final class MslTypes {
    private MslTypes() {}

    static String spell(ScalarType type) {
        return switch (type) {
            case BOOL -> "bool";
            case I8 -> "char";
            case I16 -> "short";
            case U16 -> "ushort";
            case I32 -> "int";
            case I64 -> "long";
            case F16 -> "half";
            case BF16 -> "bfloat";
            case F32 -> "float";
        };
    }

    static String spell(TileType type) {
        if (type.rows() != TileType.EXTENT || type.columns() != TileType.EXTENT) {
            throw new IllegalArgumentException(type + " is made by packing for the CPU device alone");
        }
        return "simdgroup_" + spell(type.element()) + "8x8";
    }

    /** The type of a variable; of an array, its elements' type. */
    static String spell(Type type) {
        return switch (type) {
            case ScalarType scalar -> spell(scalar);
            case TileType tile -> spell(tile);
            case VectorType vector -> "vector_values" + arguments(vector);
            case TensorType tensor -> throw new IllegalArgumentException(tensor + " has no name: its product makes it");
            case ArrayType array -> spell(array.element());
        };
    }

    /** The template arguments of a vector, and of what makes one. */
    static String arguments(VectorType type) {
        return "<" + spell(type.element()) + ", " + type.length() + ">";
    }

    /** The unsigned type that wrapping arithmetic is done in. */
    static String unsigned(ScalarType type) {
        return type == ScalarType.I64 ? "ulong" : "uint";
    }

    /** A literal; integers also know their unsigned form. */
    static Expression literal(ScalarType type, Object value) {
        return switch (type) {
            case BOOL -> Expression.atom(value.toString());
            case I8, I16, U16, I32 -> intLiteral(((Number) value).intValue());
            case I64 -> longLiteral(((Number) value).longValue());
            case F32 -> Expression.atom(floatText(((Number) value).floatValue(), "f"));
            case F16 -> Expression.atom(smallFloatText("half", "h", ((Number) value).floatValue()));
            case BF16 -> Expression.atom(smallFloatText("bfloat", "", ((Number) value).floatValue()));
        };
    }

    static Expression zero(ScalarType type) {
        return type == ScalarType.BOOL ? Expression.atom("false") : literal(type, type.isFloat() ? 0f : (Number) 0);
    }

    private static Expression intLiteral(int value) {
        Expression plain = Expression.atom(value == Integer.MIN_VALUE ? "INT_MIN" : Integer.toString(value));
        String unsigned = value < 0 ? "uint(" + plain.text() + ")" : value + "u";
        return plain.withUnsigned(Expression.atom(unsigned));
    }

    private static Expression longLiteral(long value) {
        Expression plain = Expression.atom(value == Long.MIN_VALUE ? "LONG_MIN" : value + "L");
        String unsigned = value < 0 ? "ulong(" + plain.text() + ")" : value + "UL";
        return plain.withUnsigned(Expression.atom(unsigned));
    }

    private static String smallFloatText(String type, String suffix, float value) {
        boolean direct = !suffix.isEmpty() && Float.isFinite(value);
        return direct ? floatText(value, suffix) : type + "(" + floatText(value, "f") + ")";
    }

    private static String floatText(float value, String suffix) {
        if (Float.isNaN(value)) {
            return "NAN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "INFINITY" : "-INFINITY";
        }
        return Float.toString(value).replace('E', 'e') + suffix;
    }
}
