package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.pass.ConvertIfs;

/** Makes selects of the branches in an element's function, and reports what is not pure in it. */
record PureForm(LiftSession session) {
    /** The same function without control flow; as it was where something in it is not pure. */
    Region of(Region function) {
        return isPure(function) ? ConvertIfs.straighten(function) : function;
    }

    private boolean isPure(Region region) {
        boolean pure = true;
        for (Op op : region.ops()) {
            pure &= isPure(op);
        }
        return pure;
    }

    private boolean isPure(Op op) {
        return switch (op) {
            case ScalarOp scalar -> true;
            case ControlOp.Yield yield -> true;
            case ControlOp.Break leave -> true;
            case ControlOp.If branch -> isPure(branch.thenRegion()) && isPure(branch.elseRegion());
            case ControlOp.Block block -> isPure(block.body());
            default -> {
                refuse(op);
                yield false;
            }
        };
    }

    private void refuse(Op op) {
        session.diagnostics.error(
                op.location(),
                "the function of an element does more than compute",
                "it becomes straight arithmetic on a matrix's elements: no loops, memory, divisions of integers, or matrices in it",
                "compute what it needs before the call, and let it use the result");
    }
}
