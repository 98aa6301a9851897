package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.PureOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Merges stores of narrow tiles, next to each other in memory and with no other effect between them, into one of a wide tile. */
final class StorePacker {
    private final Region region;
    private final TileNeighbours neighbours;
    private final Panels panels;
    private final PackedOps packed;

    StorePacker(Region region, IndexExpressions expressions, Panels panels, PackedOps packed) {
        this.region = region;
        this.panels = panels;
        this.packed = packed;
        neighbours = new TileNeighbours(expressions);
    }

    void pack() {
        List<MemoryOp.StoreTile> run = new ArrayList<>();
        for (Op op : region.ops()) {
            if (op instanceof PureOp) {
                continue;
            }
            if (!(op instanceof MemoryOp.StoreTile store) || !extend(run, store)) {
                merge(run);
                run.clear();
                if (op instanceof MemoryOp.StoreTile store) {
                    run.add(store);
                }
            }
        }
        merge(run);
    }

    /** Adds a store to a run, if it stands right of the run's last one. */
    private boolean extend(List<MemoryOp.StoreTile> run, MemoryOp.StoreTile store) {
        if (run.isEmpty()) {
            return false;
        }
        MemoryOp.StoreTile first = run.getFirst();
        boolean follows = first.tile().type().equals(store.tile().type())
                && neighbours.isPart(first.access(), store.access(), 0, TileType.EXTENT * run.size());
        if (follows) {
            run.add(store);
        }
        return follows;
    }

    private void merge(List<MemoryOp.StoreTile> run) {
        if (run.size() < 2) {
            return;
        }
        MemoryOp.StoreTile first = run.getFirst();
        List<Value> tiles = new ArrayList<>();
        run.forEach(store -> tiles.add(store.tile()));
        boolean checked = run.stream().anyMatch(MemoryOp.StoreTile::checked);
        run.forEach(store -> packed.substitute(store, List.of()));
        packed.substitute(
                run.getLast(),
                List.of(new MemoryOp.StoreTile(
                        panels.row(tiles), neighbours.widened(first.access()), checked, first.location())));
    }
}
