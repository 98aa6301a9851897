package dev.bessemer.jit.analysis;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.Set;

/** What a kernel does with its arrays: which it reads, which it writes, and of which it asks the size as an {@code int}. */
public final class ParameterUse {
    private final Set<Value> read = new HashSet<>();
    private final Set<Value> written = new HashSet<>();
    private final Set<Value> intSized = new HashSet<>();

    private ParameterUse() {}

    /** Looks through a whole kernel. */
    public static ParameterUse of(Function kernel) {
        ParameterUse use = new ParameterUse();
        use.region(kernel.body());
        return use;
    }

    /** Whether some op reads elements of the array. */
    public boolean reads(Value array) {
        return read.contains(array);
    }

    /** Whether some op writes elements of the array. */
    public boolean writes(Value array) {
        return written.contains(array);
    }

    /** Whether some op asks for the array's size as an I32. */
    public boolean asksIntSize(Value array) {
        return intSized.contains(array);
    }

    private void region(Region region) {
        for (Op op : region.ops()) {
            switch (op) {
                case MemoryOp memory -> memory(memory);
                case ScalarOp.ArraySize size -> size(size);
                default -> op.regions().forEach(this::region);
            }
        }
    }

    private void memory(MemoryOp op) {
        switch (op) {
            case MemoryOp.Load load -> read.add(load.array());
            case MemoryOp.LoadTile load -> read.add(load.access().array());
            case MemoryOp.Store store -> written.add(store.array());
            case MemoryOp.StoreTile store -> written.add(store.access().array());
            case MemoryOp.Atomic atomic -> {
                read.add(atomic.array());
                written.add(atomic.array());
            }
            case TensorOp.StoreTensor store -> written.add(store.access().array());
            case TensorOp tensor -> tensor.accesses().forEach(access -> read.add(access.array()));
            case MemoryOp.Allocate _,
                    MemoryOp.Table _,
                    MemoryOp.Divide _,
                    MemoryOp.CheckIndex _,
                    MemoryOp.Barrier _ -> {}
        }
    }

    private void size(ScalarOp.ArraySize size) {
        if (size.result().type() == ScalarType.I32) {
            intSized.add(size.array());
        }
    }
}
