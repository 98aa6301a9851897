package dev.bessemer.jit.bytecode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The control flow of a method's reachable instructions, exception handlers left out. */
final class FlowGraph {
    /** Reachable blocks in reverse postorder; the first is an empty entry that nothing jumps to. */
    final List<FlowBlock> blocks = new ArrayList<>();

    /** Where an inlined method's returns go; null for a kernel, and unreachable where the method never returns. */
    final @Nullable FlowBlock exit;

    private final InsnList instructions;
    private final Map<Integer, FlowBlock> byStart = new TreeMap<>();
    private final List<FlowLoop> loops = new ArrayList<>();
    private boolean reducible = true;

    /** @param inlined whether returns go on to an exit block */
    FlowGraph(MethodNode method, boolean inlined) {
        instructions = method.instructions;
        exit = inlined ? new FlowBlock(instructions.size(), instructions.size()) : null;
        cut();
        for (FlowBlock block : List.copyOf(byStart.values())) {
            connect(block);
        }
        FlowBlock entry = new FlowBlock(0, 0);
        entry.addSuccessor(destination(0));
        number(entry);
        new Dominators(blocks).run();
        reducible = findLoops();
    }

    /** False where a loop has more than one entry. */
    boolean isReducible() {
        return reducible;
    }

    private FlowBlock block(int start) {
        FlowBlock block = byStart.get(start);
        if (block == null) {
            throw new IllegalStateException("no block starts at instruction " + start);
        }
        return block;
    }

    private void cut() {
        boolean[] leader = new boolean[instructions.size() + 1];
        leader[0] = true;
        for (int i = 0; i < instructions.size(); i++) {
            AbstractInsnNode instruction = instructions.get(i);
            targets(instruction).forEach(label -> leader[instructions.indexOf(label)] = true);
            leader[i + 1] |= endsBlock(instruction);
        }
        for (int start = 0; start < instructions.size(); ) {
            int end = start + 1;
            while (end < instructions.size() && !leader[end]) {
                end++;
            }
            byStart.put(start, new FlowBlock(start, end));
            start = end;
        }
    }

    private static boolean endsBlock(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return !targets(instruction).isEmpty()
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
                || opcode == Opcodes.ATHROW;
    }

    private static List<LabelNode> targets(AbstractInsnNode instruction) {
        return switch (instruction) {
            case JumpInsnNode jump -> List.of(jump.label);
            case TableSwitchInsnNode table -> with(table.labels, table.dflt);
            case LookupSwitchInsnNode lookup -> with(lookup.labels, lookup.dflt);
            default -> List.of();
        };
    }

    private static List<LabelNode> with(List<LabelNode> labels, LabelNode last) {
        List<LabelNode> all = new ArrayList<>(labels);
        all.add(last);
        return all;
    }

    private void connect(FlowBlock block) {
        AbstractInsnNode last = instructions.get(block.end - 1);
        int opcode = last.getOpcode();
        switch (last) {
            case JumpInsnNode jump -> {
                Boolean jumps = alwaysJumps(jump);
                if (jumps == null || !jumps) {
                    block.addSuccessor(destination(block.end));
                }
                if (jumps == null || jumps) {
                    block.addSuccessor(target(jump.label));
                }
            }
            case TableSwitchInsnNode table -> connectSwitch(block, tableKeys(table), table.labels, table.dflt);
            case LookupSwitchInsnNode lookup -> connectSwitch(block, lookup.keys, lookup.labels, lookup.dflt);
            default -> {
                if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                    if (exit != null) {
                        block.addSuccessor(exit);
                    }
                } else if (opcode != Opcodes.ATHROW && block.end < instructions.size()) {
                    block.addSuccessor(destination(block.end));
                }
            }
        }
    }

    /** Whether a jump is taken; null where that is not known. Record patterns test a constant and would look like loops. */
    private static @Nullable Boolean alwaysJumps(JumpInsnNode jump) {
        int opcode = jump.getOpcode();
        int before = jump.getPrevious() == null ? -1 : jump.getPrevious().getOpcode();
        boolean known = before == Opcodes.ICONST_0 || before == Opcodes.ICONST_1;
        if (known && (opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE)) {
            return (before == Opcodes.ICONST_1) == (opcode == Opcodes.IFNE);
        }
        return opcode == Opcodes.GOTO ? true : null;
    }

    private static List<Integer> tableKeys(TableSwitchInsnNode table) {
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < table.labels.size(); i++) {
            keys.add(table.min + i);
        }
        return keys;
    }

    private FlowBlock target(LabelNode label) {
        return destination(instructions.indexOf(label));
    }

    /** The block that a jump to an instruction ends up in, past jumps to jumps. */
    private FlowBlock destination(int start) {
        Set<Integer> seen = new HashSet<>();
        int at = start;
        for (int i = start; i < instructions.size() && seen.add(i); ) {
            AbstractInsnNode instruction = instructions.get(i);
            at = byStart.containsKey(i) ? i : at;
            if (instruction.getOpcode() == Opcodes.GOTO) {
                i = instructions.indexOf(((JumpInsnNode) instruction).label);
            } else if (instruction.getOpcode() < 0) {
                i++;
            } else {
                return block(at);
            }
        }
        return block(at);
    }

    /** A chain of tests, one a target, in the order in which the targets first appear. */
    private void connectSwitch(FlowBlock block, List<Integer> keys, List<LabelNode> labels, LabelNode otherwise) {
        Map<FlowBlock, List<Integer>> byTarget = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            byTarget.computeIfAbsent(target(labels.get(i)), _ -> new ArrayList<>())
                    .add(keys.get(i));
        }
        byTarget.remove(target(otherwise));
        FlowBlock next = target(otherwise);
        List<Map.Entry<FlowBlock, List<Integer>>> cases = new ArrayList<>(byTarget.entrySet());
        if (isMatchFailure(otherwise) && !cases.isEmpty() && !testsTypes(block)) {
            next = cases.removeLast().getKey();
        }
        for (Map.Entry<FlowBlock, List<Integer>> entry : cases.reversed()) {
            FlowBlock test = new FlowBlock(block, entry.getValue());
            test.addSuccessor(entry.getKey());
            test.addSuccessor(next);
            next = test;
        }
        block.addSuccessor(next);
    }

    /** Whether code does nothing but throw what javac adds where the cases of a switch cover all there is. */
    static boolean isMatchFailure(LabelNode label) {
        for (AbstractInsnNode at = label; at != null; at = at.getNext()) {
            if (at instanceof TypeInsnNode create) {
                return create.desc.equals("java/lang/MatchException");
            }
            if (at.getOpcode() >= 0 && at.getOpcode() != Opcodes.ASTORE) {
                return false;
            }
        }
        return false;
    }

    /** Whether a switch is over the classes of an object, so that any of its cases may be impossible. */
    private boolean testsTypes(FlowBlock block) {
        return instructions.get(block.end - 1).getPrevious() instanceof InvokeDynamicInsnNode dynamic
                && dynamic.name.equals("typeSwitch")
                && !NumberCases.isNumber(Type.getArgumentTypes(dynamic.desc)[0]);
    }

    private void number(FlowBlock entry) {
        List<FlowBlock> postorder = new ArrayList<>();
        visit(entry, postorder);
        blocks.addAll(postorder.reversed());
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).order = i;
        }
        Set<FlowBlock> reachable = new HashSet<>(blocks);
        blocks.forEach(block -> block.predecessors.retainAll(reachable));
    }

    /** Visits the last successor first, so that what falls through comes first in reverse postorder. */
    private static void visit(FlowBlock entry, List<FlowBlock> postorder) {
        Set<FlowBlock> seen = new HashSet<>(Set.of(entry));
        Deque<FlowBlock> path = new ArrayDeque<>(List.of(entry));
        Deque<Iterator<FlowBlock>> ways =
                new ArrayDeque<>(List.of(entry.successors.reversed().iterator()));
        while (!path.isEmpty()) {
            if (!ways.element().hasNext()) {
                ways.pop();
                postorder.add(path.pop());
                continue;
            }
            FlowBlock next = ways.element().next();
            if (seen.add(next)) {
                path.push(next);
                ways.push(next.successors.reversed().iterator());
            }
        }
    }

    /**
     * Takes out blocks that nothing jumps to any more, and finds order, dominators and loops anew, which edges that went have changed, too. A block
     * stays in a loop that there still is, though no way may lead from it to the loop's header any more: it was lifted as one that sees the
     * loop's values.
     */
    void remove(Set<FlowBlock> gone) {
        Map<FlowBlock, Set<FlowBlock>> lifted = new HashMap<>();
        loops.forEach(loop -> lifted.put(loop.header, loop.blocks));
        blocks.removeAll(gone);
        for (FlowBlock block : gone) {
            block.successors.forEach(successor -> successor.predecessors.remove(block));
        }
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).order = i;
            blocks.get(i).dominator = null;
        }
        new Dominators(blocks).run();
        reducible = findLoops();
        for (FlowLoop loop : loops) {
            lifted.getOrDefault(loop.header, Set.of()).stream()
                    .filter(block -> !gone.contains(block))
                    .forEach(loop.blocks::add);
        }
        nest();
    }

    private boolean findLoops() {
        loops.clear();
        for (FlowBlock header : blocks) {
            List<FlowBlock> back = header.backPredecessors();
            if (!back.stream().allMatch(header::dominates)) {
                return false;
            }
            if (!back.isEmpty()) {
                FlowLoop loop = new FlowLoop(header);
                back.forEach(from -> collect(loop, from));
                loops.add(loop);
            }
        }
        nest();
        return true;
    }

    private static void collect(FlowLoop loop, FlowBlock end) {
        Deque<FlowBlock> open = new ArrayDeque<>(List.of(end));
        while (!open.isEmpty()) {
            FlowBlock from = open.pop();
            if (loop.blocks.add(from)) {
                open.addAll(from.predecessors);
            }
        }
    }

    /** Headers come in reverse postorder, so outer loops before inner ones. */
    private void nest() {
        blocks.forEach(block -> block.loop = null);
        for (FlowLoop loop : loops) {
            loop.parent = loop.header.loop;
            loop.blocks.forEach(block -> block.loop = loop);
        }
    }
}
