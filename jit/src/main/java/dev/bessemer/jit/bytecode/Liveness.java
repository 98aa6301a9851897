package dev.bessemer.jit.bytecode;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/** Which local variables' values may still be read at the start of each block, and which each block writes. */
final class Liveness {
    private final Map<FlowBlock, BitSet> live = new HashMap<>();
    private final Map<FlowBlock, BitSet> read = new HashMap<>();
    private final Map<FlowBlock, BitSet> written = new HashMap<>();

    Liveness(FlowGraph graph, InsnList instructions) {
        for (FlowBlock block : graph.blocks) {
            scan(block, instructions);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (FlowBlock block : graph.blocks.reversed()) {
                changed |= update(block);
            }
        }
    }

    boolean isLive(FlowBlock block, int slot) {
        return live.getOrDefault(block, new BitSet()).get(slot);
    }

    boolean isWritten(FlowLoop loop, int slot) {
        return loop.blocks.stream()
                .anyMatch(b -> written.getOrDefault(b, new BitSet()).get(slot));
    }

    private void scan(FlowBlock block, InsnList instructions) {
        BitSet reads = new BitSet();
        BitSet writes = new BitSet();
        for (int i = block.first; i < block.end; i++) {
            scan(instructions.get(i), reads, writes);
        }
        read.put(block, reads);
        written.put(block, writes);
        live.put(block, (BitSet) reads.clone());
    }

    private static void scan(AbstractInsnNode instruction, BitSet reads, BitSet writes) {
        switch (instruction) {
            case IincInsnNode increment -> {
                reads.set(increment.var, reads.get(increment.var) || !writes.get(increment.var));
                writes.set(increment.var);
            }
            case VarInsnNode access when access.getOpcode() >= Opcodes.ISTORE -> writes.set(access.var);
            case VarInsnNode access -> reads.set(access.var, reads.get(access.var) || !writes.get(access.var));
            default -> {}
        }
    }

    private boolean update(FlowBlock block) {
        BitSet in = new BitSet();
        block.successors.forEach(s -> in.or(live.getOrDefault(s, new BitSet())));
        in.andNot(written.getOrDefault(block, new BitSet()));
        in.or(read.getOrDefault(block, new BitSet()));
        boolean changed = !in.equals(live.get(block));
        live.put(block, in);
        return changed;
    }
}
