package dev.bessemer.jit.ir;

import java.util.List;

/**
 * A sequence of ops with parameters. The last op is a {@link ControlOp.Terminator}.
 *
 * @param parameters values defined on entry
 * @param ops in order of execution
 */
public record Region(List<Value> parameters, List<Op> ops) {
    public Region {
        parameters = List.copyOf(parameters);
        ops = List.copyOf(ops);
    }

    /** A region without parameters. */
    public static Region of(List<Op> ops) {
        return new Region(List.of(), ops);
    }

    /** The last op. */
    public ControlOp.Terminator terminator() {
        return (ControlOp.Terminator) ops.getLast();
    }

    /** The same parameters over other ops. */
    public Region withOps(List<Op> newOps) {
        return new Region(parameters, newOps);
    }
}
