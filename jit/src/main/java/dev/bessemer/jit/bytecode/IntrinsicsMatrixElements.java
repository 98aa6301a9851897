package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SimdgroupMatrix's element-wise methods; what a lambda does to an element becomes the body of a {@link TileOp.MapElements}. */
final class IntrinsicsMatrixElements {
    private IntrinsicsMatrixElements() {}

    static @Nullable Intrinsic find(String name) {
        return switch (name) {
            case "add" -> arithmetic(BinaryKind.ADD);
            case "sub" -> arithmetic(BinaryKind.SUBTRACT);
            case "mul" -> arithmetic(BinaryKind.MULTIPLY);
            case "min" -> arithmetic(BinaryKind.MIN);
            case "max" -> arithmetic(BinaryKind.MAX);
            case "scale" -> IntrinsicsMatrixElements::scale;
            case "map" -> call -> mapped(call, 2);
            case "mapIndexed" -> call -> mapped(call, 0);
            default -> null;
        };
    }

    private static Intrinsic arithmetic(BinaryKind kind) {
        return call -> {
            List<Value> tiles = IntrinsicsMatrix.tiles(call, 2);
            return tiles == null ? call.unknown() : combined(call, tiles, kind);
        };
    }

    /** Two tiles, or tensors, combined element by element. */
    static Operand combined(Call call, List<Value> tiles, BinaryKind kind) {
        return elements(call, tiles, p -> call.emitter().binary(kind, p.get(2), p.get(3)));
    }

    /** A tensor or a vector with its numbers converted; null where it has such numbers already, which is reported. */
    static @Nullable Operand converted(Call call, Value whole, ScalarType to) {
        if (whole.cooperative().element() == to) {
            call.lift().problems.report(Refusal.TENSOR_NUMBERS, call.name(), whole.type());
            return call.unknown();
        }
        CooperativeType result = whole.cooperative().with(to);
        return elements(call, List.of(whole), result, p -> call.emitter().convert(p.get(2), to));
    }

    private static @Nullable Operand scale(Call call) {
        List<Value> tiles = IntrinsicsMatrix.tiles(call, 1);
        Value factor = call.scalar(1, ScalarType.F32);
        return tiles == null
                ? call.unknown()
                : elements(call, tiles, p -> call.emitter().binary(BinaryKind.MULTIPLY, p.get(2), factor));
    }

    private static @Nullable Operand mapped(Call call, int from) {
        List<Value> tiles = IntrinsicsMatrix.tiles(call, 1);
        return tiles == null ? call.unknown() : mapped(call, tiles, from);
    }

    /**
     * The first of tiles, or tensors, with the call's function, which stands behind them, applied to each element.
     *
     * @param from the function's first parameter: 0 for row, column and elements, 2 for elements alone
     */
    static @Nullable Operand mapped(Call call, List<Value> tiles, int from) {
        if (!(call.operand(tiles.size()) instanceof Operand.Lambda lambda)) {
            call.lift().problems.report(Refusal.UNKNOWN_FUNCTION, call.name());
            return call.unknown();
        }
        return elements(call, tiles, p -> {
            List<Value> arguments = p.subList(from, p.size());
            List<Operand> operands = new ArrayList<>();
            arguments.forEach(argument -> operands.add(new Operand.Data(argument)));
            Operand result = call.lift().objects.call(lambda, operands);
            return call.lift()
                    .operands
                    .scalar(result == null ? new Operand.Unknown(false) : result, number(tiles.getFirst()));
        });
    }

    /** What a function of elements computes with. */
    private static ScalarType number(Value tile) {
        return tile.type() instanceof CooperativeType held ? held.element() : ScalarType.F32;
    }

    /** A map whose body a function emits from row, column and the elements, all of one type. */
    private static Operand elements(Call call, List<Value> tiles, Function<List<Value>, Value> body) {
        return elements(call, tiles, tiles.getFirst().type(), body);
    }

    private static Operand elements(Call call, List<Value> tiles, Type type, Function<List<Value>, Value> body) {
        Emitter emitter = call.emitter();
        List<Value> parameters =
                new ArrayList<>(List.of(new Value(ScalarType.I32, "row"), new Value(ScalarType.I32, "column")));
        tiles.forEach(tile -> parameters.add(new Value(number(tile), "x")));
        List<Op> outside = emitter.ops();
        List<Op> inside = new ArrayList<>();
        emitter.into(inside);
        Value result = body.apply(parameters);
        emitter.into(outside);
        inside.add(new ControlOp.Yield(List.of(result), emitter.location()));
        Region region = new Region(parameters, inside);
        new PureForm(call.lift().session).check(region);
        return new Operand.Data(
                emitter.define(new TileOp.MapElements(new Value(type), tiles, region, emitter.location())));
    }
}
