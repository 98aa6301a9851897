package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Reports what is wrong with a method as a whole: exception handlers. */
record Refusals(LiftSession session, SourceMap source) {
    void check() {
        MethodNode method = source.method().node();
        boolean locks = false;
        for (AbstractInsnNode instruction : method.instructions) {
            locks |= instruction.getOpcode() == Opcodes.MONITORENTER;
        }
        Set<LabelNode> handlers = new HashSet<>();
        for (TryCatchBlockNode handler : method.tryCatchBlocks) {
            if (handlers.add(handler.handler)
                    && (handler.type != null || !locks)
                    && !FlowGraph.isMatchFailure(handler.handler)) {
                report(source.location(handler.start), handler.type);
            }
        }
    }

    private void report(Location location, @Nullable String type) {
        session.diagnostics.error(
                location,
                type == null ? Refusal.FINALLY : Refusal.CATCH,
                type == null ? "" : ClassFiles.simpleName(type));
    }
}
