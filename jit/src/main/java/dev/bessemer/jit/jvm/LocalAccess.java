package dev.bessemer.jit.jvm;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which local variable an instruction reads or writes. */
final class LocalAccess {
    private LocalAccess() {}

    /** The first slot of the local variable; negative where the instruction has none. */
    static int slot(AbstractInsnNode node) {
        return switch (node) {
            case VarInsnNode access -> access.var;
            case IincInsnNode increment -> increment.var;
            default -> -1;
        };
    }

    static void setSlot(AbstractInsnNode node, int slot) {
        switch (node) {
            case VarInsnNode access -> access.var = slot;
            case IincInsnNode increment -> increment.var = slot;
            default -> throw new IllegalArgumentException("an instruction without a local variable");
        }
    }

    static boolean reads(AbstractInsnNode node) {
        return node instanceof IincInsnNode || (slot(node) >= 0 && !writes(node));
    }

    static boolean writes(AbstractInsnNode node) {
        return slot(node) >= 0 && node.getOpcode() >= Opcodes.ISTORE;
    }
}
