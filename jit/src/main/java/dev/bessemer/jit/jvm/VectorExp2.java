package dev.bessemer.jit.jvm;

import dev.bessemer.intrinsics.Exp2;
import dev.bessemer.jit.ir.ScalarType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * {@link PanelVectors#exp2} written out where it is used: HotSpot does not inline a method that it has compiled by itself into a large one, and
 * vectors that cross a call are objects.
 */
final class VectorExp2 {
    private static final String API = "jdk/incubator/vector/";
    private static final String COMPARISON = "L" + API + "VectorOperators$Comparison;";
    private static final String SHIFT = "L" + API + "VectorOperators$Binary;";
    private static final String VECTOR = "L" + API + "Vector;";
    private static final String MASK = "L" + API + "VectorMask;";
    private static final Type FLOATS = VectorInstructions.FLOATS;
    private static final Type INTS = VectorInstructions.INTS;
    private static final Type MASKS = Type.getObjectType(API + "VectorMask");

    private final Code code;
    private final VectorInstructions vectors;

    VectorExp2(Code code, VectorInstructions vectors) {
        this.code = code;
        this.vectors = vectors;
    }

    /** Replaces the float vector on the stack by its exp2. */
    void emit() {
        int isZero = limit("LT", Exp2.LOWEST);
        limit("GT", Exp2.HIGHEST);
        int x = code.storeNew(FLOATS);
        code.load(FLOATS, x);
        withFloat("add", Exp2.ROUNDER);
        int shifted = code.storeNew(FLOATS);
        code.load(FLOATS, x);
        code.load(FLOATS, shifted);
        withFloat("sub", Exp2.ROUNDER);
        withVector(FLOATS, "sub");
        polynomial(code.storeNew(FLOATS));
        scale(shifted);
        blend(0, isZero);
    }

    /** Puts the limit where the vector compares with it; gives the mask's local variable. */
    private int limit(String comparison, float limit) {
        code.op(Opcodes.DUP);
        code.getStatic(API + "VectorOperators", comparison, COMPARISON);
        code.push(limit);
        call(FLOATS, "compare", "(" + COMPARISON + "F)" + MASK);
        int mask = code.storeNew(MASKS);
        blend(limit, mask);
        return mask;
    }

    /** Puts a number where a mask in a local variable is set. */
    private void blend(float value, int mask) {
        code.push(value);
        code.load(MASKS, mask);
        call(FLOATS, "blend", "(F" + MASK + ")" + FLOATS.getDescriptor());
    }

    private void polynomial(int f) {
        broadcast(Exp2.C6);
        for (float coefficient : new float[] {Exp2.C5, Exp2.C4, Exp2.C3, Exp2.C2, Exp2.C1, 1}) {
            code.load(FLOATS, f);
            broadcast(coefficient);
            vectors.fma();
        }
    }

    /** Multiplies by the power of two that the rounded argument names, in two steps, so that neither leaves the normal range. */
    private void scale(int shifted) {
        code.load(FLOATS, shifted);
        call(FLOATS, "reinterpretAsInts", "()" + INTS.getDescriptor());
        code.push(Exp2.ROUNDER_BITS);
        call(INTS, "sub", "(I)" + INTS.getDescriptor());
        int n = code.storeNew(INTS);
        code.load(INTS, n);
        shift("ASHR", 1);
        int half = code.storeNew(INTS);
        code.load(INTS, half);
        multiplyByPowerOfTwo();
        code.load(INTS, n);
        code.load(INTS, half);
        withVector(INTS, "sub");
        multiplyByPowerOfTwo();
    }

    private void multiplyByPowerOfTwo() {
        code.push(Float.MAX_EXPONENT);
        call(INTS, "add", "(I)" + INTS.getDescriptor());
        shift("LSHL", 23);
        call(INTS, "reinterpretAsFloats", "()" + FLOATS.getDescriptor());
        withVector(FLOATS, "mul");
    }

    private void shift(String operator, int distance) {
        code.getStatic(API + "VectorOperators", operator, SHIFT);
        code.push(distance);
        call(INTS, "lanewise", "(" + SHIFT + "I)" + INTS.getDescriptor());
    }

    private void broadcast(float value) {
        vectors.broadcast(ScalarType.F32, () -> code.push(value));
    }

    private void withFloat(String name, float value) {
        code.push(value);
        call(FLOATS, name, "(F)" + FLOATS.getDescriptor());
    }

    private void withVector(Type type, String name) {
        call(type, name, "(" + VECTOR + ")" + type.getDescriptor());
    }

    private void call(Type owner, String name, String descriptor) {
        code.method().visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner.getInternalName(), name, descriptor, false);
    }
}
