package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * An enum class.
 *
 * @param name the class's internal name
 * @param constants their names by ordinal
 * @param bodies the constants' own classes by ordinal; empty where no constant has a body
 */
record EnumType(String name, List<String> constants, List<String> bodies) {
    /** What a class file says of its enum: javac writes the constants' fields in the order of their declaration. */
    static EnumType of(ClassNode node) {
        List<String> constants = new ArrayList<>();
        for (FieldNode field : node.fields) {
            if ((field.access & Opcodes.ACC_ENUM) != 0) {
                constants.add(field.name);
            }
        }
        boolean isFinal = (node.access & Opcodes.ACC_FINAL) != 0;
        return new EnumType(node.name, constants, isFinal ? List.of() : bodies(node, constants));
    }

    /** The class that the initialiser makes each constant of. */
    private static List<String> bodies(ClassNode node, List<String> constants) {
        Map<String, String> made = new HashMap<>();
        for (MethodNode method : node.methods) {
            String latest = node.name;
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof TypeInsnNode create && create.getOpcode() == Opcodes.NEW) {
                    latest = create.desc;
                } else if (instruction instanceof FieldInsnNode field && field.getOpcode() == Opcodes.PUTSTATIC) {
                    made.put(field.name, latest);
                }
            }
        }
        List<String> bodies = new ArrayList<>();
        for (String constant : constants) {
            bodies.add(made.getOrDefault(constant, node.name));
        }
        return bodies;
    }

    /** The ordinal of a constant; -1 where there is none of this name. */
    int ordinal(String constant) {
        return constants.indexOf(constant);
    }

    /** The class of a constant. */
    String body(int ordinal) {
        return bodies.isEmpty() ? name : bodies.get(ordinal);
    }
}
