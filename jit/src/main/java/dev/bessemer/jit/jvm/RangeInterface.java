package dev.bessemer.jit.jvm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * What passes between a range of instructions and the method around it.
 *
 * @param range the instructions
 * @param inputs local variables whose values it needs
 * @param exits the ways out
 * @param bytes what its instructions take, those of its handlers included
 */
record RangeInterface(MethodRange range, List<Integer> inputs, List<Exit> exits, int bytes) {
    /** Slots of parameters; the JVM allows 255. */
    private static final int MOST_INPUTS = 240;

    RangeInterface {
        inputs = List.copyOf(inputs);
        exits = List.copyOf(exits);
    }

    /**
     * A way out of a range.
     *
     * @param target the label outside that it jumps to; null for the way over its end
     * @param outputs local variables that the range writes and that may be read from there on
     */
    record Exit(@Nullable LabelNode target, List<Integer> outputs) {
        Exit {
            outputs = List.copyOf(outputs);
        }

        private boolean givesNumbers(GeneratedMethod method) {
            return outputs.stream().allMatch(slot -> method.type(slot).getSort() < Type.ARRAY);
        }
    }

    static RangeInterface of(MethodLayout layout, LocalLiveness liveness, MethodRange range) {
        BitSet read = new BitSet();
        BitSet written = new BitSet();
        Map<LabelNode, Integer> targets = new LinkedHashMap<>();
        int bytes = 0;
        for (AbstractInsnNode node : withHandlers(layout, range)) {
            bytes += InstructionSizes.of(node);
            int slot = LocalAccess.slot(node);
            if (LocalAccess.writes(node)) {
                written.set(slot);
            }
            if (LocalAccess.reads(node)) {
                read.set(slot);
            }
            if (node instanceof JumpInsnNode jump && leaves(layout, range, jump)) {
                targets.put(jump.label, layout.index(jump.label));
            }
        }
        List<Exit> exits = new ArrayList<>();
        exits.add(new Exit(null, both(written, liveness.at(range.end()))));
        targets.keySet().forEach(target -> exits.add(new Exit(target, both(written, liveness.at(target)))));
        exits.forEach(exit -> exit.outputs().forEach(read::set));
        return new RangeInterface(range, both(read, liveness.at(range.first())), exits, bytes);
    }

    private static List<AbstractInsnNode> withHandlers(MethodLayout layout, MethodRange range) {
        List<AbstractInsnNode> all = new ArrayList<>();
        for (AbstractInsnNode node : layout.nodes(range)) {
            all.add(node);
            all.addAll(layout.handlerAt(node));
        }
        return all;
    }

    private static boolean leaves(MethodLayout layout, MethodRange range, JumpInsnNode jump) {
        return !range.contains(layout.index(jump.label));
    }

    private static List<Integer> both(BitSet used, BitSet live) {
        BitSet both = (BitSet) used.clone();
        both.and(live);
        return both.stream().boxed().toList();
    }

    /** Whether cutting the range out can be done, and makes the method around it much smaller. */
    boolean isWorthwhile(GeneratedMethod method) {
        int slots = 0;
        for (int input : inputs) {
            slots += method.type(input).getSize();
        }
        return slots <= MOST_INPUTS
                && callBytes() < bytes / 2
                && exits.stream().allMatch(exit -> exit.givesNumbers(method));
    }

    /** How many values the exit with the most gives. */
    int mostOutputs() {
        int most = 0;
        for (Exit exit : exits) {
            most = Math.max(most, exit.outputs().size());
        }
        return most;
    }

    /** About what the call takes in the method around it. */
    int callBytes() {
        int size = 10 + 3 * inputs.size();
        for (Exit exit : exits) {
            size += 8 + 9 * exit.outputs().size();
        }
        return size;
    }
}
