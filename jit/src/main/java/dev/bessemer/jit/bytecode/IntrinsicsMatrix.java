package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SimdgroupMatrix's methods. */
final class IntrinsicsMatrix {
    private IntrinsicsMatrix() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "zero" -> call -> zero(call, element(call));
            case "filled" -> IntrinsicsMatrix::filled;
            case "multiply" -> IntrinsicsMatrix::multiply;
            case "multiplyAccumulate" -> IntrinsicsMatrix::multiplyAccumulate;
            case "rowMax" -> call -> rowReduce(call, ReduceKind.MAX);
            case "rowSum" -> call -> rowReduce(call, ReduceKind.SUM);
            case "element" -> IntrinsicsMatrix::elementOf;
            case "withElements" -> IntrinsicsMatrix::withElements;
            case "row" -> call -> new Operand.Data(builtin(call, BuiltinKind.TILE_ROW));
            case "column" -> IntrinsicsMatrix::column;
            case "toF32" -> call -> converted(call, ScalarType.F32);
            case "toF16" -> call -> converted(call, ScalarType.F16);
            case "toBF16" -> call -> converted(call, ScalarType.BF16);
            case "load" -> IntrinsicsMatrixMemory::load;
            case "store" -> call -> IntrinsicsMatrixMemory.store(call, 0, 1, 1);
            default -> IntrinsicsMatrixElements.find(name);
        };
    }

    /** The element type that the class a static method is called on names. */
    static ScalarType element(Call call) {
        return ApiTypes.value(call.owner()) instanceof TileType tile ? tile.element() : ScalarType.F32;
    }

    private static Operand zero(Call call, ScalarType element) {
        return fill(call, TileType.of(element), call.emitter().constant(element, 0f));
    }

    private static Operand fill(Call call, TileType type, Value value) {
        Emitter emitter = call.emitter();
        return new Operand.Data(emitter.define(new TileOp.Fill(new Value(type), value, emitter.location())));
    }

    private static Operand filled(Call call) {
        ScalarType element = element(call);
        Value value = call.emitter().convert(call.scalar(0, ScalarType.F32), element);
        return fill(call, TileType.of(element), value);
    }

    private static @Nullable Operand multiply(Call call) {
        Value a = call.tile(0);
        Value b = call.tile(1);
        if (a == null || b == null) {
            return call.unknown();
        }
        Operand zero = zero(call, a.tile().element());
        return zero instanceof Operand.Data(Value c) ? multiplyAccumulate(call, a, b, c) : zero;
    }

    private static @Nullable Operand multiplyAccumulate(Call call) {
        Value a = call.tile(0);
        Value b = call.tile(1);
        Value c = call.tile(2);
        return a == null || b == null || c == null ? call.unknown() : multiplyAccumulate(call, a, b, c);
    }

    private static Operand multiplyAccumulate(Call call, Value a, Value b, Value c) {
        Emitter emitter = call.emitter();
        return new Operand.Data(
                emitter.define(new TileOp.MultiplyAccumulate(new Value(c.type()), a, b, c, emitter.location())));
    }

    private static @Nullable Operand rowReduce(Call call, ReduceKind kind) {
        Value tile = call.tile(0);
        Emitter emitter = call.emitter();
        return tile == null
                ? call.unknown()
                : new Operand.Data(emitter.define(
                        new TileOp.RowReduce(new Value(ScalarType.F32), kind, tile, emitter.location())));
    }

    /** The number of one of a lane's two elements; null where it is none, which is reported. */
    private static @Nullable Integer elementIndex(Call call) {
        Integer index = call.constant(1, "the number of an element");
        if (index != null && index != 0 && index != 1) {
            call.lift().problems.report(Refusal.MATRIX_ELEMENT, index);
            return null;
        }
        return index;
    }

    private static @Nullable Operand elementOf(Call call) {
        Value tile = call.tile(0);
        Integer index = elementIndex(call);
        Emitter emitter = call.emitter();
        return tile == null || index == null
                ? call.unknown()
                : new Operand.Data(
                        emitter.define(new TileOp.Element(new Value(ScalarType.F32), tile, index, emitter.location())));
    }

    private static @Nullable Operand withElements(Call call) {
        Value tile = call.tile(0);
        Value first = call.scalar(1, ScalarType.F32);
        Value second = call.scalar(2, ScalarType.F32);
        Emitter emitter = call.emitter();
        return tile == null
                ? call.unknown()
                : new Operand.Data(emitter.define(
                        new TileOp.FromElements(new Value(tile.type()), first, second, emitter.location())));
    }

    private static Value builtin(Call call, BuiltinKind kind) {
        Emitter emitter = call.emitter();
        return emitter.define(new ScalarOp.Builtin(new Value(ScalarType.I32), kind, emitter.location()));
    }

    private static @Nullable Operand column(Call call) {
        Integer index = elementIndex(call);
        if (index == null) {
            return call.unknown();
        }
        Value column = builtin(call, BuiltinKind.TILE_COLUMN);
        return new Operand.Data(
                index == 0
                        ? column
                        : call.emitter()
                                .binary(BinaryKind.ADD, column, call.emitter().constant(1)));
    }

    private static @Nullable Operand converted(Call call, ScalarType element) {
        Value tile = call.tile(0);
        return tile == null ? call.unknown() : converted(call, tile, element);
    }

    private static Operand converted(Call call, Value tile, ScalarType element) {
        Emitter emitter = call.emitter();
        return new Operand.Data(
                tile.tile().element() == element
                        ? tile
                        : emitter.define(
                                new TileOp.ConvertTile(new Value(TileType.of(element)), tile, emitter.location())));
    }

    static @Nullable Operand convertToArray(Call call) {
        Value array = call.array(0);
        Value tile = call.tile(1);
        return array == null || tile == null
                ? call.unknown()
                : converted(call, tile, (ScalarType) array.array().element());
    }

    static @Nullable Operand newMatrices(Call call) {
        Value array = call.array(0);
        if (array == null) {
            return call.unknown();
        }
        TileType type = TileType.of((ScalarType) array.array().element());
        return call.lift().arrays.create(type, AddressSpace.THREAD, call.operand(1));
    }

    /** The tiles among some operands; null where one is none, which is reported. */
    static @Nullable List<Value> tiles(Call call, int count) {
        Value first = call.tile(0);
        Value second = count > 1 ? call.tile(1) : first;
        if (first == null || second == null) {
            return null;
        }
        return count > 1 ? List.of(first, second) : List.of(first);
    }
}
