package dev.bessemer.jit.jvm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method under construction: instructions by name, and places for local variables. */
final class Code {
    private final GeneratedMethod method;
    private final Map<Type, Deque<Integer>> free = new HashMap<>();

    Code(GeneratedMethod method) {
        this.method = method;
    }

    GeneratedMethod method() {
        return method;
    }

    /** Says that the operand stack is empty here, so that a method that grows too large may be cut. */
    void allowCut() {
        method.allowCut();
    }

    /** A local variable that nothing else uses; one that is used again has the type it always had. */
    int local(Type type) {
        Deque<Integer> released = free.get(type);
        return released == null || released.isEmpty() ? method.local(type) : released.pop();
    }

    /** Says that nothing uses a local variable any more. */
    void release(Type type, int slot) {
        free.computeIfAbsent(type, t -> new ArrayDeque<>()).push(slot);
    }

    void load(Type type, int slot) {
        method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    }

    void store(Type type, int slot) {
        method.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
    }

    /** Stores what is on the stack in a new local variable. */
    int storeNew(Type type) {
        int slot = local(type);
        store(type, slot);
        return slot;
    }

    void op(int opcode) {
        method.visitInsn(opcode);
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            op(Opcodes.ICONST_0 + value);
        } else if (value == (short) value) {
            method.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            method.visitLdcInsn(value);
        }
    }

    void push(long value) {
        method.visitLdcInsn(value);
    }

    void push(float value) {
        method.visitLdcInsn(value);
    }

    void push(String value) {
        method.visitLdcInsn(value);
    }

    void jump(int opcode, Label target) {
        method.visitJumpInsn(opcode, target);
    }

    void goTo(Label target) {
        method.visitJumpInsn(Opcodes.GOTO, target);
    }

    void mark(Label label) {
        method.visitLabel(label);
    }

    /** Calls a static method of a class. */
    void call(Class<?> owner, String name, String descriptor) {
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(owner), name, descriptor, owner.isInterface());
    }

    /** Calls an instance method. */
    void callVirtual(Class<?> owner, String name, String descriptor) {
        int opcode = owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        method.visitMethodInsn(opcode, Type.getInternalName(owner), name, descriptor, owner.isInterface());
    }

    void getStatic(String owner, String name, String descriptor) {
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
    }

    void putStatic(String owner, String name, String descriptor) {
        method.visitFieldInsn(Opcodes.PUTSTATIC, owner, name, descriptor);
    }

    void getField(Class<?> owner, String name, String descriptor) {
        method.visitFieldInsn(Opcodes.GETFIELD, Type.getInternalName(owner), name, descriptor);
    }

    /** A counted loop from 0: the variable's slot is given to {@code body}; {@code bound} pushes the limit each time. */
    void countedLoop(Runnable bound, java.util.function.IntConsumer body, Label next) {
        push(0);
        int index = storeNew(Type.INT_TYPE);
        Label top = new Label();
        Label end = new Label();
        mark(top);
        load(Type.INT_TYPE, index);
        bound.run();
        jump(Opcodes.IF_ICMPGE, end);
        body.accept(index);
        mark(next);
        method.visitIincInsn(index, 1);
        goTo(top);
        mark(end);
    }
}
