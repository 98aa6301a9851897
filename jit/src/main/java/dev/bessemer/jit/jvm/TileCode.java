package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Tile ops as calls of microkernels on panels in the frame's floats. */
final class TileCode {
    /**
     * Where a tile lies.
     *
     * @param base local variable of where the frame begins, or what else {@code at} counts from
     * @param at its first element
     * @param stride floats from row to row
     */
    record Panel(int base, int at, int stride) {
        /** The panel of a part. */
        Panel part(int row, int column) {
            return new Panel(base, at + row * stride + column, stride);
        }
    }

    private static final String PANEL = "[FII";
    private static final String EXTENTS = "II";

    private final Code code;
    private final Values values;
    private final Uses uses;
    private final ReusedLoads reused;
    private final TileMemoryCode memory;
    private final MapCode maps;
    private final @Nullable ProductCode products;
    private final Map<Value, Panel> panels = new HashMap<>();
    private final Set<Value> parts = new HashSet<>();
    private final Set<Value> kept = new HashSet<>();
    private Set<Value> definedHere = new HashSet<>();

    /** @param products for products by vectors; null where these may not be used */
    TileCode(
            Code code,
            Values values,
            Uses uses,
            ReusedLoads reused,
            TileMemoryCode memory,
            MapCode maps,
            @Nullable ProductCode products) {
        this.code = code;
        this.values = values;
        this.uses = uses;
        this.reused = reused;
        this.memory = memory;
        this.maps = maps;
        this.products = products;
    }

    /** Emits a region: what it defines may be overwritten by what follows in it. */
    void within(Region region, Runnable emission) {
        Set<Value> outer = definedHere;
        definedHere = new HashSet<>(region.parameters());
        for (Op op : region.ops()) {
            definedHere.addAll(op.results());
        }
        emission.run();
        definedHere = outer;
    }

    /** Gives a tile a panel of its own, unless it has one. */
    Panel place(Value tile) {
        return panels.computeIfAbsent(tile, made -> {
            TileType type = made.tile();
            int at = values.reserve(Type.FLOAT_TYPE, type.rows() * type.columns());
            return new Panel(values.frame(Type.FLOAT_TYPE).base(), at, type.columns());
        });
    }

    private Panel panel(Value tile) {
        Panel panel = panels.get(tile);
        if (panel == null) {
            throw new IllegalStateException("no panel has " + tile);
        }
        return panel;
    }

    /** Pushes array, place of the first element and row stride. */
    void pushPanel(Value tile) {
        pushPanel(panel(tile));
    }

    private void pushPanel(Panel panel) {
        code.load(Type.getType(float[].class), values.frame(Type.FLOAT_TYPE).array());
        pushPlace(panel);
        code.push(panel.stride());
    }

    private void pushPlace(Panel panel) {
        code.load(Type.INT_TYPE, panel.base());
        code.push(panel.at());
        code.op(Opcodes.IADD);
    }

    private void pushExtents(TileType type) {
        code.push(type.rows());
        code.push(type.columns());
    }

    /** Lets a result take the panel of an operand that nothing else uses. */
    private void placeOver(Value result, Value operand) {
        boolean free = uses.of(operand) == 1 && definedHere.contains(operand) && isWhole(operand);
        if (free
                && result.tile().rows() == operand.tile().rows()
                && result.tile().columns() == operand.tile().columns()) {
            panels.put(result, panel(operand));
        } else {
            place(result);
        }
    }

    /** {@link RegionCode#shareTiles}. */
    void share(List<Value> carried, List<Value> initial, List<Value> results) {
        for (int i = 0; i < carried.size(); i++) {
            if (isTile(carried.get(i))) {
                placeOver(carried.get(i), initial.get(i));
                panels.put(results.get(i), panel(carried.get(i)));
            }
        }
    }

    private boolean isWhole(Value tile) {
        return !parts.contains(tile);
    }

    void emit(TileOp op) {
        switch (op) {
            case TileOp.Fill fill -> fill(fill);
            case TileOp.MultiplyAccumulate multiply -> multiply(multiply);
            case TileOp.MapElements map -> map(map);
            case TileOp.RowReduce reduce -> reduce(reduce);
            case TileOp.ConvertTile convert -> convert(convert);
            case TileOp.Slice slice -> slice(slice);
            case TileOp.Concat concat -> concat(concat);
            case TileOp.Element element -> throw new IllegalStateException("a lane's op: " + element);
            case TileOp.FromElements elements -> throw new IllegalStateException("a lane's op: " + elements);
            case TileOp.ReduceTensor reduce -> throw new IllegalStateException("lowered to tiles before: " + reduce);
            case TileOp.Largest largest -> throw new IllegalStateException("lowered to tiles before: " + largest);
        }
    }

    private void fill(TileOp.Fill op) {
        place(op.result());
        pushPanel(op.result());
        values.push(op.value());
        if (MapBody.isOfInts(op.result())) {
            ConvertCode.bitcast(code, ScalarType.I32, ScalarType.F32);
        }
        ConvertCode.round(code, op.result().tile().element());
        pushExtents(op.result().tile());
        code.call(PanelMath.class, "fill", "(" + PANEL + "F" + EXTENTS + ")V");
    }

    private void multiply(TileOp.MultiplyAccumulate op) {
        placeOver(op.result(), op.c());
        ScalarType element = op.result().tile().element();
        if (products != null && element == ScalarType.F32) {
            multiply(products, op);
            return;
        }
        pushPanel(op.result());
        pushPanel(op.c());
        pushPanel(op.a());
        pushPanel(op.b());
        pushExtents(op.result().tile());
        code.push(op.a().tile().columns());
        String name = switch (element) {
            case F16 -> "multiplyAccumulateF16";
            case BF16 -> "multiplyAccumulateBF16";
            default -> "multiplyAccumulate";
        };
        code.call(PanelMultiply.class, name, "(" + PANEL.repeat(4) + "III)V");
    }

    private void multiply(ProductCode by, TileOp.MultiplyAccumulate op) {
        TileType type = op.result().tile();
        Panel d = panel(op.result());
        Panel c = panel(op.c());
        Panel a = panel(op.a());
        Panel b = panel(op.b());
        code.load(Type.getType(float[].class), values.frame(Type.FLOAT_TYPE).array());
        for (Panel panel : List.of(d, c, a, b)) {
            pushPlace(panel);
        }
        by.call(
                code,
                values,
                new ProductCode.Shape(
                        type.rows(),
                        type.columns(),
                        op.a().tile().columns(),
                        d.stride(),
                        c.stride(),
                        a.stride(),
                        b.stride()));
    }

    private void map(TileOp.MapElements op) {
        placeOver(op.result(), op.tiles().getFirst());
        maps.emit(op, panel(op.result()), op.tiles().stream().map(this::panel).toList());
    }

    private void reduce(TileOp.RowReduce op) {
        Values.Place rows = values.place(op.result(), Values.Kind.ROW);
        values.pushElement(rows);
        pushPanel(op.tile());
        pushExtents(op.tile().tile());
        boolean ofInts = MapBody.isOfInts(op.tile());
        String name = switch (op.kind()) {
            case SUM -> ofInts ? "rowSumOfInts" : "rowSum";
            case MAX -> ofInts ? "rowMaxOfInts" : "rowMax";
            case MIN, AND, OR, XOR -> throw new UnsupportedKernelException(op.location(), "a row's " + op.kind());
        };
        code.call(PanelReduce.class, name, (ofInts ? "([II" : "([FI") + PANEL + EXTENTS + ")V");
    }

    private void convert(TileOp.ConvertTile op) {
        if (isReused(op.tile())) {
            reuse(op.result(), panel(op.tile()));
            return;
        }
        placeOver(op.result(), op.tile());
        boolean same = panel(op.result()).equals(panel(op.tile()));
        ScalarType to = op.result().tile().element();
        if (to == ScalarType.F32 || to == op.tile().tile().element()) {
            if (!same) {
                copy(panel(op.result()), panel(op.tile()), op.result().tile());
            }
            return;
        }
        pushPanel(op.result());
        pushPanel(op.tile());
        pushExtents(op.result().tile());
        code.call(
                PanelMath.class,
                to == ScalarType.F16 ? "roundToF16" : "roundToBF16",
                "(" + PANEL + PANEL + EXTENTS + ")V");
    }

    private void slice(TileOp.Slice op) {
        Panel part = panel(op.tile()).part(op.row(), op.column());
        if (isReused(op.tile())) {
            reuse(op.result(), part);
        } else {
            parts.add(op.result());
            panels.put(op.result(), part);
        }
    }

    private boolean isReused(Value tile) {
        return kept.contains(tile);
    }

    /** Lets a value stand for a panel, or a part of one, that is kept: it is never written to. */
    private void reuse(Value value, Panel panel) {
        kept.add(value);
        parts.add(value);
        panels.put(value, panel);
    }

    private void concat(TileOp.Concat op) {
        Panel wide = place(op.result());
        int column = 0;
        for (Value tile : op.tiles()) {
            copy(wide.part(0, column), panel(tile), tile.tile());
            column += tile.tile().columns();
        }
    }

    private void copy(Panel to, Panel from, TileType type) {
        pushPanel(to);
        pushPanel(from);
        pushExtents(type);
        code.call(PanelMath.class, "copy", "(" + PANEL + PANEL + EXTENTS + ")V");
    }

    void load(MemoryOp.LoadTile op) {
        Panel own = place(op.result());
        ReusedLoads.Site site = reused.of(op.result());
        if (site == null) {
            memory.load(op, () -> pushPanel(own));
            return;
        }
        int place =
                memory.loadUnlessKept(op, site, () -> pushPlace(own), at -> pushPanel(new Panel(at, 0, own.stride())));
        reuse(op.result(), new Panel(place, 0, own.stride()));
    }

    void store(MemoryOp.StoreTile op) {
        memory.store(op, () -> pushPanel(op.tile()));
    }

    /** Copies the tiles among the values, as if all at once. */
    void assign(List<Value> targets, List<Value> sources) {
        boolean crossed = false;
        for (int i = 0; i < targets.size(); i++) {
            for (int j = 0; j < i; j++) {
                crossed |= isTile(targets.get(i)) && isTile(targets.get(j)) && overlap(targets.get(j), sources.get(i));
            }
        }
        for (int i = 0; i < targets.size(); i++) {
            if (isTile(targets.get(i)) && !crossed) {
                move(panel(sources.get(i)), targets.get(i));
            }
        }
        if (crossed) {
            assignCrossed(targets, sources);
        }
    }

    private boolean overlap(Value target, Value source) {
        Panel to = place(target);
        Panel from = panel(source);
        int toEnd = to.at() + to.stride() * target.tile().rows();
        int fromEnd = from.at() + from.stride() * source.tile().rows();
        return to.at() < fromEnd && from.at() < toEnd;
    }

    private static boolean isTile(Value value) {
        return value.type() instanceof TileType;
    }

    private void move(Panel from, Value target) {
        Panel to = place(target);
        if (!to.equals(from)) {
            copy(to, from, target.tile());
        }
    }

    private void assignCrossed(List<Value> targets, List<Value> sources) {
        Map<Value, Panel> copies = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            if (isTile(targets.get(i))) {
                Panel copy = place(new Value(targets.get(i).type()));
                copy(copy, panel(sources.get(i)), targets.get(i).tile());
                copies.put(targets.get(i), copy);
            }
        }
        copies.forEach((target, copy) -> move(copy, target));
    }
}
