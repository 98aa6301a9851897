package dev.bessemer.jit.jvm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/** Which local variables may still be read at the labels of a method and at the ends of ranges of it; those that one range keeps to itself are left out. */
final class LocalLiveness {
    private final MethodLayout layout;
    private final BitSet shared;
    private final Map<AbstractInsnNode, BitSet> atLabels = new HashMap<>();
    private final Map<Integer, BitSet> atPlaces = new HashMap<>();

    /** The indices in the body that change what is live, or where it is asked for, from the end on. */
    private final int[] relevant;

    LocalLiveness(MethodLayout layout, List<MethodRange> ranges) {
        this.layout = layout;
        shared = shared(layout, ranges);
        for (MethodRange range : ranges) {
            atPlaces.put(range.first(), new BitSet());
            atPlaces.put(range.end(), new BitSet());
        }
        relevant = IntStream.iterate(layout.bodyEnd() - 1, i -> i >= 0, i -> i - 1)
                .filter(this::isRelevant)
                .toArray();
        boolean changed = true;
        while (changed) {
            changed = update();
        }
    }

    /** Live before the instruction at the beginning or end of a range. */
    BitSet at(int place) {
        return atPlaces.getOrDefault(place, new BitSet());
    }

    /** Live at a label. */
    BitSet at(LabelNode label) {
        return atLabels.getOrDefault(label, new BitSet());
    }

    private static BitSet shared(MethodLayout layout, List<MethodRange> ranges) {
        Owners owners = new Owners(layout.method());
        int next = 0;
        for (int i = 0; i < layout.bodyEnd(); i++) {
            while (next < ranges.size() && ranges.get(next).end() <= i) {
                next++;
            }
            int owner = next < ranges.size() && ranges.get(next).contains(i) ? next : Owners.OUTSIDE;
            owners.add(layout.node(i), owner);
            layout.handlerAt(layout.node(i)).forEach(node -> owners.add(node, owner));
        }
        return owners.shared;
    }

    /** Who uses each local variable: one of the ranges, the code outside of them, or several. */
    private static final class Owners {
        static final int OUTSIDE = -1;
        private static final int NOBODY = -2;

        final BitSet shared = new BitSet();
        private final int[] owners;

        Owners(GeneratedMethod method) {
            owners = new int[method.slotCount()];
            Arrays.fill(owners, NOBODY);
            Arrays.fill(owners, 0, method.parameterSlots(), OUTSIDE);
        }

        void add(AbstractInsnNode node, int owner) {
            int slot = LocalAccess.slot(node);
            if (slot >= 0 && owners[slot] == NOBODY) {
                owners[slot] = owner;
            } else if (slot >= 0 && owners[slot] != owner) {
                shared.set(slot);
            }
        }
    }

    private boolean isRelevant(int index) {
        AbstractInsnNode node = layout.node(index);
        int slot = LocalAccess.slot(node);
        return slot >= 0
                ? shared.get(slot) || atPlaces.containsKey(index)
                : node instanceof LabelNode
                        || node instanceof JumpInsnNode
                        || MethodLayout.endsFlow(node)
                        || atPlaces.containsKey(index);
    }

    /** Goes once through the body from its end; true when a label's variables have changed. */
    private boolean update() {
        boolean changed = false;
        BitSet live = new BitSet();
        for (int i : relevant) {
            AbstractInsnNode node = layout.node(i);
            if (MethodLayout.endsFlow(node)) {
                live.clear();
            }
            if (node instanceof JumpInsnNode jump) {
                live.or(at(jump.label));
            }
            access(node, live);
            for (AbstractInsnNode handling : layout.handlerAt(node)) {
                access(handling, live);
            }
            if (node instanceof LabelNode && !live.equals(atLabels.get(node))) {
                atLabels.put(node, (BitSet) live.clone());
                changed = true;
            }
            BitSet place = atPlaces.get(i);
            if (place != null) {
                place.clear();
                place.or(live);
            }
        }
        return changed;
    }

    private void access(AbstractInsnNode node, BitSet live) {
        int slot = LocalAccess.slot(node);
        if (slot >= 0 && shared.get(slot)) {
            live.set(slot, LocalAccess.reads(node));
        }
    }
}
