package dev.bessemer.jit.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The instructions of a generated method by index: its body, and behind it the handlers, each of one guarded place in the body and ending with
 * a throw or a jump to the end of that place. Generated code has no switches.
 */
final class MethodLayout {
    private final GeneratedMethod method;
    private final AbstractInsnNode[] nodes;
    private final Map<LabelNode, TryCatchBlockNode> guards = new HashMap<>();
    private final int bodyEnd;

    MethodLayout(GeneratedMethod method) {
        this.method = method;
        nodes = method.instructions.toArray();
        int end = nodes.length;
        for (TryCatchBlockNode guard : method.tryCatchBlocks) {
            guards.put(guard.start, guard);
            end = Math.min(end, index(guard.handler));
        }
        bodyEnd = end;
    }

    GeneratedMethod method() {
        return method;
    }

    /** One past the body's last instruction. */
    int bodyEnd() {
        return bodyEnd;
    }

    AbstractInsnNode node(int index) {
        return nodes[index];
    }

    int index(AbstractInsnNode node) {
        return method.instructions.indexOf(node);
    }

    List<AbstractInsnNode> nodes(MethodRange range) {
        return Arrays.asList(nodes).subList(range.first(), range.end());
    }

    /** The guarded places of a range. */
    List<TryCatchBlockNode> guards(MethodRange range) {
        List<TryCatchBlockNode> found = new ArrayList<>();
        for (AbstractInsnNode node : nodes(range)) {
            if (node instanceof LabelNode label && guards.get(label) != null) {
                found.add(guards.get(label));
            }
        }
        return found;
    }

    /** The instructions of the handler that guards what begins at a node; none where nothing does. */
    List<AbstractInsnNode> handlerAt(AbstractInsnNode node) {
        TryCatchBlockNode guard = node instanceof LabelNode label ? guards.get(label) : null;
        return guard == null ? List.of() : handler(guard);
    }

    /** The instructions of a handler. */
    static List<AbstractInsnNode> handler(TryCatchBlockNode guard) {
        List<AbstractInsnNode> handler = new ArrayList<>();
        AbstractInsnNode at = guard.handler;
        while (at.getOpcode() != Opcodes.ATHROW && at.getOpcode() != Opcodes.GOTO) {
            handler.add(at);
            at = at.getNext();
        }
        handler.add(at);
        return handler;
    }

    /** True when control never goes on from an instruction to the next. */
    static boolean endsFlow(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        return opcode == Opcodes.GOTO || opcode == Opcodes.ATHROW || returns(node);
    }

    static boolean returns(AbstractInsnNode node) {
        return node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN;
    }
}
