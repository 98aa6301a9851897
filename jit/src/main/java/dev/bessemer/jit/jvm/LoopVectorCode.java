package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A parallel loop over neighbouring elements, as many iterations at a time as a vector has lanes. The JVM does not do this by itself for memory
 * that may overlap; the iterations of a parallel loop may run in any order, so here nothing forbids it. What is left over, and a loop that would
 * leave an array, is the scalar loop's.
 */
final class LoopVectorCode {
    private final Code code;
    private final ArrayPlaces arrays;
    private final ScalarCode scalars;
    private final ControlOp.ParallelFor loop;
    private final VectorInstructions vectors;
    private final VectorOps ops;

    LoopVectorCode(Code code, Values values, ArrayPlaces arrays, ScalarCode scalars, ControlOp.ParallelFor loop) {
        this.code = code;
        this.arrays = arrays;
        this.scalars = scalars;
        this.loop = loop;
        vectors = new VectorInstructions(code, true);
        ops = new VectorOps(code, values, vectors);
    }

    /** True for a loop of int steps of one whose body is arithmetic on elements at the loop variable. */
    static boolean canEmit(ControlOp.ParallelFor loop) {
        if (loop.step() != 1 || loop.index().type() != ScalarType.I32) {
            return false;
        }
        List<Op> body = loop.body().ops();
        return body.subList(0, body.size() - 1).stream().allMatch(op -> switch (op) {
            case ScalarOp scalar -> VectorOps.canCompute(scalar);
            case MemoryOp.Load load -> load.index() == loop.index() && isPlain(load.array());
            case MemoryOp.Store store -> store.index() == loop.index() && isPlain(store.array());
            default -> false;
        });
    }

    /** True for floats and ints in device memory. */
    static boolean isPlain(Value array) {
        boolean plain =
                array.array().element() == ScalarType.F32 || array.array().element() == ScalarType.I32;
        return plain && array.array().space() == AddressSpace.DEVICE;
    }

    /** Emits the loop while a whole vector fits below the bound; the loop variable is then where the scalar loop begins. */
    void emit(int index, int upper) {
        ops.widen(loop.index());
        List<Op> body = loop.body().ops().subList(0, loop.body().ops().size() - 1);
        Label end = new Label();
        skipUnlessInside(body, index, upper, end);
        for (Op op : body) {
            if (op instanceof MemoryOp.Load load) {
                ops.widen(load.result());
            } else if (op instanceof ScalarOp scalar && !ops.widenIfOperands(op)) {
                scalars.emit(scalar);
            }
        }
        vectors.pushIota();
        int iota = code.storeNew(VectorInstructions.INTS);
        Label top = new Label();
        code.mark(top);
        code.load(Type.INT_TYPE, index);
        code.load(Type.INT_TYPE, upper);
        code.push(PanelWidth.LANES);
        code.op(Opcodes.ISUB);
        code.jump(Opcodes.IF_ICMPGT, end);
        code.load(VectorInstructions.INTS, iota);
        code.load(Type.INT_TYPE, index);
        vectors.addScalar();
        ops.define(loop.index());
        body.forEach(op -> emit(op, index));
        code.method().visitIincInsn(index, PanelWidth.LANES);
        code.goTo(top);
        code.mark(end);
    }

    private void skipUnlessInside(List<Op> body, int index, int upper, Label end) {
        Set<Value> touched = new LinkedHashSet<>();
        for (Op op : body) {
            switch (op) {
                case MemoryOp.Load load -> touched.add(load.array());
                case MemoryOp.Store store -> touched.add(store.array());
                default -> {}
            }
        }
        code.load(Type.INT_TYPE, index);
        code.jump(Opcodes.IFLT, end);
        for (Value array : touched) {
            code.load(Type.INT_TYPE, upper);
            code.op(Opcodes.I2L);
            arrays.pushSize(array);
            code.op(Opcodes.LCMP);
            code.jump(Opcodes.IFGT, end);
        }
        code.load(Type.INT_TYPE, upper);
        code.push(PanelWidth.LANES);
        code.jump(Opcodes.IF_ICMPLT, end);
    }

    private void emit(Op op, int index) {
        code.allowCut();
        switch (op) {
            case MemoryOp.Load load -> {
                vectors.pushSpecies(load.result().type() == ScalarType.F32);
                pushPlace(load.array(), index);
                vectors.load(load.result().scalar());
                ops.define(load.result());
            }
            case MemoryOp.Store store -> {
                ops.push(store.value());
                pushPlace(store.array(), index);
                vectors.store(store.value().scalar());
            }
            case ScalarOp scalar when ops.isWide(scalar.result()) -> ops.compute(scalar);
            default -> {}
        }
    }

    /** Pushes segment and byte offset. */
    private void pushPlace(Value array, int index) {
        arrays.push(array);
        code.load(Type.INT_TYPE, index);
        code.op(Opcodes.I2L);
        code.push(4L);
        code.op(Opcodes.LMUL);
    }
}
