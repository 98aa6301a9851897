package dev.bessemer.jit.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of a kernel's class while it is generated: instructions, local variables, and the places between instructions where it may be
 * cut. One that grew past what HotSpot compiles is cut into several when it ends.
 */
final class GeneratedMethod extends MethodNode {
    private final GeneratedClass owner;
    private final List<Type> slots = new ArrayList<>();
    private final Set<AbstractInsnNode> cuts = new HashSet<>();

    GeneratedMethod(GeneratedClass owner, int access, String name, String descriptor) {
        super(Opcodes.ASM9, access, name, descriptor, null, null);
        this.owner = owner;
        if ((access & Opcodes.ACC_STATIC) == 0) {
            local(Type.getObjectType(owner.name()));
        }
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            local(parameter);
        }
    }

    GeneratedClass owner() {
        return owner;
    }

    /** A new local variable. */
    int local(Type type) {
        int slot = slots.size();
        slots.add(type);
        if (type.getSize() == 2) {
            slots.add(Type.VOID_TYPE);
        }
        return slot;
    }

    /** The type of the local variable that begins at a slot. */
    Type type(int slot) {
        return slots.get(slot);
    }

    /** How many slots its parameters take, the receiver included. */
    int parameterSlots() {
        int arguments = Type.getArgumentsAndReturnSizes(desc) >> 2;
        return (access & Opcodes.ACC_STATIC) == 0 ? arguments : arguments - 1;
    }

    /** How many slots its local variables take. */
    int slotCount() {
        return slots.size();
    }

    /** Says that the operand stack is empty here, so that what follows may become a method of its own. */
    void allowCut() {
        if (instructions.size() > 0) {
            cuts.add(instructions.getLast());
        }
    }

    /** Says the same of the place behind an instruction. */
    void allowCutAfter(AbstractInsnNode instruction) {
        cuts.add(instruction);
    }

    boolean canCutAfter(AbstractInsnNode instruction) {
        return cuts.contains(instruction);
    }

    boolean isTooLarge() {
        return InstructionSizes.of(this) > owner.largestMethod();
    }

    /** The instructions that some code appends, taken off again. */
    InsnList collect(Runnable emission) {
        InsnList kept = instructions;
        instructions = new InsnList();
        emission.run();
        InsnList collected = instructions;
        instructions = kept;
        return collected;
    }

    /** Numbers local variables anew, without those that no instruction uses. */
    void compactLocals() {
        List<Type> old = List.copyOf(slots);
        slots.subList(parameterSlots(), slots.size()).clear();
        Map<Integer, Integer> numbers = new HashMap<>();
        for (AbstractInsnNode instruction : instructions) {
            int slot = LocalAccess.slot(instruction);
            if (slot >= parameterSlots()) {
                LocalAccess.setSlot(instruction, numbers.computeIfAbsent(slot, s -> local(old.get(s))));
            }
        }
    }

    /** Writes the method, and those it was cut into. */
    @Override
    public void visitEnd() {
        if (isTooLarge()) {
            new MethodSplitter(this, owner.largestMethod()).split();
        }
        owner.write(this);
    }
}
