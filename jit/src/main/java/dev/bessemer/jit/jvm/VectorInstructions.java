package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls of the Vector API on what is on the stack. */
final class VectorInstructions {
    private static final String API = "jdk/incubator/vector/";
    private static final String VECTOR = "L" + API + "Vector;";
    private static final String MASK = "L" + API + "VectorMask;";
    private static final String SPECIES = "L" + API + "VectorSpecies;";

    private static final String SEGMENT = "Ljava/lang/foreign/MemorySegment;";
    private static final String ORDER = "Ljava/nio/ByteOrder;";

    /** Vectors of floats. */
    static final Type FLOATS = Type.getObjectType(API + "FloatVector");

    /** Vectors of ints. */
    static final Type INTS = Type.getObjectType(API + "IntVector");

    private static final Type MASKS = Type.getObjectType(API + "VectorMask");
    private static final Type OPERATORS = Type.getObjectType(API + "VectorOperators");
    private static final String CONVERSION = "L" + API + "VectorOperators$Conversion;";
    private static final String COMPARISON = "L" + API + "VectorOperators$Comparison;";

    private final Code code;
    private final boolean whole;

    /** @param whole whether to use the machine's widest vectors, or else those of eight lanes */
    VectorInstructions(Code code, boolean whole) {
        this.code = code;
        this.whole = whole;
    }

    /** The type of a local variable for vectors of a scalar type, masks for BOOL. */
    static Type type(ScalarType type) {
        return type == ScalarType.BOOL ? MASKS : type == ScalarType.F32 ? FLOATS : INTS;
    }

    static boolean has(UnaryKind kind) {
        return switch (kind) {
            case NEGATE, NOT, ABS, SQRT, EXP2 -> true;
            default -> false;
        };
    }

    static boolean has(BinaryKind kind, ScalarType type) {
        return switch (kind) {
            case ADD, SUBTRACT, MULTIPLY, MIN, MAX -> type != ScalarType.BOOL;
            case DIVIDE -> type == ScalarType.F32;
            case AND, OR -> type != ScalarType.F32;
            default -> false;
        };
    }

    /** True when vectors convert from one type to the other as Java does. */
    static boolean has(ScalarType from, ScalarType to) {
        return (from == ScalarType.I32 && to == ScalarType.F32) || (from == ScalarType.F32 && to == ScalarType.I32);
    }

    /** Pushes the shape of float or int vectors. */
    void pushSpecies(boolean floats) {
        String name = whole ? (floats ? "FLOATS" : "INTS") : (floats ? "EIGHT_FLOATS" : "EIGHT_INTS");
        code.getStatic(Type.getInternalName(PanelSpecies.class), name, SPECIES);
    }

    private void call(Type owner, String name, String descriptor) {
        code.method().visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner.getInternalName(), name, descriptor, false);
    }

    private void callStatic(Type owner, String name, String descriptor) {
        code.method().visitMethodInsn(Opcodes.INVOKESTATIC, owner.getInternalName(), name, descriptor, false);
    }

    /** Pushes the ints 0, 1, 2 ... */
    void pushIota() {
        pushSpecies(false);
        code.push(0);
        callStatic(INTS, "broadcast", "(" + SPECIES + "I)" + INTS.getDescriptor());
        code.push(1);
        call(INTS, "addIndex", "(I)" + INTS.getDescriptor());
    }

    /** Adds an int to each lane of an int vector below it. */
    void addScalar() {
        call(INTS, "add", "(I)" + INTS.getDescriptor());
    }

    /** Pushes the floats of an operand's panel at a row and from a column on. */
    void pushFloats(MapBody body, int operand, int row, int column) {
        pushSpecies(true);
        body.pushElement(body.operands().get(operand), row, column);
        callStatic(FLOATS, "fromArray", "(" + SPECIES + "[FI)" + FLOATS.getDescriptor());
    }

    /** Takes a vector of floats as that of ints of the same bits. */
    void asInts() {
        call(FLOATS, "reinterpretAsInts", "()" + INTS.getDescriptor());
    }

    /** Takes a vector of ints as that of floats of the same bits. */
    void asFloats() {
        call(INTS, "reinterpretAsFloats", "()" + FLOATS.getDescriptor());
    }

    /** Writes a float vector; array and place lie above it on the stack. */
    void store() {
        call(FLOATS, "intoArray", "([FI)V");
    }

    /** Reads a vector of a Java array; species, array and place are on the stack. */
    void loadArray(ScalarType type) {
        String array = type == ScalarType.F32 ? "[F" : "[I";
        callStatic(
                type(type),
                "fromArray",
                "(" + SPECIES + array + "I)" + type(type).getDescriptor());
    }

    /** Writes a vector to a Java array; array and place lie above it on the stack. */
    void storeArray(ScalarType type) {
        call(type(type), "intoArray", type == ScalarType.F32 ? "([FI)V" : "([II)V");
    }

    /** Reads a vector; species, segment and byte offset are on the stack. */
    void load(ScalarType type) {
        pushOrder();
        String d = type(type).getDescriptor();
        callStatic(type(type), "fromMemorySegment", "(" + SPECIES + SEGMENT + "J" + ORDER + ")" + d);
    }

    /** Writes a vector; segment and byte offset lie above it on the stack. */
    void store(ScalarType type) {
        pushOrder();
        call(type(type), "intoMemorySegment", "(" + SEGMENT + "J" + ORDER + ")V");
    }

    private void pushOrder() {
        code.call(java.nio.ByteOrder.class, "nativeOrder", "()" + ORDER);
    }

    /** Pushes a vector with one scalar in all lanes. */
    void broadcast(ScalarType type, Runnable pushScalar) {
        if (type == ScalarType.BOOL) {
            pushSpecies(true);
            pushScalar.run();
            code.method()
                    .visitMethodInsn(Opcodes.INVOKEINTERFACE, API + "VectorSpecies", "maskAll", "(Z)" + MASK, true);
            return;
        }
        pushSpecies(type == ScalarType.F32);
        pushScalar.run();
        String scalar = type == ScalarType.F32 ? "F" : "I";
        callStatic(
                type(type),
                "broadcast",
                "(" + SPECIES + scalar + ")" + type(type).getDescriptor());
    }

    void unary(UnaryKind kind, ScalarType type) {
        Type vector = type(type);
        switch (kind) {
            case NEGATE -> call(vector, "neg", "()" + vector.getDescriptor());
            case ABS -> call(vector, "abs", "()" + vector.getDescriptor());
            case SQRT -> call(vector, "sqrt", "()" + vector.getDescriptor());
            case EXP2 -> new VectorExp2(code, this).emit();
            default -> throw new IllegalArgumentException("no vector form: " + kind);
        }
    }

    void not() {
        call(MASKS, "not", "()" + MASK);
    }

    void binary(BinaryKind kind, ScalarType type) {
        if (type == ScalarType.BOOL) {
            call(MASKS, kind == BinaryKind.AND ? "and" : "or", "(" + MASK + ")" + MASK);
            return;
        }
        Type vector = type(type);
        String name = switch (kind) {
            case ADD -> "add";
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case MIN -> "min";
            case MAX -> "max";
            case AND -> "and";
            case OR -> "or";
            default -> throw new IllegalArgumentException("no vector form: " + kind);
        };
        call(vector, name, "(" + VECTOR + ")" + vector.getDescriptor());
    }

    void convert(ScalarType from, ScalarType to) {
        boolean toFloats = to == ScalarType.F32;
        code.getStatic(OPERATORS.getInternalName(), toFloats ? "I2F" : "F2I", CONVERSION);
        pushSpecies(toFloats);
        code.push(0);
        call(type(from), "convertShape", "(" + CONVERSION + SPECIES + "I)" + VECTOR);
        code.method().visitTypeInsn(Opcodes.CHECKCAST, type(to).getInternalName());
    }

    void fma() {
        call(FLOATS, "fma", "(" + VECTOR + VECTOR + ")" + FLOATS.getDescriptor());
    }

    /** Pushes the operator of a comparison, between its operands. */
    void comparison(CompareKind kind) {
        code.getStatic(OPERATORS.getInternalName(), kind.name(), COMPARISON);
    }

    /** Compares; the mask has the float vectors' shape. */
    void compare(ScalarType type) {
        call(type(type), "compare", "(" + COMPARISON + VECTOR + ")" + MASK);
        if (type != ScalarType.F32) {
            pushSpecies(true);
            call(MASKS, "cast", "(" + SPECIES + ")" + MASK);
        }
    }

    /** Of two vectors and a mask, the second's lanes where the mask is set. */
    void blend(ScalarType type) {
        if (type != ScalarType.F32) {
            pushSpecies(false);
            call(MASKS, "cast", "(" + SPECIES + ")" + MASK);
        }
        call(type(type), "blend", "(" + VECTOR + MASK + ")" + type(type).getDescriptor());
    }

    /** Of condition, first, condition, second: a mask with the first's lanes where the condition holds. */
    void selectMask() {
        code.op(Opcodes.SWAP);
        not();
        call(MASKS, "and", "(" + MASK + ")" + MASK);
        int second = code.storeNew(MASKS);
        call(MASKS, "and", "(" + MASK + ")" + MASK);
        code.load(MASKS, second);
        call(MASKS, "or", "(" + MASK + ")" + MASK);
    }

    /** Rounds floats to a tile's element type. */
    void round(ScalarType element) {
        String same = "(" + FLOATS.getDescriptor() + ")" + FLOATS.getDescriptor();
        if (element == ScalarType.F16) {
            code.call(PanelVectors.class, "roundToF16", same);
        } else if (element == ScalarType.BF16) {
            code.call(PanelVectors.class, "roundToBF16", same);
        }
    }
}
