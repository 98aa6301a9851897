package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Reads the arrays that javac makes for a switch over an enum: {@code $SwitchMap$...[Constant.ordinal()] = key}, in the initialiser of a
 * synthetic class. Reading the class file needs neither the class initialised nor its package opened.
 */
record SwitchMaps(ClassFiles classes) {
    /** The keys of an array by ordinal; null where its initialiser is not of javac's form. */
    Operand.@Nullable SwitchMap find(FieldInsnNode map) {
        ClassFiles.Method initialiser = classes.method(map.owner, "<clinit>", "()V");
        return initialiser == null ? null : find(map, initialiser.node());
    }

    private Operand.@Nullable SwitchMap find(FieldInsnNode map, MethodNode initialiser) {
        List<Integer> keys = new ArrayList<>();
        FieldInsnNode constant = null;
        boolean isInMap = false;
        int key = 0;
        for (AbstractInsnNode instruction : initialiser.instructions) {
            int opcode = instruction.getOpcode();
            if (opcode == Opcodes.GETSTATIC && instruction instanceof FieldInsnNode field) {
                isInMap = field.name.equals(map.name) || (isInMap && !field.desc.equals(map.desc));
                constant = field;
            } else if (opcode >= Opcodes.ICONST_1 && opcode <= Opcodes.ICONST_5) {
                key = opcode - Opcodes.ICONST_0;
            } else if (instruction instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY) {
                key = push.operand;
            } else if (opcode == Opcodes.IASTORE && isInMap && constant != null) {
                put(keys, constant, key);
            }
        }
        return keys.isEmpty() ? null : new Operand.SwitchMap(keys);
    }

    private void put(List<Integer> keys, FieldInsnNode constant, int key) {
        EnumType type = classes.enumType(constant.owner);
        int ordinal = type == null ? -1 : type.ordinal(constant.name);
        if (ordinal < 0) {
            return;
        }
        if (keys.size() <= ordinal) {
            keys.addAll(Collections.nCopies(ordinal + 1 - keys.size(), 0));
        }
        keys.set(ordinal, key);
    }
}
