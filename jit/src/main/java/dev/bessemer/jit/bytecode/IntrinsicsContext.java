package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.ShuffleKind;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** KernelContext's methods: barriers, local arrays, and exchange within a SIMD-group. */
final class IntrinsicsContext {
    private static final Map<String, ScalarType> LOCAL_ARRAYS = Map.of(
            "Float", ScalarType.F32,
            "Int", ScalarType.I32,
            "Long", ScalarType.I64,
            "Short", ScalarType.I16,
            "Char", ScalarType.U16,
            "Byte", ScalarType.I8,
            "Boolean", ScalarType.BOOL,
            "HalfFloat", ScalarType.F16,
            "BFloat16", ScalarType.BF16);

    private IntrinsicsContext() {}

    static void addTo(Map<String, Intrinsic> table) {
        put(table, "localBarrier", IntrinsicsContext::barrier);
        LOCAL_ARRAYS.forEach((name, type) -> put(
                table,
                "allocate" + name + "LocalArray",
                call -> call.lift().arrays.create(type, AddressSpace.THREADGROUP, call.operand(1))));
        reduction(table, "simdSum", ReduceKind.SUM);
        reduction(table, "simdMin", ReduceKind.MIN);
        reduction(table, "simdMax", ReduceKind.MAX);
        reduction(table, "simdAnd", ReduceKind.AND);
        reduction(table, "simdOr", ReduceKind.OR);
        reduction(table, "simdXor", ReduceKind.XOR);
        put(table, "simdAll", call -> vote(call, ReduceKind.AND));
        put(table, "simdAny", call -> vote(call, ReduceKind.OR));
        shuffle(table, "simdShuffle", ShuffleKind.LANE);
        shuffle(table, "simdBroadcast", ShuffleKind.LANE);
        shuffle(table, "simdShuffleXor", ShuffleKind.XOR);
        shuffle(table, "simdShuffleUp", ShuffleKind.UP);
        shuffle(table, "simdShuffleDown", ShuffleKind.DOWN);
    }

    private static void put(Map<String, Intrinsic> table, String name, Intrinsic intrinsic) {
        table.put(ApiTypes.CONTEXT + "." + name, intrinsic);
    }

    private static @Nullable Operand barrier(Call call) {
        call.emitter().add(new MemoryOp.Barrier(call.emitter().location()));
        return null;
    }

    private static void reduction(Map<String, Intrinsic> table, String name, ReduceKind kind) {
        put(table, name, call -> new Operand.Data(reduce(call, kind, call.scalar(1))));
    }

    private static Value reduce(Call call, ReduceKind kind, Value value) {
        Emitter emitter = call.emitter();
        return emitter.define(value.type(), r -> new SimdOp.Reduce(r, kind, value, emitter.location()));
    }

    private static Operand vote(Call call, ReduceKind kind) {
        Value condition = call.emitter().toBool(call.scalar(1, ScalarType.I32));
        return new Operand.Data(call.emitter().toInt(reduce(call, kind, condition)));
    }

    private static void shuffle(Map<String, Intrinsic> table, String name, ShuffleKind kind) {
        put(table, name, call -> {
            Emitter emitter = call.emitter();
            Value value = call.scalar(1);
            Value lane = call.scalar(2, ScalarType.I32);
            return new Operand.Data(
                    emitter.define(value.type(), r -> new SimdOp.Shuffle(r, kind, value, lane, emitter.location())));
        });
    }
}
