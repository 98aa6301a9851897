package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.ShuffleKind;
import dev.bessemer.jit.ir.SimdOp;

/** What threads do together: barriers, reductions and shuffles. */
final class MslSync {
    static final String BARRIER = "threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);";

    private final MslScope scope;

    MslSync(MslScope scope) {
        this.scope = scope;
    }

    void emit(SimdOp op) {
        switch (op) {
            case SimdOp.Reduce reduce -> reduce(reduce);
            case SimdOp.Shuffle shuffle -> shuffle(shuffle);
        }
    }

    private void reduce(SimdOp.Reduce op) {
        Expression value = scope.use(op.value());
        Expression result = switch (op.value().scalar()) {
            case BOOL -> Expression.call(op.kind() == ReduceKind.AND ? "simd_all" : "simd_any", value);
            case I32 -> intReduce(op.kind(), value);
            case I64 -> Expression.call(scope.helper(longHelper(op.kind())), value);
            case F32 -> Expression.call(floatFunction(op.kind()), value);
            case I8, I16, U16, F16, BF16 ->
                throw new IllegalArgumentException(
                        "a reduction of " + op.value().type());
        };
        scope.declare(op.result(), result, op.location(), op.kind().toString());
    }

    private static Expression intReduce(ReduceKind kind, Expression value) {
        if (kind == ReduceKind.SUM) {
            Expression bits = value.unsigned() != null ? value.unsigned() : Expression.call("uint", value);
            return Expression.call("int", Expression.call("simd_sum", bits));
        }
        return Expression.call("simd_" + kind, value);
    }

    private static Helper longHelper(ReduceKind kind) {
        return switch (kind) {
            case SUM -> Helper.LONG_SUM;
            case MIN -> Helper.LONG_MIN;
            case MAX -> Helper.LONG_MAX;
            case AND -> Helper.LONG_AND;
            case OR -> Helper.LONG_OR;
            case XOR -> Helper.LONG_XOR;
        };
    }

    private String floatFunction(ReduceKind kind) {
        return switch (kind) {
            case SUM -> scope.helper(Helper.BUTTERFLY_SUM);
            case MIN -> scope.fast() ? "simd_min" : scope.helper(Helper.BUTTERFLY_MIN);
            case MAX -> scope.fast() ? "simd_max" : scope.helper(Helper.BUTTERFLY_MAX);
            case AND, OR, XOR -> throw new IllegalArgumentException(kind + " of floats");
        };
    }

    private void shuffle(SimdOp.Shuffle op) {
        Expression value = scope.use(op.value());
        Expression operand = scope.use(op.operand());
        Expression source = switch (op.kind()) {
            case LANE, XOR -> Expression.call("ushort", MslScalar.masked(operand, 31));
            case UP -> Expression.call(scope.helper(Helper.LANE_BELOW), lane(), operand);
            case DOWN -> Expression.call(scope.helper(Helper.LANE_ABOVE), lane(), operand);
        };
        String function = op.kind() == ShuffleKind.XOR ? "simd_shuffle_xor" : "simd_shuffle";
        Expression moved = moved(op.value().scalar(), function, value, source);
        scope.declare(op.result(), moved, op.location(), "shuffled");
    }

    private Expression lane() {
        return Expression.atom(scope.input(MslInput.LANE));
    }

    /** Metal shuffles no bool and nothing of 64 bits: they travel as something else. */
    private static Expression moved(ScalarType type, String function, Expression value, Expression source) {
        return switch (type) {
            case BOOL -> Expression.call("bool", Expression.call(function, Expression.call("int", value), source));
            case I64 ->
                Expression.call(
                        "as_type<long>", Expression.call(function, Expression.call("as_type<int2>", value), source));
            case I8, I16, U16, I32, F16, BF16, F32 -> Expression.call(function, value, source);
        };
    }
}
