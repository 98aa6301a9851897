package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.List;

/** Ops that exchange scalars between the lanes of a SIMD-group: all 32 lanes execute them together. */
public sealed interface SimdOp extends Op {
    /** The one value it defines. */
    Value result();

    @Override
    default List<Value> results() {
        return List.of(result());
    }

    /** All lanes' values combined, in butterfly order: with the lane 16 away, then 8, 4, 2, 1. BOOL has AND and OR only. */
    record Reduce(Value result, ReduceKind kind, Value value, Location location) implements SimdOp {
        @Override
        public List<Value> operands() {
            return List.of(value);
        }

        @Override
        public Reduce map(Mapping m) {
            return new Reduce(m.define(result), kind, m.use(value), location);
        }
    }

    /** Another lane's value; {@code operand} is an I32. A broadcast is a LANE shuffle whose operand is the same in all lanes. */
    record Shuffle(Value result, ShuffleKind kind, Value value, Value operand, Location location) implements SimdOp {
        @Override
        public List<Value> operands() {
            return List.of(value, operand);
        }

        @Override
        public Shuffle map(Mapping m) {
            return new Shuffle(m.define(result), kind, m.use(value), m.use(operand), location);
        }
    }
}
