package dev.bessemer.jit.jvm;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** How many bytes generated instructions take in a class file, at most, where jumps are short: in methods of less than 32 KiB. */
final class InstructionSizes {
    private static final int SHORT_FORMS = 4;
    private static final int BYTE_FORMS = 256;

    private InstructionSizes() {}

    static int of(GeneratedMethod method) {
        int size = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            size += of(instruction);
        }
        return size;
    }

    static int of(AbstractInsnNode instruction) {
        return switch (instruction.getType()) {
            case AbstractInsnNode.LABEL, AbstractInsnNode.LINE, AbstractInsnNode.FRAME -> 0;
            case AbstractInsnNode.INSN -> 1;
            case AbstractInsnNode.INT_INSN -> instruction.getOpcode() == Opcodes.SIPUSH ? 3 : 2;
            case AbstractInsnNode.VAR_INSN -> variable(((VarInsnNode) instruction).var);
            case AbstractInsnNode.IINC_INSN -> ((IincInsnNode) instruction).var < BYTE_FORMS ? 3 : 6;
            case AbstractInsnNode.METHOD_INSN -> instruction.getOpcode() == Opcodes.INVOKEINTERFACE ? 5 : 3;
            default -> 3;
        };
    }

    private static int variable(int slot) {
        if (slot < SHORT_FORMS) {
            return 1;
        }
        return slot < BYTE_FORMS ? 2 : 4;
    }
}
