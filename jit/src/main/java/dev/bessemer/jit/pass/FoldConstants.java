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
 * Computes what depends on constants alone, exactly as Java would, and the sizes of a fixed threadgroup. Accesses and divisions
 * that constants prove safe lose their check. A division by zero stays: it is a fault of the kernel.
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
                case MemoryOp.Divide divide -> emitFolded(unchecked(divide), divide.result(), fold(divide));
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

        private @Nullable Object fold(ScalarOp op) {
            if (op instanceof ScalarOp.Builtin builtin) {
                return threadgroup.isEmpty() ? null : size(builtin.kind());
            }
            for (Value operand : op.operands()) {
                if (!constants.containsKey(operand)) {
                    return null;
                }
            }
            return switch (op) {
                case ScalarOp.Constant constant -> constant.value();
                case ScalarOp.Unary unary -> ScalarArithmetic.unary(unary.kind(), constant(unary.operand()));
                case ScalarOp.Binary binary ->
                    ScalarArithmetic.binary(binary.kind(), constant(binary.left()), constant(binary.right()));
                case ScalarOp.Compare compare ->
                    ScalarArithmetic.compare(compare.kind(), constant(compare.left()), constant(compare.right()));
                case ScalarOp.Select select ->
                    constant(isTrue(select.condition()) ? select.whenTrue() : select.whenFalse());
                case ScalarOp.Convert convert ->
                    ScalarConversion.convert(
                            constant(convert.operand()), convert.result().scalar());
                case ScalarOp.Bitcast cast ->
                    ScalarConversion.bitcast(
                            constant(cast.operand()),
                            cast.operand().scalar(),
                            cast.result().scalar());
                case ScalarOp.Fma fma ->
                    Math.fma((Float) constant(fma.a()), (Float) constant(fma.b()), (Float) constant(fma.c()));
                case ScalarOp.Builtin builtin -> null;
                case ScalarOp.ArraySize size -> null;
            };
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

        private @Nullable Object fold(MemoryOp.Divide op) {
            Object left = constants.get(op.left());
            Object right = constants.get(op.right());
            return left == null || right == null ? null : ScalarArithmetic.divide(op.remainder(), left, right);
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

        private boolean isTrue(Value condition) {
            return Boolean.TRUE.equals(constants.get(condition));
        }

        private Object constant(Value value) {
            Object constant = constants.get(value);
            if (constant == null) {
                throw new IllegalStateException(value + " is no constant");
            }
            return constant;
        }
    }
}
