package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;

/** The least of the numbers that a threadgroup's SIMD-groups have: the bound of a loop in which they meet at barriers. */
final class ThreadgroupBound {
    /** The SIMD-groups of the largest threadgroup. */
    private static final int MAXIMUM_SIMDGROUPS = 32;

    /** What {@link #array} takes of threadgroup memory. */
    static final int BYTES = MAXIMUM_SIMDGROUPS * Integer.BYTES;

    private ThreadgroupBound() {}

    /** An array with a place for each SIMD-group. */
    static MemoryOp.Allocate array(Location location) {
        ArrayType type = new ArrayType(AddressSpace.THREADGROUP, ScalarType.I32, MAXIMUM_SIMDGROUPS);
        return new MemoryOp.Allocate(new Value(type, "bounds"), location);
    }

    /**
     * Appends ops that all threads of a threadgroup execute.
     *
     * @param own this SIMD-group's number, an I32
     * @param array of {@link #array}; nothing else writes to it
     */
    static Value least(Value own, Value array, OpBuilder out) {
        Location location = out.location();
        out.add(new MemoryOp.Barrier(location));
        Value isFirst = out.compare(CompareKind.EQ, out.builtin(BuiltinKind.LANE), out.constant(0));
        out.when(
                isFirst,
                () -> out.add(new MemoryOp.Store(array, out.builtin(BuiltinKind.SIMDGROUP), own, false, location)));
        out.add(new MemoryOp.Barrier(location));
        Label label = new Label("");
        Value index = new Value(ScalarType.I32);
        Value before = new Value(ScalarType.I32);
        Value lower = out.constant(0);
        Value upper = out.builtin(BuiltinKind.SIMDGROUP_COUNT);
        Region body = out.region(List.of(index, before), () -> {
            Value other = out.define(new MemoryOp.Load(new Value(ScalarType.I32), array, index, false, location));
            return new ControlOp.Continue(label, List.of(out.binary(BinaryKind.MIN, before, other)), location);
        });
        return out.define(new ControlOp.For(
                List.of(new Value(ScalarType.I32, "whole")), label, lower, upper, 1, List.of(own), body, location));
    }
}
