package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IntegerRanges;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Value;

/**
 * Drops the checks of indices proven in range: of arrays of constant length by the numbers the index can be, and of device arrays where a loop
 * runs up to that array's size; and the checks of divisors that are never zero. It leaves the accesses of tiles as they are.
 */
public final class ProveIndices implements Pass {
    @Override
    public String name() {
        return "prove-indices";
    }

    @Override
    public Function run(Function kernel) {
        return new Prover(new IntegerRanges(kernel.body())).rewrite(kernel);
    }

    /** One run over a kernel. */
    private static final class Prover extends Rewriter {
        private final IntegerRanges ranges;

        Prover(IntegerRanges ranges) {
            this.ranges = ranges;
        }

        @Override
        protected void leaf(Op op) {
            if (op instanceof MemoryOp.CheckIndex index && isBelow(index.index(), index.length())) {
                return;
            }
            emit(
                    switch (op) {
                        case MemoryOp.Load load
                        when load.checked() && isProven(load.array(), load.index()) ->
                            new MemoryOp.Load(load.result(), load.array(), load.index(), false, load.location());
                        case MemoryOp.Store store
                        when store.checked() && isProven(store.array(), store.index()) ->
                            new MemoryOp.Store(store.array(), store.index(), store.value(), false, store.location());
                        case MemoryOp.Atomic atomic
                        when atomic.checked() && isProven(atomic.array(), atomic.index()) -> atomic.withChecked(false);
                        case MemoryOp.Divide divide
                        when divide.checked() && isNeverZero(divide.right()) ->
                            new MemoryOp.Divide(
                                    divide.result(),
                                    divide.remainder(),
                                    divide.left(),
                                    divide.right(),
                                    false,
                                    divide.location());
                        default -> op;
                    });
        }

        private boolean isProven(Value array, Value index) {
            int length = array.array().length();
            if (length == ArrayType.UNKNOWN) {
                return ranges.isBelowSize(index, array);
            }
            return isBelow(index, length);
        }

        private boolean isBelow(Value index, int length) {
            IntegerRanges.Range range = ranges.of(index);
            return range.lowest() >= 0 && range.highest() < length;
        }

        private boolean isNeverZero(Value divisor) {
            IntegerRanges.Range range = ranges.of(divisor);
            return range.lowest() > 0 || range.highest() < 0;
        }
    }
}
