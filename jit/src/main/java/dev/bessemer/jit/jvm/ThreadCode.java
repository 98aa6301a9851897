package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Ops that one thread executes by itself: everything but what a SIMD-group or threadgroup does together. */
final class ThreadCode implements RegionCode {
    private final Code code;
    private final Values values;
    private final ScalarCode scalars;
    private final MemoryCode memory;
    private final ControlCode control;
    private @Nullable Label end;

    ThreadCode(Code code, Values values, ScalarCode scalars, MemoryCode memory) {
        this.code = code;
        this.values = values;
        this.scalars = scalars;
        this.memory = memory;
        control = new ControlCode(code, values, this);
    }

    /** Says where a thread that returns goes on. */
    void returnTo(Label label) {
        end = label;
    }

    @Override
    public void region(Region region) {
        ops(region.ops());
    }

    private void ops(List<Op> all) {
        List<Op> ops = Completion.reached(all);
        LastUses uses = new LastUses(ops);
        for (int i = 0; i < ops.size(); i++) {
            emit(ops.get(i));
            values.release(uses.after(i));
        }
    }

    /** Emits the body of a parallel loop; its yield goes on with the next iteration. */
    void parallelBody(Region body) {
        ops(body.ops().subList(0, body.ops().size() - 1));
    }

    void emit(Op op) {
        code.allowCut();
        switch (op) {
            case ScalarOp scalar -> scalars.emit(scalar);
            case MemoryOp.Load load -> memory.load(load);
            case MemoryOp.Store store -> memory.store(store);
            case MemoryOp.Divide divide -> memory.divide(divide);
            case MemoryOp.Atomic atomic -> memory.atomic(atomic);
            case MemoryOp.CheckIndex index -> memory.check(index);
            case MemoryOp.Allocate allocate -> memory.clear(allocate);
            case MemoryOp.Table _ -> {}
            case ControlOp flow -> control.emit(flow);
            case MemoryOp.Barrier together -> throw refusal(together);
            case MemoryOp.LoadTile together -> throw refusal(together);
            case MemoryOp.StoreTile together -> throw refusal(together);
            case TensorOp together -> throw refusal(together);
            case SimdOp together -> throw refusal(together);
            case TileOp together -> throw refusal(together);
        }
    }

    private static UnsupportedKernelException refusal(Op op) {
        return new UnsupportedKernelException(
                op.location(), op.getClass().getSimpleName() + " where threads go separate ways");
    }

    @Override
    public void shareTiles(List<Value> carried, List<Value> initial, List<Value> results) {}

    @Override
    public void declare(List<Value> targets) {}

    @Override
    public void assign(List<Value> targets, List<Value> sources) {
        for (Value source : sources) {
            values.push(source);
        }
        for (Value target : targets.reversed()) {
            values.define(target);
        }
    }

    @Override
    public void leave() {
        if (end == null) {
            throw new IllegalStateException("nowhere to return to");
        }
        code.goTo(end);
    }

    /** Pushes a value as a long, whatever integer it is. */
    static void pushLong(Code code, Values values, Value value) {
        values.push(value);
        if (!JvmTypes.of(value.scalar()).equals(Type.LONG_TYPE)) {
            code.op(org.objectweb.asm.Opcodes.I2L);
        }
    }
}
