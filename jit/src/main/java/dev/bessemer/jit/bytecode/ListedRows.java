package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Arrays of arrays that list their rows, {@code {{1, 2}, {3, 4}}}: what javac makes of them creates the outer array, then row after row,
 * each put into its place when its elements are set. All elements lie in one array from the beginning, so that a new row is a part of that.
 */
final class ListedRows {
    /**
     * An array under way.
     *
     * @param count how many rows it has so far
     * @param latest the row that was made last, and may not be in its place yet
     */
    private record Progress(int count, Operand.@Nullable Rows latest) {}

    private final Operands operands;
    private final RowInstructions rows;
    private final Map<Operand.Rows, Progress> arrays = new HashMap<>();

    ListedRows(Operands operands, RowInstructions rows) {
        this.operands = operands;
        this.rows = rows;
    }

    /**
     * What a list of rows makes.
     *
     * @param element the innermost arrays' elements
     * @param lengths of the rows, and of what they have for elements
     */
    record Shape(Type element, List<Integer> lengths) {}

    /** What follows an instruction that creates an outer array as far as its first row says; null where no row is listed. */
    static @Nullable Shape shape(AbstractInsnNode creation) {
        AbstractInsnNode copy = next(creation);
        AbstractInsnNode index = next(copy);
        AbstractInsnNode length = next(index);
        AbstractInsnNode row = next(length);
        Integer known = constant(length);
        if (copy == null
                || copy.getOpcode() != Opcodes.DUP
                || !Integer.valueOf(0).equals(constant(index))) {
            return null;
        }
        if (known == null || row == null) {
            return null;
        }
        if (row instanceof IntInsnNode create && create.getOpcode() == Opcodes.NEWARRAY) {
            Type element = ArrayInstructions.PRIMITIVES.get(create.operand);
            return element == null ? null : new Shape(element, List.of(known));
        }
        if (!(row instanceof TypeInsnNode create) || create.getOpcode() != Opcodes.ANEWARRAY) {
            return null;
        }
        Type element = ApiTypes.value(create.desc);
        Shape inner = element == null ? shape(row) : new Shape(element, List.of());
        if (inner == null) {
            return null;
        }
        List<Integer> lengths = new ArrayList<>(List.of(known));
        lengths.addAll(inner.lengths());
        return new Shape(inner.element(), lengths);
    }

    private static @Nullable AbstractInsnNode next(@Nullable AbstractInsnNode from) {
        AbstractInsnNode at = from == null ? null : from.getNext();
        while (at != null && at.getOpcode() < 0) {
            at = at.getNext();
        }
        return at;
    }

    private static @Nullable Integer constant(@Nullable AbstractInsnNode node) {
        if (node == null) {
            return null;
        }
        int opcode = node.getOpcode();
        if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        return node instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY ? push.operand : null;
    }

    /** Begins an array. */
    void begin(Operand.Rows array) {
        arrays.put(array, new Progress(0, null));
    }

    /** The row that an array being created, whose length was taken from the frame, is; null where it is none of a list. */
    Operand.@Nullable Rows row(Frame frame, Type element, List<Integer> lengths) {
        if (frame.depth() < 3
                || !(frame.top(3).getFirst() instanceof Operand.Rows outer)
                || !outer.equals(frame.top(3).get(1))) {
            return null;
        }
        Progress progress = arrays.get(outer);
        if (progress == null) {
            return null;
        }
        Operand index = frame.peek();
        boolean next = Integer.valueOf(progress.count()).equals(operands.known(index));
        List<Integer> expected = outer.extents().subList(1, outer.extents().size());
        if (!next
                || !expected.equals(lengths)
                || !outer.array().array().element().equals(element)) {
            return null;
        }
        Operand.Rows row = (Operand.Rows) rows.row(outer, index);
        arrays.put(outer, new Progress(progress.count(), row));
        return row;
    }

    /** Whether what is put into an array of arrays is the row that was made for this place. */
    boolean put(Operand.Rows array, Operand row) {
        Progress progress = arrays.get(array);
        if (progress == null || !row.equals(progress.latest())) {
            return false;
        }
        arrays.put(array, new Progress(progress.count() + 1, null));
        return true;
    }
}
