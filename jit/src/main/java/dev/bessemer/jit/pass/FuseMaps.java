package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp.Fill;
import dev.bessemer.jit.ir.TileOp.MapElements;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts an element-wise op into the one that alone reads its result, so that the tile between them is never stored, for the CPU device: a maximum or a
 * sum over eight tiles side by side becomes one op. A fill that an element-wise op reads becomes the number itself. Only floats are passed on, which
 * no store would round.
 */
public final class FuseMaps implements Pass {
    /** The ops of a body that is long enough. */
    private static final int MOST_OPS = 32;

    /** The tiles that a body may read. */
    private static final int MOST_TILES = 12;

    /** Row and column, the parameters of a body before its elements. */
    private static final int ELEMENTS = 2;

    @Override
    public String name() {
        return "fuse-maps";
    }

    @Override
    public Function run(Function kernel) {
        return kernel.withBody(new Fuser(kernel.body()).region(kernel.body()));
    }

    /** One run over a kernel. */
    private static final class Fuser implements Mapping {
        private final Map<Value, Integer> uses = new HashMap<>();
        private final Map<Value, Fill> fills = new HashMap<>();
        private Map<Value, MapElements> here = new HashMap<>();
        private final Set<Value> absorbed = new HashSet<>();

        Fuser(Region body) {
            Regions.forEach(body, op -> {
                op.operands().forEach(value -> uses.merge(value, 1, Integer::sum));
                if (op instanceof Fill fill && isFloat(fill.result())) {
                    fills.put(fill.result(), fill);
                }
            });
        }

        private static boolean isFloat(Value tile) {
            return tile.tile().element() == ScalarType.F32;
        }

        @Override
        public Region region(Region region) {
            Map<Value, MapElements> outer = here;
            here = new HashMap<>();
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                ops.add(op instanceof MapElements map ? fused(map) : op.map(this));
            }
            ops.removeIf(op -> op instanceof MapElements map && absorbed.contains(map.result()));
            here = outer;
            return region.withOps(ops);
        }

        private MapElements fused(MapElements map) {
            if (!isArithmetic(map)) {
                return map;
            }
            MapElements whole = map;
            for (int i = 0; i < whole.tiles().size(); ) {
                Value tile = whole.tiles().get(i);
                MapElements before = here.get(tile);
                Fill fill = fills.get(tile);
                if (before != null && uses.getOrDefault(tile, 0) == 1 && fit(before, whole)) {
                    absorbed.add(tile);
                    whole = merge(before, whole, i);
                } else if (fill != null && whole.tiles().size() > 1) {
                    whole = inline(fill, whole, i);
                } else {
                    i++;
                }
            }
            if (isFloat(whole.result())) {
                here.put(whole.result(), whole);
            }
            return whole;
        }

        private static boolean isArithmetic(MapElements map) {
            return map.body().ops().stream().allMatch(op -> op instanceof ScalarOp || op instanceof ControlOp.Yield);
        }

        private static boolean fit(MapElements before, MapElements after) {
            return before.tiles().size() + after.tiles().size() - 1 <= MOST_TILES
                    && before.body().ops().size() + after.body().ops().size() <= MOST_OPS;
        }

        /** One op that computes an element of an op's result where the other reads it. */
        private static MapElements merge(MapElements before, MapElements after, int operand) {
            List<Value> outer = before.body().parameters();
            List<Op> first = before.body().ops();
            List<Value> parameters = new ArrayList<>(after.body().parameters());
            Value element = parameters.remove(ELEMENTS + operand);
            parameters.addAll(ELEMENTS + operand, outer.subList(ELEMENTS, outer.size()));
            List<Value> tiles = new ArrayList<>(after.tiles());
            tiles.remove(operand);
            tiles.addAll(operand, before.tiles());
            Map<Value, Value> renamed = new HashMap<>();
            for (int i = 0; i < ELEMENTS; i++) {
                renamed.put(outer.get(i), parameters.get(i));
            }
            Value computed = first.getLast().operands().getFirst();
            renamed.put(element, renamed.getOrDefault(computed, computed));
            List<Op> ops = new ArrayList<>(renamed(first.subList(0, first.size() - 1), renamed));
            ops.addAll(renamed(after.body().ops(), renamed));
            return new MapElements(after.result(), tiles, new Region(parameters, ops), after.location());
        }

        /** The op with the number that fills an operand in the place of its elements. */
        private static MapElements inline(Fill fill, MapElements map, int operand) {
            List<Value> parameters = new ArrayList<>(map.body().parameters());
            Value element = parameters.remove(ELEMENTS + operand);
            List<Value> tiles = new ArrayList<>(map.tiles());
            tiles.remove(operand);
            List<Op> ops = renamed(map.body().ops(), Map.of(element, fill.value()));
            return new MapElements(map.result(), tiles, new Region(parameters, ops), map.location());
        }

        private static List<Op> renamed(List<Op> ops, Map<Value, Value> values) {
            Mapping mapping = new Mapping() {
                @Override
                public Value use(Value operand) {
                    return values.getOrDefault(operand, operand);
                }
            };
            return ops.stream().map(op -> op.map(mapping)).toList();
        }
    }
}
