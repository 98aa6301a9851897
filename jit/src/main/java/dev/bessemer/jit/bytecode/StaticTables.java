package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives each thread its own copy of the static final arrays that are read at an index not known to the compiler. */
record StaticTables(LiftSession session, Finisher finisher) {
    /** The most elements that such a copy has. */
    static final int LIMIT = 256;

    /** The function with the copies made where a thread begins: in the innermost parallel loop, else at the start. */
    Function insert(Function function) {
        if (session.tables.isEmpty()) {
            return function;
        }
        return function.withBody(function.body().withOps(insert(function.body().ops(), function.location())));
    }

    private List<Op> insert(List<Op> ops, Location location) {
        for (int i = 0; i < ops.size(); i++) {
            if (ops.get(i) instanceof ControlOp.ParallelFor loop) {
                List<Op> changed = new ArrayList<>(ops);
                Region body = loop.body().withOps(insert(loop.body().ops(), location));
                changed.set(
                        i,
                        new ControlOp.ParallelFor(
                                loop.dimension(), loop.lower(), loop.upper(), loop.step(), body, loop.location()));
                return changed;
            }
        }
        List<Op> all = new ArrayList<>();
        for (Map.Entry<Operand.ConstantArray, Value> table : session.tables.entrySet()) {
            fill(all, finisher.use(table.getValue()), table.getKey(), location);
        }
        all.addAll(ops);
        return all;
    }

    private static void fill(List<Op> ops, Value array, Operand.ConstantArray constant, Location location) {
        ScalarType type = (ScalarType) Emitter.computational(constant.element());
        ops.add(new MemoryOp.Allocate(array, location));
        for (int i = 0; i < constant.elements().size(); i++) {
            Value index = new Value(ScalarType.I32);
            Value element = new Value(type);
            ops.add(new ScalarOp.Constant(index, i, location));
            ops.add(new ScalarOp.Constant(element, element(constant.elements().get(i)), location));
            ops.add(new MemoryOp.Store(array, index, element, true, location));
        }
    }

    /** An element as {@link ScalarOp.Constant} holds it. */
    static Object element(Object element) {
        return switch (element) {
            case Character known -> (int) known;
            case Short known -> (int) known;
            case Byte known -> (int) known;
            default -> element;
        };
    }
}
