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
            "allocateFloatLocalArray", ScalarType.F32,
            "allocateIntLocalArray", ScalarType.I32,
            "allocateLongLocalArray", ScalarType.I64,
            "allocateShortLocalArray", ScalarType.I16,
            "allocateCharLocalArray", ScalarType.U16,
            "allocateByteLocalArray", ScalarType.I8,
            "allocateBooleanLocalArray", ScalarType.BOOL,
            "allocateHalfFloatLocalArray", ScalarType.F16,
            "allocateBFloat16LocalArray", ScalarType.BF16);

    private IntrinsicsContext() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "localBarrier", "globalBarrier" -> IntrinsicsContext::barrier;
            case "simdSum" -> reduction(ReduceKind.SUM);
            case "simdMin" -> reduction(ReduceKind.MIN);
            case "simdMax" -> reduction(ReduceKind.MAX);
            case "simdAnd" -> reduction(ReduceKind.AND);
            case "simdOr" -> reduction(ReduceKind.OR);
            case "simdXor" -> reduction(ReduceKind.XOR);
            case "simdAll" -> vote(ReduceKind.AND);
            case "simdAny" -> vote(ReduceKind.OR);
            case "simdShuffle", "simdBroadcast" -> shuffle(ShuffleKind.LANE);
            case "simdShuffleXor" -> shuffle(ShuffleKind.XOR);
            case "simdShuffleUp" -> shuffle(ShuffleKind.UP);
            case "simdShuffleDown" -> shuffle(ShuffleKind.DOWN);
            default -> name.startsWith("atomic") ? IntrinsicsAtomics.find(name, 1) : localArray(LOCAL_ARRAYS.get(name));
        };
    }

    private static @Nullable Intrinsic localArray(@Nullable ScalarType element) {
        return element == null
                ? null
                : call -> call.lift().arrays.create(element, AddressSpace.THREADGROUP, call.operand(1));
    }

    private static @Nullable Operand barrier(Call call) {
        call.emitter().add(new MemoryOp.Barrier(call.emitter().location()));
        return null;
    }

    private static Intrinsic reduction(ReduceKind kind) {
        return call -> new Operand.Data(reduce(call, kind, call.scalar(1)));
    }

    private static Value reduce(Call call, ReduceKind kind, Value value) {
        Emitter emitter = call.emitter();
        return emitter.define(new SimdOp.Reduce(new Value(value.type()), kind, value, emitter.location()));
    }

    private static Intrinsic vote(ReduceKind kind) {
        return call -> {
            Value condition = call.emitter().toBool(call.scalar(1, ScalarType.I32));
            return new Operand.Data(call.emitter().toInt(reduce(call, kind, condition)));
        };
    }

    private static Intrinsic shuffle(ShuffleKind kind) {
        return call -> {
            Emitter emitter = call.emitter();
            Value value = call.scalar(1);
            Value lane = call.scalar(2, ScalarType.I32);
            return new Operand.Data(
                    emitter.define(new SimdOp.Shuffle(new Value(value.type()), kind, value, lane, emitter.location())));
        };
    }
}
