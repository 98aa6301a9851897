package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the wide tiles that a region's packing asks for, by the ops that define the narrow ones. */
final class Panels {
    private final Region region;
    private final IndexExpressions expressions;
    private final TileNeighbours neighbours;
    private final PackedOps packed;
    private final Map<Value, Integer> positions;
    private final Map<TileGrid, Value> known = new HashMap<>();
    private final Set<Value> carried;
    private final Map<TileGrid, Value> carriedPanels = new LinkedHashMap<>();
    private final Map<TileGrid, Value> outerPanels = new LinkedHashMap<>();

    /**
     * @param positions where in the region each value is defined
     * @param carried parameters of the region that may become panels
     */
    Panels(
            Region region,
            IndexExpressions expressions,
            PackedOps packed,
            Map<Value, Integer> positions,
            Set<Value> carried) {
        this.region = region;
        this.expressions = expressions;
        this.packed = packed;
        this.positions = positions;
        this.carried = new HashSet<>(carried);
        neighbours = new TileNeighbours(expressions);
    }

    /** Groups of the region's parameters that became one, with the new parameter. */
    Map<TileGrid, Value> carriedPanels() {
        return carriedPanels;
    }

    /** What the region wants of the one around it, with the stand-ins it uses. */
    Map<TileGrid, Value> outerPanels() {
        return outerPanels;
    }

    /** The wide tile of tiles side by side. */
    Value row(List<Value> tiles) {
        TileGrid grid = TileGrid.row(tiles);
        Value panel = known.get(grid);
        if (panel == null) {
            panel = tiles.size() == 1 ? grid.first() : make(grid);
            known.put(grid, panel);
        }
        return panel;
    }

    private Value make(TileGrid grid) {
        if (grid.tiles().stream().noneMatch(this::isLocal)) {
            return outerPanels.computeIfAbsent(grid, wanted -> new Value(wanted.type(), wanted.name()));
        }
        if (carried.containsAll(grid.tiles()) && new HashSet<>(grid.tiles()).size() == grid.columns()) {
            return carriedPanel(grid);
        }
        Value panel = packed.wholeOfSlices(grid);
        if (panel == null) {
            panel = makeLoad(grid);
        }
        if (panel == null) {
            panel = compute(grid);
        }
        return panel == null ? concatenate(grid) : panel;
    }

    private boolean isLocal(Value tile) {
        return positions.containsKey(tile)
                || packed.knows(tile)
                || region.parameters().contains(tile);
    }

    private Value carriedPanel(TileGrid grid) {
        Value parameter = new Value(grid.type(), grid.name());
        grid.tiles().forEach(carried::remove);
        carriedPanels.put(grid, parameter);
        packed.replaceBySlices(grid, parameter, Location.NONE);
        return parameter;
    }

    private Value concatenate(TileGrid grid) {
        Value panel = new Value(grid.type(), grid.name());
        packed.add(new TileOp.Concat(panel, grid.tiles(), locationOf(grid)));
        return panel;
    }

    private Location locationOf(TileGrid grid) {
        Op definition = expressions.definition(grid.first());
        return definition == null ? Location.NONE : definition.location();
    }

    /** The ops that define a grid's tiles, when all are of one class and stand in this region unchanged; else null. */
    private <T extends Op> @Nullable List<T> definitions(TileGrid grid, Class<T> type) {
        List<T> ops = new ArrayList<>(grid.tiles().size());
        Set<Value> seen = new HashSet<>();
        for (Value tile : grid.tiles()) {
            Integer position = positions.get(tile);
            Op op = position == null || packed.knows(tile) || !seen.add(tile)
                    ? null
                    : region.ops().get(position);
            if (!type.isInstance(op)) {
                return null;
            }
            ops.add(type.cast(op));
        }
        return ops;
    }

    // Loads.

    /** One load of what the grid's loads bring, made once; null when they are not loads of neighbours. */
    @Nullable
    Value load(TileGrid grid) {
        Value panel = known.get(grid);
        if (panel == null) {
            panel = makeLoad(grid);
            if (panel == null) {
                panel = makeConvertedLoad(grid);
            }
            if (panel != null) {
                known.put(grid, panel);
            }
        }
        return panel;
    }

    /** One conversion of one load. */
    private @Nullable Value makeConvertedLoad(TileGrid grid) {
        List<TileOp.ConvertTile> ops = definitions(grid, TileOp.ConvertTile.class);
        if (ops == null) {
            return null;
        }
        List<Value> tiles = new ArrayList<>();
        ops.forEach(op -> tiles.add(op.tile()));
        Value loaded = load(new TileGrid(tiles, grid.columns()));
        return loaded == null ? null : convert(grid, loaded);
    }

    private Value convert(TileGrid grid, Value tile) {
        Value panel = new Value(grid.type(), grid.name());
        packed.add(new TileOp.ConvertTile(panel, tile, locationOf(grid)));
        packed.replaceBySlices(grid, panel, locationOf(grid));
        return panel;
    }

    private @Nullable Value makeLoad(TileGrid grid) {
        List<MemoryOp.LoadTile> loads = definitions(grid, MemoryOp.LoadTile.class);
        if (loads == null || !areNeighbours(grid, loads) || isWrittenBetween(grid)) {
            return null;
        }
        MemoryOp.LoadTile first = loads.getFirst();
        boolean checked = loads.stream().anyMatch(MemoryOp.LoadTile::checked);
        Value panel = new Value(grid.type(), grid.name());
        MemoryOp.LoadTile wide = new MemoryOp.LoadTile(
                panel, neighbours.widened(first.access()), first.element(), checked, first.location());
        loads.forEach(load -> packed.substitute(load, List.of()));
        packed.substitute(first, List.of(wide));
        packed.replaceBySlices(grid, panel, first.location());
        return panel;
    }

    private boolean areNeighbours(TileGrid grid, List<MemoryOp.LoadTile> loads) {
        MemoryOp.LoadTile first = loads.getFirst();
        int earliest = positions.getOrDefault(grid.first(), 0);
        for (int i = 1; i < loads.size(); i++) {
            MemoryOp.LoadTile load = loads.get(i);
            if (positions.getOrDefault(load.result(), 0) < earliest
                    || load.element() != first.element()
                    || !neighbours.isPart(first.access(), load.access(), grid.rowOf(i), grid.columnOf(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isWrittenBetween(TileGrid grid) {
        int from = positions.getOrDefault(grid.first(), 0);
        int to = from;
        for (Value tile : grid.tiles()) {
            to = Math.max(to, positions.getOrDefault(tile, 0));
        }
        Region between = Region.of(region.ops().subList(from, to));
        return Regions.contains(between, Panels::mayWriteTileMemory);
    }

    private static boolean mayWriteTileMemory(Op op) {
        return switch (op) {
            case MemoryOp.Store store -> store.array().array().space() != AddressSpace.THREAD;
            case MemoryOp.StoreTile store -> true;
            case MemoryOp.Atomic atomic -> true;
            case MemoryOp.Barrier barrier -> true;
            default -> false;
        };
    }

    // Pure ops.

    private @Nullable Value compute(TileGrid grid) {
        Value panel = fill(grid);
        if (panel == null) {
            panel = convert(grid);
        }
        if (panel == null) {
            panel = map(grid);
        }
        return panel;
    }

    private @Nullable Value fill(TileGrid grid) {
        Op first = expressions.definition(grid.first());
        if (!(first instanceof TileOp.Fill fill)) {
            return null;
        }
        for (Value tile : grid.tiles()) {
            if (!(expressions.definition(tile) instanceof TileOp.Fill other) || !isSameFill(fill, other)) {
                return null;
            }
        }
        Value panel = new Value(grid.type(), grid.name());
        packed.add(new TileOp.Fill(panel, fill.value(), fill.location()));
        return panel;
    }

    private boolean isSameFill(TileOp.Fill first, TileOp.Fill other) {
        if (first.value() == other.value()) {
            return true;
        }
        return expressions.definition(first.value()) instanceof ScalarOp.Constant a
                && expressions.definition(other.value()) instanceof ScalarOp.Constant b
                && a.value().equals(b.value());
    }

    private @Nullable Value convert(TileGrid grid) {
        List<TileOp.ConvertTile> ops = definitions(grid, TileOp.ConvertTile.class);
        if (ops == null) {
            return null;
        }
        List<Value> tiles = new ArrayList<>();
        ops.forEach(op -> tiles.add(op.tile()));
        return convert(grid, row(tiles));
    }

    private @Nullable Value map(TileGrid grid) {
        List<TileOp.MapElements> ops = definitions(grid, TileOp.MapElements.class);
        if (ops == null || !areIndependent(grid, ops) || !MapBodies.areAlike(expressions, ops)) {
            return null;
        }
        TileOp.MapElements first = ops.getFirst();
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < first.tiles().size(); i++) {
            List<Value> tiles = new ArrayList<>();
            for (TileOp.MapElements op : ops) {
                tiles.add(op.tiles().get(i));
            }
            operands.add(row(tiles));
        }
        Value panel = new Value(grid.type(), grid.name());
        packed.add(new TileOp.MapElements(panel, operands, first.body(), first.location()));
        packed.replaceBySlices(grid, panel, first.location());
        return panel;
    }

    private boolean areIndependent(TileGrid grid, List<TileOp.MapElements> ops) {
        List<Value> inputs = new ArrayList<>();
        ops.forEach(op -> Regions.forEachUse(op, inputs::add));
        return !new Reach(region, positions).reaches(inputs, new HashSet<>(grid.tiles()));
    }

    /** Takes a wide tile made elsewhere for the row of tiles it stands for. */
    void define(List<Value> tiles, Value panel, Location location) {
        TileGrid grid = TileGrid.row(tiles);
        packed.replaceBySlices(grid, panel, location);
        known.put(grid, panel);
    }
}
