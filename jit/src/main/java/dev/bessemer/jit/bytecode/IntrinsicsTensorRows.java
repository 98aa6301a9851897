package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of TensorRows. */
final class IntrinsicsTensorRows {
    private IntrinsicsTensorRows() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "map" -> call -> mapped(call, call.operand(1) instanceof Operand.Lambda ? 1 : 2);
            case "add" -> arithmetic(BinaryKind.ADD);
            case "sub" -> arithmetic(BinaryKind.SUBTRACT);
            case "mul" -> arithmetic(BinaryKind.MULTIPLY);
            case "min" -> arithmetic(BinaryKind.MIN);
            case "max" -> arithmetic(BinaryKind.MAX);
            case "largest" -> IntrinsicsTensorRows::largest;
            case "store" -> IntrinsicsTensorRows::store;
            default -> null;
        };
    }

    private static @Nullable Operand mapped(Call call, int count) {
        List<Value> rows = rows(call, count);
        return rows == null ? call.unknown() : IntrinsicsMatrixElements.mapped(call, rows, 2);
    }

    private static Intrinsic arithmetic(BinaryKind kind) {
        return call -> {
            List<Value> rows = rows(call, 2);
            return rows == null ? call.unknown() : IntrinsicsMatrixElements.combined(call, rows, kind);
        };
    }

    private static @Nullable Operand largest(Call call) {
        Value rows = call.lift().operands.rows(call.operand(0));
        if (rows == null) {
            return call.unknown();
        }
        Emitter emitter = call.emitter();
        return new Operand.Data(
                emitter.define(new TileOp.LargestRow(new Value(ScalarType.F32), rows, emitter.location())));
    }

    private static @Nullable Operand store(Call call) {
        IntrinsicsTensor.store(call, call.lift().operands.rows(call.operand(0)));
        return null;
    }

    /** The first operands, all rows of as many; null where they are not, which is reported. */
    private static @Nullable List<Value> rows(Call call, int count) {
        Value first = call.lift().operands.rows(call.operand(0));
        Value last = count == 1 ? first : call.lift().operands.rows(call.operand(1));
        if (first == null || last == null) {
            return null;
        }
        if (!first.type().equals(last.type())) {
            call.lift().problems.report(Refusal.TENSOR_OTHER_ROWS, last.type(), first.type());
            return null;
        }
        return count == 1 ? List.of(first) : List.of(first, last);
    }
}
