package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a kernel's tiles anyone ever sees: where all tiles are stored up to the same row, and no other effect depends on a row from there on,
 * products and element-wise ops need not compute these. A row of a tile depends on the same row of others alone, but for the right factor of a product.
 * With one query row, attention does an eighth of the work.
 */
final class LiveRows {
    /** A use that may see any row. */
    @SuppressWarnings("serial") // it leaves no method of this class
    private static final class SeenException extends RuntimeException {
        SeenException() {
            super(null, null, false, false);
        }
    }

    private final Map<Value, Op> definitions = new HashMap<>();

    /** Scalars that a row's lanes share and that come from the row's elements. */
    private final Set<Value> ofRows = new HashSet<>();

    private @Nullable Value limit;

    private LiveRows() {}

    /** What is known of a kernel. */
    static LiveRows of(Function kernel) {
        LiveRows rows = new LiveRows();
        try {
            rows.define(kernel.body());
            rows.findLimit(kernel);
            for (int before = -1; before != rows.ofRows.size(); ) {
                before = rows.ofRows.size();
                rows.visit(kernel.body(), false);
            }
        } catch (SeenException all) {
            rows.limit = null;
        }
        return rows;
    }

    /** The number of rows that are seen, which may be more than there are; null where all are. */
    @Nullable
    Value limit() {
        return limit;
    }

    /** Pushes how many of a tile's eight rows have to be computed, where there is a limit. */
    static void push(Code code, Values values, Value limit) {
        values.push(limit);
        code.push(TileType.EXTENT);
        code.call(Math.class, "min", "(II)I");
    }

    /** Whether all of these ops compute what only the rows that are seen need. */
    boolean areOfRows(List<Op> ops) {
        return limit != null
                && ops.stream().allMatch(op -> op instanceof ScalarOp scalar && ofRows.contains(scalar.result()));
    }

    private void define(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(result -> definitions.put(result, op));
            op.regions().forEach(this::define);
        }
    }

    /** The limit of all stores has to be known before the first op on tiles. */
    private void findLimit(Function kernel) {
        collect(kernel.body());
        Set<Value> known = new HashSet<>();
        kernel.parameters().forEach(parameter -> known.add(parameter.value()));
        for (Op op : kernel.body().ops()) {
            if (op instanceof TileOp || op instanceof ControlOp.For) {
                break;
            }
            known.addAll(op.results());
        }
        if (limit == null || !known.contains(limit)) {
            throw new SeenException();
        }
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof MemoryOp.StoreTile store) {
                Value rows = store.access().rows();
                if (rows == null || (limit != null && limit != rows)) {
                    throw new SeenException();
                }
                limit = rows;
            }
            op.regions().forEach(this::collect);
        }
    }

    /** @param guarded whether only lanes of rows below the limit come here */
    private void visit(Region region, boolean guarded) {
        for (Op op : region.ops()) {
            switch (op) {
                case ControlOp control -> visit(control, guarded);
                case TileOp tile -> visit(tile);
                case ScalarOp scalar -> {
                    if (usesRows(op)) {
                        ofRows.add(scalar.result());
                    }
                }
                case MemoryOp.Store store -> {
                    requireUnseen(store.index(), false);
                    requireUnseen(store.value(), guarded);
                }
                default -> requireNoRows(op);
            }
        }
    }

    private void visit(TileOp op) {
        switch (op) {
            case TileOp.RowReduce reduce -> ofRows.add(reduce.result());
            case TileOp.MultiplyAccumulate product -> requireWhole(product.b());
            case TileOp.MapElements map -> requireRows(map.result());
            case TileOp.Fill fill -> requireUnseen(fill.value(), false);
            case TileOp.ConvertTile _, TileOp.Slice _, TileOp.Concat _ -> {}
            case TileOp.Element _, TileOp.FromElements _, TileOp.ReduceTensor _, TileOp.Largest _ ->
                throw new SeenException();
        }
    }

    private void requireRows(Value tile) {
        if (tile.tile().rows() != TileType.EXTENT) {
            throw new SeenException();
        }
    }

    /** The right factor's rows all count: they have to come from memory, where nothing leaves any out. */
    private void requireWhole(Value tile) {
        switch (definitions.get(tile)) {
            case MemoryOp.LoadTile _ -> {}
            case TileOp.ConvertTile convert -> requireWhole(convert.tile());
            case TileOp.Slice slice -> requireWhole(slice.tile());
            case TileOp.Concat concat -> concat.tiles().forEach(this::requireWhole);
            case null, default -> throw new SeenException();
        }
    }

    private void visit(ControlOp op, boolean guarded) {
        switch (op) {
            case ControlOp.For loop -> {
                requireUnseen(loop.lower(), false);
                requireUnseen(loop.upper(), false);
                pass(loop.initial(), loop.carried());
                visit(loop.body(), guarded);
                pass(loop.body().terminator().operands(), loop.carried());
                pass(loop.carried(), loop.results());
            }
            case ControlOp.If branch -> {
                requireUnseen(branch.condition(), false);
                visit(branch.thenRegion(), guarded || isBelowLimit(branch.condition()));
                visit(branch.elseRegion(), guarded);
                for (Region region : branch.regions()) {
                    if (region.terminator() instanceof ControlOp.Yield yield) {
                        pass(yield.values(), branch.results());
                    }
                }
            }
            case ControlOp.Yield _, ControlOp.Continue _, ControlOp.Return _ -> {}
            case ControlOp.Block _, ControlOp.Loop _, ControlOp.Break _, ControlOp.ParallelFor _ ->
                throw new SeenException();
        }
    }

    /** Notes what takes over values of rows. */
    private void pass(List<Value> from, List<Value> to) {
        for (int i = 0; i < from.size(); i++) {
            if (ofRows.contains(from.get(i))) {
                ofRows.add(to.get(i));
            }
        }
    }

    private boolean isBelowLimit(Value condition) {
        return switch (definitions.get(condition)) {
            case ScalarOp.Binary both
            when both.kind() == BinaryKind.AND -> isBelowLimit(both.left()) || isBelowLimit(both.right());
            case ScalarOp.Compare compare ->
                compare.kind() == CompareKind.LT
                        && compare.right() == limit
                        && definitions.get(compare.left()) instanceof ScalarOp.Builtin builtin
                        && builtin.kind() == BuiltinKind.TILE_ROW;
            case null, default -> false;
        };
    }

    private boolean usesRows(Op op) {
        return op.operands().stream().anyMatch(ofRows::contains);
    }

    private void requireNoRows(Op op) {
        if (usesRows(op)) {
            throw new SeenException();
        }
    }

    private void requireUnseen(Value value, boolean guarded) {
        if (!guarded && ofRows.contains(value)) {
            throw new SeenException();
        }
    }
}
