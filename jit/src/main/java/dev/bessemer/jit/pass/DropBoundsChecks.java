package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.TensorOp;

/** Takes the guards from all accesses to arrays, because the user asked for it; those of divisions stay. */
public final class DropBoundsChecks implements Pass {
    @Override
    public String name() {
        return "drop-bounds-checks";
    }

    @Override
    public Function run(Function kernel) {
        return new Rewriter() {
            @Override
            protected void leaf(Op op) {
                if (!(op instanceof MemoryOp.CheckIndex)) {
                    emit(op instanceof MemoryOp memory ? unchecked(memory) : op);
                }
            }
        }.rewrite(kernel);
    }

    private static MemoryOp unchecked(MemoryOp op) {
        return switch (op) {
            case MemoryOp.Load load ->
                new MemoryOp.Load(load.result(), load.array(), load.index(), false, load.location());
            case MemoryOp.Store store ->
                new MemoryOp.Store(store.array(), store.index(), store.value(), false, store.location());
            case MemoryOp.LoadTile load -> load.with(load.access(), false);
            case MemoryOp.StoreTile store ->
                new MemoryOp.StoreTile(store.tile(), store.access(), false, store.location());
            case MemoryOp.Atomic atomic -> atomic.withChecked(false);
            case TensorOp tensor -> tensor.unchecked();
            case MemoryOp.Allocate _, MemoryOp.Table _, MemoryOp.Divide _, MemoryOp.CheckIndex _, MemoryOp.Barrier _ ->
                op;
        };
    }
}
