package dev.bessemer.jit.jvm;

import dev.bessemer.jit.jvm.RangeInterface.Exit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Makes a method of a range of instructions. Its parameters are the range's inputs and a {@code long[]} for the outputs; it returns which exit was
 * taken, or nothing where there is one alone.
 */
final class RangeMethod {
    private static final Type OUTPUTS = Type.getType(long[].class);

    private final GeneratedMethod outer;
    private final GeneratedMethod inner;
    private final RangeInterface between;
    private final int outerOutputs;
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final boolean choosesExit;

    /** @param outputs the outer method's local variable of the array for outputs */
    RangeMethod(GeneratedMethod outer, String name, RangeInterface between, int outputs) {
        this.outer = outer;
        this.between = between;
        outerOutputs = outputs;
        choosesExit = between.exits().size() > 1;
        StringBuilder descriptor = new StringBuilder("(").append(OUTPUTS);
        int slot = 1;
        for (int input : between.inputs()) {
            slots.put(input, slot);
            slot += outer.type(input).getSize();
            descriptor.append(outer.type(input));
        }
        descriptor.append(choosesExit ? ")I" : ")V");
        inner = outer.owner().method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor.toString());
    }

    /**
     * Puts a call in the place of the range.
     *
     * @param range the instructions
     * @param guards the guarded places among them
     */
    void cut(List<AbstractInsnNode> range, List<TryCatchBlockNode> guards) {
        AbstractInsnNode before = range.getFirst().getPrevious();
        range.forEach(this::move);
        returnAtExits(range);
        for (TryCatchBlockNode guard : guards) {
            MethodLayout.handler(guard).forEach(this::move);
        }
        outer.tryCatchBlocks.removeAll(new HashSet<>(guards));
        inner.tryCatchBlocks.addAll(guards);
        InsnList call = outer.collect(this::call);
        AbstractInsnNode last = call.getLast();
        outer.instructions.insert(before, call);
        outer.allowCutAfter(last);
        inner.visitEnd();
    }

    private void move(AbstractInsnNode node) {
        outer.instructions.remove(node);
        inner.instructions.add(node);
        if (outer.canCutAfter(node)) {
            inner.allowCutAfter(node);
        }
        if (LocalAccess.slot(node) >= 0) {
            LocalAccess.setSlot(node, innerSlot(LocalAccess.slot(node)));
        }
    }

    private int innerSlot(int slot) {
        return slots.computeIfAbsent(slot, old -> inner.local(outer.type(old)));
    }

    /** Gives each way out code that stores its outputs and returns. */
    private void returnAtExits(List<AbstractInsnNode> range) {
        Map<LabelNode, LabelNode> leads = new HashMap<>();
        Code code = new Code(inner);
        for (int i = 0; i < between.exits().size(); i++) {
            Exit exit = between.exits().get(i);
            if (exit.target() != null) {
                LabelNode lead = new LabelNode();
                leads.put(exit.target(), lead);
                inner.instructions.add(lead);
            }
            storeOutputs(code, exit.outputs());
            if (choosesExit) {
                code.push(i);
            }
            code.op(choosesExit ? Opcodes.IRETURN : Opcodes.RETURN);
        }
        for (AbstractInsnNode node : range) {
            if (node instanceof JumpInsnNode jump) {
                jump.label = leads.getOrDefault(jump.label, jump.label);
            }
        }
    }

    private void storeOutputs(Code code, List<Integer> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            Type type = outer.type(outputs.get(i));
            code.load(OUTPUTS, 0);
            code.push(i);
            code.load(type, innerSlot(outputs.get(i)));
            if (type.equals(Type.FLOAT_TYPE)) {
                code.call(Float.class, "floatToRawIntBits", "(F)I");
            }
            if (!type.equals(Type.LONG_TYPE)) {
                code.op(Opcodes.I2L);
            }
            code.op(Opcodes.LASTORE);
        }
    }

    /** The call, and what goes on with the exit taken. */
    private void call() {
        Code code = new Code(outer);
        code.load(OUTPUTS, outerOutputs);
        between.inputs().forEach(slot -> code.load(outer.type(slot), slot));
        outer.visitMethodInsn(Opcodes.INVOKESTATIC, outer.owner().name(), inner.name, inner.desc, false);
        List<Exit> exits = new ArrayList<>(between.exits());
        Exit end = exits.removeFirst();
        int taken = choosesExit ? code.storeNew(Type.INT_TYPE) : -1;
        for (int i = 0; i < exits.size(); i++) {
            Label next = new Label();
            code.load(Type.INT_TYPE, taken);
            code.push(i + 1);
            code.jump(Opcodes.IF_ICMPNE, next);
            takeOutputs(code, exits.get(i));
            code.mark(next);
        }
        takeOutputs(code, end);
    }

    private void takeOutputs(Code code, Exit exit) {
        for (int i = 0; i < exit.outputs().size(); i++) {
            int slot = exit.outputs().get(i);
            Type type = outer.type(slot);
            code.load(OUTPUTS, outerOutputs);
            code.push(i);
            code.op(Opcodes.LALOAD);
            if (!type.equals(Type.LONG_TYPE)) {
                code.op(Opcodes.L2I);
            }
            if (type.equals(Type.FLOAT_TYPE)) {
                code.call(Float.class, "intBitsToFloat", "(I)F");
            }
            code.store(type, slot);
        }
        LabelNode target = exit.target();
        if (target != null) {
            outer.instructions.add(new JumpInsnNode(Opcodes.GOTO, target));
        }
    }
}
