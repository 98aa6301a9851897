package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.AtomicKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;

/**
 * Atomic ops: Metal's own on ints, and on floats as far as it has them; the rest as a loop that tries until no other thread came between.
 * It has none on longs.
 */
record MslAtomics(MslScope scope, MslMemory memory) {
    void atomic(MemoryOp.Atomic op) {
        if (op.result().type() == ScalarType.I64) {
            throw new MslLimitException(Diagnostic.of(op.location(), Refusal.LONG_ATOMIC));
        }
        Expression index = op.checked() ? memory.index(op.index(), op.location()) : scope.use(op.index());
        String value = scope.use(op.value()).text();
        String expected = op.expected() == null ? "" : scope.use(op.expected()).text();
        scope.flushMemoryReads();
        String call = call(op, "&" + scope.arrays.name(op.array()) + "[" + index.text() + "]", value, expected);
        if (scope.uses.count(op.result()) == 0) {
            alone(op, index, call);
            return;
        }
        if (op.checked()) {
            Expression guard = memory.inRange(op.array(), index, op.location());
            Expression zero = MslTypes.zero(op.result().scalar());
            call = Expression.choice(guard, Expression.atom(call), zero).text();
        }
        scope.declare(op.result(), Expression.atom(call), op.location(), "old");
    }

    /** Writes an op whose result nobody asks for. */
    private void alone(MemoryOp.Atomic op, Expression index, String call) {
        if (op.checked()) {
            String guard = memory.inRange(op.array(), index, op.location()).text();
            scope.open(op.location(), "if (" + guard + ")");
            scope.out.line(call + ";");
            scope.close("}");
        } else {
            scope.out.statement(op.location(), call + ";");
        }
    }

    private String call(MemoryOp.Atomic op, String place, String value, String expected) {
        boolean isFloat = op.result().type() == ScalarType.F32;
        AtomicKind kind = op.kind();
        if (kind == AtomicKind.COMPARE_EXCHANGE) {
            return isFloat
                    ? "as_type<float>(" + replace(cast(op, "uint", place), bits(expected), bits(value)) + ")"
                    : replace(cast(op, "int", place), expected, value);
        }
        if (!isFloat) {
            return "atomic_" + name(kind) + "_explicit(" + cast(op, "int", place) + ", " + value
                    + ", memory_order_relaxed)";
        }
        boolean device = op.array().array().space() == AddressSpace.DEVICE;
        if (kind == AtomicKind.EXCHANGE) {
            return "as_type<float>(atomic_exchange_explicit(" + cast(op, "uint", place) + ", " + bits(value)
                    + ", memory_order_relaxed))";
        }
        if (kind == AtomicKind.ADD && device) {
            return "atomic_fetch_add_explicit(" + cast(op, "float", place) + ", " + value + ", memory_order_relaxed)";
        }
        return scope.helper(floatHelper(kind)) + "(" + cast(op, "uint", place) + ", " + value + ")";
    }

    private String replace(String place, String expected, String value) {
        return scope.helper(Helper.ATOMIC_REPLACE) + "(" + place + ", " + expected + ", " + value + ")";
    }

    private static Helper floatHelper(AtomicKind kind) {
        return switch (kind) {
            case ADD -> Helper.ATOMIC_FLOAT_ADD;
            case MIN -> Helper.ATOMIC_FLOAT_MIN;
            case MAX -> Helper.ATOMIC_FLOAT_MAX;
            case AND, OR, XOR, EXCHANGE, COMPARE_EXCHANGE ->
                throw new IllegalArgumentException("no loop for " + kind + " of floats");
        };
    }

    private static String bits(String value) {
        return "as_type<uint>(" + value + ")";
    }

    private static String cast(MemoryOp.Atomic op, String type, String place) {
        String space = op.array().array().space() == AddressSpace.DEVICE ? "device" : "threadgroup";
        return "(" + space + " atomic_" + type + "*) " + place;
    }

    private static String name(AtomicKind kind) {
        return switch (kind) {
            case ADD, MIN, MAX, AND, OR, XOR -> "fetch_" + kind;
            case EXCHANGE, COMPARE_EXCHANGE -> "exchange";
        };
    }
}
