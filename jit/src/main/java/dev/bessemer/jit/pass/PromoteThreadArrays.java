package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Turns the elements of a thread's own arrays into values, carried through control flow where they change. It takes arrays that are only
 * read and written at constant indices in range, of types that a store does not narrow; it leaves the others as memory.
 */
public final class PromoteThreadArrays implements Pass {
    @Override
    public String name() {
        return "promote-thread-arrays";
    }

    @Override
    public Function run(Function kernel) {
        Map<Value, Integer> constants = new HashMap<>();
        Regions.forEach(kernel.body(), op -> {
            if (op instanceof ScalarOp.Constant constant && constant.value() instanceof Integer value) {
                constants.put(constant.result(), value);
            }
        });
        Set<Value> arrays = promotable(kernel, constants);
        return arrays.isEmpty() ? kernel : kernel.withBody(new ArrayPromoter(arrays, constants).promote(kernel.body()));
    }

    private static Set<Value> promotable(Function kernel, Map<Value, Integer> constants) {
        Set<Value> arrays = new HashSet<>();
        Regions.forEach(kernel.body(), op -> {
            if (op instanceof MemoryOp.Allocate allocate
                    && isCandidate(allocate.result().array())) {
                arrays.add(allocate.result());
            }
        });
        Regions.forEach(kernel.body(), op -> removeOtherwiseUsed(op, constants, arrays));
        return arrays;
    }

    private static boolean isCandidate(ArrayType type) {
        return type.space() == AddressSpace.THREAD && !isNarrowedByStores(type.element());
    }

    private static boolean isNarrowedByStores(Type element) {
        return element == ScalarType.BOOL
                || element == ScalarType.I8
                || element == ScalarType.I16
                || element == ScalarType.U16;
    }

    private static void removeOtherwiseUsed(Op op, Map<Value, Integer> constants, Set<Value> arrays) {
        switch (op) {
            case MemoryOp.Load load -> removeUnlessConstant(load.array(), load.index(), constants, arrays);
            case MemoryOp.Store store -> removeUnlessConstant(store.array(), store.index(), constants, arrays);
            default -> op.operands().forEach(arrays::remove);
        }
    }

    private static void removeUnlessConstant(
            Value array, Value index, Map<Value, Integer> constants, Set<Value> arrays) {
        Integer place = constants.get(index);
        if (place == null || place < 0 || place >= array.array().length()) {
            arrays.remove(array);
        }
    }
}
