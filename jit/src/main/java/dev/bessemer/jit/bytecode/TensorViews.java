package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes TensorViews apart, which are records that a kernel makes as any other. */
final class TensorViews {
    /** Which component of a view has the dimensions before rows and columns, and before it all that a matrix is. */
    private static final int OUTER = 5;

    /** What bytes stand for, by the record that says so. */
    private static final Map<String, TensorElement> OF_BYTES = Map.of(
            ApiTypes.UNSIGNED_BYTES, TensorElement.U8,
            ApiTypes.NIBBLES, TensorElement.I4,
            ApiTypes.UNSIGNED_NIBBLES, TensorElement.U4);

    private TensorViews() {}

    /**
     * What a view's elements lie in.
     *
     * @param element what they stand for
     */
    record Elements(Value array, TensorElement element) {}

    /** The components of a record; null where the operand is none, which is reported. */
    static @Nullable List<Operand> parts(Call call, int index) {
        if (call.operand(index) instanceof Operand.Components(RecordType _, List<Operand> parts)) {
            return parts;
        }
        call.lift().operands.tensor(call.operand(index));
        return null;
    }

    /** What the elements of a view are; null where it is no view of such elements, which is reported. */
    static @Nullable Elements elements(Call call, int index) {
        List<Operand> parts = parts(call, index);
        return parts == null ? null : elements(call, parts.getFirst());
    }

    /** What an array, or bytes that are said to stand for other numbers, holds; null where views are of no such elements, which is reported. */
    static @Nullable Elements elements(Call call, Operand where) {
        TensorElement said = where instanceof Operand.Components(RecordType type, List<Operand> _)
                ? OF_BYTES.get(type.name())
                : null;
        Value array =
                call.lift().operands.array(said == null ? where : where.parts().getFirst());
        if (array == null) {
            return null;
        }
        Type stored = array.array().element();
        TensorElement element = TensorElement.of(stored);
        if (element == null || (said != null && element != TensorElement.I8)) {
            call.lift().problems.report(Refusal.VIEW_ELEMENTS, said == null ? stored : said + " in " + stored);
            return null;
        }
        return new Elements(array, said == null ? element : said);
    }

    /** Whether a view has two dimensions, which else is reported. */
    private static boolean isMatrix(Call call, Operand outer) {
        int rank = rank(outer);
        if (rank != 2) {
            call.lift().problems.report(Refusal.TENSOR_RANK, rank, 2);
        }
        return rank == 2;
    }

    /** The rank that the class of a view's rank tells. */
    private static int rank(Operand outer) {
        Operand.Components rank = (Operand.Components) outer.parts().getFirst();
        return Integer.parseInt(rank.type().name().substring((ApiTypes.TENSOR_RANK + "$R").length()));
    }

    /** What a view stands for where a tensor or a vector is loaded from or stored to it. A vector lies in a matrix's first column or row, or in a view of rank 1. */
    static @Nullable TileAccess access(Call call, int index, CooperativeType type) {
        List<Operand> parts = parts(call, index);
        if (parts == null || type instanceof TensorType || rank(parts.get(OUTER)) != 1) {
            return access(call, index, false);
        }
        Elements elements = elements(call, parts.getFirst());
        if (elements == null) {
            return null;
        }
        Value offset = call.lift().operands.scalar(parts.get(1), ScalarType.I32);
        Value length = call.lift().operands.scalar(parts.get(3), ScalarType.I32);
        Value one = call.emitter().constant(1);
        boolean rows = type instanceof RowsType;
        return new TileAccess(elements.array(), offset, one, false, rows ? length : one, rows ? one : length);
    }

    /** What a view stands for; rows and columns are those of the matrix, which may lie transposed. */
    static @Nullable TileAccess access(Call call, int index, boolean transposed) {
        Elements elements = elements(call, index);
        List<Operand> parts = elements == null ? null : parts(call, index);
        if (elements == null || parts == null || !isMatrix(call, parts.get(OUTER))) {
            return null;
        }
        List<Value> numbers = new ArrayList<>();
        for (Operand part : parts.subList(1, OUTER)) {
            numbers.add(call.lift().operands.scalar(part, ScalarType.I32));
        }
        Value rows = numbers.get(transposed ? 2 : 1);
        Value columns = numbers.get(transposed ? 1 : 2);
        return new TileAccess(elements.array(), numbers.get(0), numbers.get(3), transposed, rows, columns);
    }
}
