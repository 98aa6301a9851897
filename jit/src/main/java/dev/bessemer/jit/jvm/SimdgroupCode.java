package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * What one SIMD-group executes: tile and SIMD-group ops and uniform values once, and runs of the others between them in a loop over tile rows or
 * lanes.
 */
final class SimdgroupCode implements RegionCode {
    private static final int ROWS = TileType.EXTENT;

    private final Code code;
    private final Values values;
    private final Levels levels;
    private final Uses uses;
    private final ThreadCode threads;
    private final TileCode tiles;
    private final SimdCode simd;
    private final ControlCode control;
    private final Assignments assignments;
    private final int active;
    private final LiveRows live;
    private final @Nullable LaneLoopCode laneLoops;
    private final List<Op> pending = new ArrayList<>();
    private final Set<Value> pendingResults = new HashSet<>();
    private Values.@Nullable Kind pendingKind;
    private @Nullable Label end;
    private int depth;

    /**
     * @param laneLoops for loops of lanes by vectors; null where these may not be used
     * @param active local variable of the number of lanes that the threadgroup fills
     */
    SimdgroupCode(
            Code code,
            Values values,
            Levels levels,
            Uses uses,
            ThreadCode threads,
            TileCode tiles,
            LiveRows live,
            @Nullable LaneLoopCode laneLoops,
            int active) {
        this.code = code;
        this.values = values;
        this.levels = levels;
        this.uses = uses;
        this.threads = threads;
        this.tiles = tiles;
        this.active = active;
        this.live = live;
        this.laneLoops = laneLoops;
        simd = new SimdCode(code, values, levels, this);
        assignments = new Assignments(code, values, levels, tiles);
        control = new ControlCode(code, values, this);
    }

    /** Says where a SIMD-group that returns goes on. */
    void returnTo(Label label) {
        end = label;
    }

    Assignments assignments() {
        return assignments;
    }

    int active() {
        return active;
    }

    /**
     * Emits a run of a region's ops.
     *
     * @param region the run's place, or a part of it
     */
    void run(Region region, List<Op> ops) {
        List<Op> reached = Completion.reached(ops);
        LastUses last = reached.size() == region.ops().size() ? new LastUses(reached) : LastUses.NONE;
        tiles.within(region, () -> ops(reached, last));
    }

    @Override
    public void region(Region region) {
        depth++;
        run(region, region.ops());
        depth--;
    }

    private void ops(List<Op> ops, LastUses uses) {
        List<Value> dead = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            code.allowCut();
            switch (levels.of(op)) {
                case UNIFORM -> uniform(op);
                case ROW -> defer(op, Values.Kind.ROW);
                case LANE -> lanes(op);
                case SIMDGROUP -> {
                    flush();
                    together(op);
                }
                case THREADGROUP -> throw new UnsupportedKernelException(op.location(), "a barrier at this place");
            }
            dead.addAll(uses.after(i));
            if (pendingKind == null) {
                values.release(dead);
                dead.clear();
            }
        }
        flush();
    }

    /** A uniform op goes before the loops being gathered, unless it needs them or their effects. */
    private void uniform(Op op) {
        if (op instanceof MemoryOp || op.operands().stream().anyMatch(pendingResults::contains)) {
            flush();
        }
        if (!(op instanceof MemoryOp.Allocate)) {
            threads.emit(op);
        }
    }

    private void lanes(Op op) {
        if (laneLoops != null && op instanceof ControlOp.For loop && laneLoops.canEmit(loop)) {
            flush();
            defer(laneLoops.emit(loop), Values.Kind.LANE);
        } else {
            defer(op, Values.Kind.LANE);
        }
    }

    private void defer(Op op, Values.Kind kind) {
        if (pendingKind != kind) {
            flush();
        }
        pendingKind = kind;
        pending.add(op);
        pendingResults.addAll(op.results());
    }

    /** Emits the gathered ops as one loop. */
    private void flush() {
        Values.Kind kind = pendingKind;
        if (kind == null) {
            return;
        }
        List<Op> run = List.copyOf(pending);
        pending.clear();
        pendingResults.clear();
        pendingKind = null;
        Exits.check(run, depth == 0);
        Uses inside = new Uses(run);
        for (Op op : run) {
            for (Value result : op.results()) {
                if (result.type() instanceof ScalarType && uses.of(result) > inside.of(result)) {
                    values.place(result, kind);
                }
            }
        }
        Value limit = kind == Values.Kind.ROW && live.areOfRows(run) ? live.limit() : null;
        loop(kind, limit, () -> run.forEach(threads::emit));
        run.forEach(op -> values.release(op.results()));
    }

    /** Emits a loop over the rows or the active lanes. */
    void loop(Values.Kind kind, Runnable body) {
        loop(kind, null, body);
    }

    /** @param limit of the rows that are needed, if there is one */
    private void loop(Values.Kind kind, @Nullable Value limit, Runnable body) {
        Label next = new Label();
        threads.returnTo(next);
        code.countedLoop(
                () -> pushBound(kind, limit),
                index -> {
                    values.enter(kind, index);
                    body.run();
                    values.enter(null, 0);
                },
                next);
    }

    private void pushBound(Values.Kind kind, @Nullable Value limit) {
        if (kind != Values.Kind.ROW) {
            code.load(Type.INT_TYPE, active);
        } else if (limit == null) {
            code.push(ROWS);
        } else {
            LiveRows.push(code, values, limit);
        }
    }

    private void together(Op op) {
        switch (op) {
            case ControlOp flow -> control.emit(flow);
            case SimdOp exchange -> simd.emit(exchange);
            case MemoryOp.LoadTile load -> tiles.load(load);
            case MemoryOp.StoreTile store -> tiles.store(store);
            case TileOp.Element element -> element(element);
            case TileOp.FromElements elements -> fromElements(elements);
            case TileOp tile -> tiles.emit(tile);
            default -> throw new IllegalStateException("not for a SIMD-group: " + op);
        }
    }

    private void element(TileOp.Element op) {
        values.place(op.result(), Values.Kind.LANE);
        loop(Values.Kind.LANE, () -> {
            tiles.pushPanel(op.tile());
            code.load(Type.INT_TYPE, values.loopIndex());
            code.push(op.index());
            code.call(LaneLayout.class, "element", "([FIIII)F");
            if (MapBody.isOfInts(op.tile())) {
                ConvertCode.bitcast(code, ScalarType.F32, ScalarType.I32);
            }
            values.define(op.result());
        });
        values.forgetLocal(op.result());
    }

    private void fromElements(TileOp.FromElements op) {
        tiles.place(op.result());
        loop(Values.Kind.LANE, () -> {
            set(op, 0, op.first());
            set(op, 1, op.second());
        });
    }

    private void set(TileOp.FromElements op, int index, Value value) {
        tiles.pushPanel(op.result());
        code.load(Type.INT_TYPE, values.loopIndex());
        code.push(index);
        values.push(value);
        if (MapBody.isOfInts(op.result())) {
            ConvertCode.bitcast(code, ScalarType.I32, ScalarType.F32);
        }
        ConvertCode.round(code, op.result().tile().element());
        code.call(LaneLayout.class, "set", "([FIIIIF)V");
    }

    @Override
    public void shareTiles(List<Value> carried, List<Value> initial, List<Value> results) {
        tiles.share(carried, initial, results);
    }

    @Override
    public void declare(List<Value> targets) {
        assignments.declare(targets);
    }

    @Override
    public void assign(List<Value> targets, List<Value> sources) {
        flush();
        assignments.assign(targets, sources);
    }

    @Override
    public void leave() {
        if (end == null) {
            throw new IllegalStateException("nowhere to return to");
        }
        code.goTo(end);
    }
}
