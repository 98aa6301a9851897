package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.AtomicKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** Atomic operations: of arrays on themselves, and of KernelContext, whose first argument is the array. */
final class IntrinsicsAtomics {
    private IntrinsicsAtomics() {}

    /** The intrinsic of a method; null where it is none of these. */
    static @Nullable Intrinsic find(String name, int array) {
        AtomicKind kind = switch (name) {
            case "atomicAdd" -> AtomicKind.ADD;
            case "atomicMin" -> AtomicKind.MIN;
            case "atomicMax" -> AtomicKind.MAX;
            case "atomicAnd" -> AtomicKind.AND;
            case "atomicOr" -> AtomicKind.OR;
            case "atomicXor" -> AtomicKind.XOR;
            case "atomicExchange" -> AtomicKind.EXCHANGE;
            case "atomicCompareExchange" -> AtomicKind.COMPARE_EXCHANGE;
            default -> null;
        };
        return kind == null ? null : call -> atomic(call, kind, array);
    }

    private static @Nullable Operand atomic(Call call, AtomicKind kind, int at) {
        Value array = call.array(at);
        if (array == null) {
            return call.unknown();
        }
        if (call.operand(at) instanceof Operand.ConstantArray constant) {
            call.lift().problems.writesStaticArray(constant.field());
            return call.unknown();
        }
        if (array.array().space() == AddressSpace.THREAD) {
            call.lift().problems.atomicOnOwnArray();
            return call.unknown();
        }
        ScalarType type = (ScalarType) array.array().element();
        Value index = call.scalar(at + 1, ScalarType.I32);
        boolean expects = kind == AtomicKind.COMPARE_EXCHANGE;
        Value expected = expects ? call.scalar(at + 2, type) : null;
        Value value = call.scalar(expects ? at + 3 : at + 2, type);
        return new Operand.Data(call.emitter()
                .define(new MemoryOp.Atomic(
                        new Value(type),
                        kind,
                        array,
                        index,
                        value,
                        expected,
                        true,
                        call.emitter().location())));
    }
}
