package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;

/**
 * Lines and local variables' names of a method's instructions; the methods of the JDK and of the kernel API have the line that calls them, which is the one to look
 * at.
 */
final class SourceMap {
    private final ClassFiles.Method method;
    private final InsnList instructions;
    private final String file;
    private final int[] lines;
    private final @Nullable Location call;

    SourceMap(ClassFiles.Method method) {
        this(method, null);
    }

    /** @param caller where the method is called, if it is inlined */
    SourceMap(ClassFiles.Method method, @Nullable Location caller) {
        this.method = method;
        String owner = method.owner().name;
        call = owner.startsWith("java/") || ApiTypes.isApi(owner) ? caller : null;
        instructions = method.node().instructions;
        String sourceFile = method.owner().sourceFile;
        file = sourceFile == null ? ClassFiles.simpleName(method.owner().name) : sourceFile;
        lines = new int[instructions.size()];
        int line = firstLine();
        for (int i = 0; i < lines.length; i++) {
            if (instructions.get(i) instanceof LineNumberNode node) {
                line = node.line;
            }
            lines[i] = line;
        }
        // A label stands before the line number of the instruction it marks.
        for (int i = lines.length - 2; i >= 0; i--) {
            lines[i] = instructions.get(i).getOpcode() < 0 ? lines[i + 1] : lines[i];
        }
    }

    ClassFiles.Method method() {
        return method;
    }

    AbstractInsnNode instruction(int index) {
        return instructions.get(index);
    }

    int index(AbstractInsnNode instruction) {
        return instructions.indexOf(instruction);
    }

    Location location(int index) {
        return call != null
                ? call
                : new Location(file, lines.length == 0 ? 0 : lines[Math.min(index, lines.length - 1)]);
    }

    Location location(AbstractInsnNode instruction) {
        return location(index(instruction));
    }

    /** The location of the first line that has code. */
    Location methodLocation() {
        return call != null ? call : new Location(file, firstLine());
    }

    private int firstLine() {
        for (AbstractInsnNode node : instructions) {
            if (node instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }

    /** The name of the variable that a slot holds at an instruction, or the empty string. */
    String variable(int slot, int index) {
        List<LocalVariableNode> variables = method.node().localVariables;
        if (variables == null) {
            return "";
        }
        return variables.stream()
                .filter(v -> v.index == slot && index(v.start) <= index && index < index(v.end))
                .map(v -> v.name)
                .findFirst()
                .orElse("");
    }

    /** The name of the variable that a store to a slot sets: its range begins after the store. */
    String storedVariable(int slot, int store) {
        String already = variable(slot, store);
        int next = store + 1;
        while (already.isEmpty() && next < instructions.size() && instructions.get(next) instanceof LabelNode) {
            already = variable(slot, next);
            next++;
        }
        return already;
    }
}
