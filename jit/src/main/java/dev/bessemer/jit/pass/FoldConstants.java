package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes what depends on constants alone, exactly as Java would, and the sizes of a fixed threadgroup. Elements of constant arrays at constant
 * indices are constants. Accesses and divisions that constants prove safe lose their check. A division by zero stays: it is a fault of the kernel.
 */
public final class FoldConstants implements Pass {
    private static final int LANES = 32;

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public Function run(Function kernel) {
        return new Folder(kernel.attributes().threadgroup()).rewrite(kernel);
    }

    /** One run over a kernel. */
    private static final class Folder extends Rewriter {
        private final Map<Value, Object> constants = new HashMap<>();
        private final Map<Value, MemoryOp.Table> tables = new HashMap<>();
        private final List<Integer> threadgroup;

        Folder(List<Integer> threadgroup) {
            this.threadgroup = threadgroup;
        }

        @Override
        protected void leaf(Op op) {
            switch (op) {
                case ScalarOp.Constant constant -> {
                    constants.put(constant.result(), constant.value());
                    emit(constant);
                }
                case ScalarOp scalar -> emitFolded(scalar, scalar.result(), fold(scalar));
                case MemoryOp.Divide divide ->
                    emitFolded(unchecked(divide), divide.result(), ScalarEvaluation.evaluate(divide, constants));
                case MemoryOp.Table table -> {
                    tables.put(table.result(), table);
                    emit(table);
                }
                case MemoryOp.Load load
                when isInRange(load.array(), load.index()) && tables.containsKey(load.array()) ->
                    emitFolded(load, load.result(), element(load));
                case MemoryOp.Load load
                when load.checked() && isInRange(load.array(), load.index()) ->
                    emit(new MemoryOp.Load(load.result(), load.array(), load.index(), false, load.location()));
                case MemoryOp.Store store
                when store.checked() && isInRange(store.array(), store.index()) ->
                    emit(new MemoryOp.Store(store.array(), store.index(), store.value(), false, store.location()));
                default -> emit(op);
            }
        }

        private void emitFolded(Op op, Value result, @Nullable Object value) {
            if (value == null) {
                emit(op);
            } else {
                constants.put(result, value);
                emit(new ScalarOp.Constant(result, value, op.location()));
            }
        }

        private @Nullable Object element(MemoryOp.Load load) {
            MemoryOp.Table table = tables.get(load.array());
            return table != null && constants.get(load.index()) instanceof Number index
                    ? table.elements().get(index.intValue())
                    : null;
        }

        private @Nullable Object fold(ScalarOp op) {
            if (op instanceof ScalarOp.Builtin builtin) {
                return threadgroup.isEmpty() ? null : size(builtin.kind());
            }
            return ScalarEvaluation.evaluate(op, constants);
        }

        /** What a fixed threadgroup size makes a constant of. */
        private @Nullable Object size(BuiltinKind kind) {
            return switch (kind) {
                case LOCAL_SIZE_X -> extent(0);
                case LOCAL_SIZE_Y -> extent(1);
                case LOCAL_SIZE_Z -> extent(2);
                case SIMDGROUP_COUNT -> Math.ceilDiv(extent(0) * extent(1) * extent(2), LANES);
                default -> null;
            };
        }

        private int extent(int dimension) {
            return dimension < threadgroup.size() ? threadgroup.get(dimension) : 1;
        }

        private MemoryOp.Divide unchecked(MemoryOp.Divide op) {
            if (!op.checked() || !(constants.get(op.right()) instanceof Number divisor) || divisor.longValue() == 0) {
                return op;
            }
            return new MemoryOp.Divide(op.result(), op.remainder(), op.left(), op.right(), false, op.location());
        }

        private boolean isInRange(Value array, Value index) {
            int length = ((ArrayType) array.type()).length();
            return constants.get(index) instanceof Number number
                    && number.longValue() >= 0
                    && number.longValue() < length;
        }
    }
}
