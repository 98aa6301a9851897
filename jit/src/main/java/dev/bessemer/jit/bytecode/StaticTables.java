package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes tables of the static final arrays that are read at an index not known to the compiler. */
record StaticTables(LiftSession session, Finisher finisher) {
    /** The most bytes that the elements of such an array take. */
    static final int LIMIT = 1 << 20;

    /** The function with the tables at its start. */
    Function insert(Function function) {
        if (session.tables.isEmpty()) {
            return function;
        }
        List<Op> ops = new ArrayList<>();
        for (Map.Entry<Operand.ConstantArray, Value> table : session.tables.entrySet()) {
            List<Object> elements = table.getKey().elements().stream()
                    .map(StaticTables::element)
                    .toList();
            ops.add(new MemoryOp.Table(finisher.use(table.getValue()), elements, function.location()));
        }
        ops.addAll(function.body().ops());
        return function.withBody(function.body().withOps(ops));
    }

    /** An element as {@link dev.bessemer.jit.ir.ScalarOp.Constant} holds it. */
    static Object element(Object element) {
        return switch (element) {
            case Character known -> (int) known;
            case Short known -> (int) known;
            case Byte known -> (int) known;
            default -> element;
        };
    }
}
