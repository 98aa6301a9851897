package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns each cooperative tensor into 8x8 tiles, for devices that know nothing wider. The SIMD-groups that hold a tensor each have a rectangle of it,
 * and every control op that carried or gave a tensor carries or gives that rectangle's tiles, row by row.
 */
public final class LowerTensors implements Pass {
    @Override
    public String name() {
        return "lower-tensors";
    }

    @Override
    public Function run(Function kernel) {
        return Regions.contains(kernel.body(), LowerTensors::isOnTensors)
                ? kernel.withBody(new Lowering().region(kernel.body()))
                : kernel;
    }

    private static boolean isOnTensors(Op op) {
        return op instanceof TensorOp
                || (op instanceof TileOp tile && tile.result().type() instanceof TensorType);
    }

    private static final class Lowering {
        private final Map<Value, List<Value>> tiles = new HashMap<>();

        Region region(Region region) {
            List<Op> out = new ArrayList<>();
            List<Value> parameters = defined(region.parameters());
            for (Op op : region.ops()) {
                lower(op, out);
            }
            return new Region(parameters, out);
        }

        private void lower(Op op, List<Op> out) {
            switch (op) {
                case ControlOp control -> out.add(control(control));
                case TensorOp.Multiply it ->
                    define(
                            it.result(),
                            new TensorTiles(it.type(), out, it.location()).multiply(it, used(it.accumulator())));
                case TensorOp.LoadTensor it ->
                    define(it.result(), new TensorTiles(it.type(), out, it.location()).load(it));
                case TensorOp.StoreTensor it ->
                    new TensorTiles(it.type(), out, it.location()).store(it, used(it.tensor()));
                case TileOp it
                when it.result().type() instanceof TensorType type ->
                    define(it.result(), elements(it, new TensorTiles(type, out, it.location())));
                default -> out.add(op);
            }
        }

        private List<Value> elements(TileOp op, TensorTiles made) {
            return switch (op) {
                case TileOp.Fill fill -> made.fill(fill);
                case TileOp.MapElements map ->
                    made.map(map, map.tiles().stream().map(this::used).toList());
                default -> throw new IllegalArgumentException(op + " is on tensors");
            };
        }

        private void define(Value tensor, List<Value> parts) {
            tiles.put(tensor, parts);
        }

        private List<Value> used(Value tensor) {
            return tiles.getOrDefault(tensor, List.of(tensor));
        }

        private List<Value> used(List<Value> values) {
            return values.stream().flatMap(value -> used(value).stream()).toList();
        }

        private List<Value> defined(List<Value> values) {
            return values.stream()
                    .flatMap(value -> value.type() instanceof TensorType type
                            ? tiles.computeIfAbsent(value, v -> TensorTiles.fresh(type, v.name())).stream()
                            : List.of(value).stream())
                    .toList();
        }

        private ControlOp control(ControlOp op) {
            return switch (op) {
                case ControlOp.If it -> {
                    Region thenRegion = region(it.thenRegion());
                    Region elseRegion = region(it.elseRegion());
                    yield new ControlOp.If(
                            defined(it.results()), it.condition(), thenRegion, elseRegion, it.location());
                }
                case ControlOp.Block it ->
                    new ControlOp.Block(defined(it.results()), it.label(), region(it.body()), it.location());
                case ControlOp.For it ->
                    new ControlOp.For(
                            defined(it.results()),
                            it.label(),
                            it.lower(),
                            it.upper(),
                            it.step(),
                            used(it.initial()),
                            region(it.body()),
                            it.location());
                case ControlOp.Loop it ->
                    new ControlOp.Loop(
                            defined(it.results()), it.label(), used(it.initial()), region(it.body()), it.location());
                case ControlOp.ParallelFor it ->
                    new ControlOp.ParallelFor(
                            it.dimension(), it.lower(), it.upper(), it.step(), region(it.body()), it.location());
                case ControlOp.Yield it -> new ControlOp.Yield(used(it.values()), it.location());
                case ControlOp.Break it -> new ControlOp.Break(it.target(), used(it.values()), it.location());
                case ControlOp.Continue it -> new ControlOp.Continue(it.target(), used(it.values()), it.location());
                case ControlOp.Return it -> it;
            };
        }
    }
}
