package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/** Makes selects of the ifs in an element's function, and reports what is not pure in it. */
record PureForm(LiftSession session) {
    /** The ops without control flow. */
    List<Op> of(List<Op> ops) {
        List<Op> pure = new ArrayList<>();
        for (Op op : ops) {
            switch (op) {
                case ScalarOp scalar -> pure.add(scalar);
                case ControlOp.If branch when meets(branch) -> flatten(branch, pure);
                default -> refuse(op);
            }
        }
        return pure;
    }

    private static boolean meets(ControlOp.If branch) {
        return branch.thenRegion().terminator() instanceof ControlOp.Yield
                && branch.elseRegion().terminator() instanceof ControlOp.Yield;
    }

    private void flatten(ControlOp.If branch, List<Op> pure) {
        List<Op> thenOps = branch.thenRegion().ops();
        List<Op> elseOps = branch.elseRegion().ops();
        pure.addAll(of(thenOps.subList(0, thenOps.size() - 1)));
        pure.addAll(of(elseOps.subList(0, elseOps.size() - 1)));
        for (int i = 0; i < branch.results().size(); i++) {
            pure.add(new ScalarOp.Select(
                    branch.results().get(i),
                    branch.condition(),
                    thenOps.getLast().operands().get(i),
                    elseOps.getLast().operands().get(i),
                    branch.location()));
        }
    }

    private void refuse(Op op) {
        session.diagnostics.error(
                op.location(),
                "the function of an element does more than compute",
                "it becomes straight arithmetic on a matrix's elements: no loops, memory, divisions of integers, or matrices in it",
                "compute what it needs before the call, and let it use the result");
    }
}
