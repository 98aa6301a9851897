package dev.bessemer.jit.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Finds ranges that can be cut out of a method: between two places where the operand stack is empty, entered at the beginning alone, without a
 * return, and small enough to be compiled. From left to right each is as long as it can be.
 */
final class RangeFinder {
    private final MethodLayout layout;
    private final List<Integer> places = new ArrayList<>();

    /** The bytes before each instruction, those of handlers at the place they guard. */
    private final int[] bytes;

    /** For a label, the first and the last jump to it. */
    private final int[] firstJump;

    private final int[] lastJump;

    private final int longest;

    /** @param longest the bytes a range may have */
    RangeFinder(MethodLayout layout, int longest) {
        this.layout = layout;
        this.longest = longest;
        int end = layout.bodyEnd();
        bytes = new int[end + 1];
        firstJump = new int[end + 1];
        lastJump = new int[end + 1];
        Arrays.fill(firstJump, Integer.MAX_VALUE);
        Arrays.fill(lastJump, -1);
        for (int i = 0; i < end; i++) {
            scan(i);
        }
    }

    private void scan(int index) {
        AbstractInsnNode node = layout.node(index);
        int size = InstructionSizes.of(node);
        for (AbstractInsnNode handling : layout.handlerAt(node)) {
            size += InstructionSizes.of(handling);
        }
        bytes[index + 1] = bytes[index] + size;
        if (node instanceof JumpInsnNode jump) {
            int target = layout.index(jump.label);
            firstJump[target] = Math.min(firstJump[target], index);
            lastJump[target] = Math.max(lastJump[target], index);
        }
        if (layout.method().canCutAfter(node)) {
            places.add(index + 1);
        }
    }

    /** The ranges, from left to right. */
    List<MethodRange> find() {
        List<MethodRange> ranges = new ArrayList<>();
        for (int from = 0; from < places.size(); ) {
            int to = endOfLongest(from);
            if (to > from) {
                ranges.add(new MethodRange(places.get(from), places.get(to)));
                from = to;
            } else {
                from++;
            }
        }
        return ranges;
    }

    /** Which place ends the longest range that begins at one; that place itself where there is none. */
    private int endOfLongest(int from) {
        int first = places.get(from);
        int best = from;
        int lastEntry = -1;
        int to = from + 1;
        for (int i = first; to < places.size() && bytes[places.get(to)] - bytes[first] <= longest; i++) {
            if (i == places.get(to)) {
                best = lastEntry < i ? to : best;
                to++;
            }
            AbstractInsnNode node = layout.node(i);
            if (MethodLayout.returns(node) || (node instanceof LabelNode && firstJump[i] < first)) {
                return best;
            }
            lastEntry = Math.max(lastEntry, lastJump[i]);
        }
        return best;
    }
}
