package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;

/** Reports what is more than scalar ops and branches over them in an element's function. */
record PureForm(LiftSession session) {
    void check(Region function) {
        for (Op op : function.ops()) {
            check(op);
        }
    }

    private void check(Op op) {
        switch (op) {
            case ScalarOp scalar -> {}
            case ControlOp.Yield yield -> {}
            case ControlOp.Break leave -> {}
            case ControlOp.If branch -> branch.regions().forEach(this::check);
            case ControlOp.Block block -> check(block.body());
            default -> refuse(op);
        }
    }

    private void refuse(Op op) {
        session.diagnostics.error(op.location(), Refusal.IMPURE_ELEMENT);
    }
}
