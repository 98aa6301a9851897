package dev.bessemer.jit.jvm;

import dev.bessemer.jit.analysis.Uniformity;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * What a threadgroup executes: control flow around barriers once, and between barriers runs of ops in a loop over the SIMD-groups. The end of such
 * a loop is the barrier.
 */
final class ThreadgroupCode implements RegionCode {
    private final Code code;
    private final Values values;
    private final Levels levels;
    private final Uses uses;
    private final Threads threads;
    private final ThreadCode thread;
    private final SimdgroupCode simdgroup;
    private final ControlCode control;
    private final Label end = new Label();
    private final List<Op> pending = new ArrayList<>();
    private final Region body;
    private Region current;
    private int depth;

    ThreadgroupCode(
            Code code,
            Values values,
            Levels levels,
            Uses uses,
            Threads threads,
            ThreadCode thread,
            SimdgroupCode simdgroup,
            Region body) {
        this.code = code;
        this.values = values;
        this.levels = levels;
        this.uses = uses;
        this.threads = threads;
        this.thread = thread;
        this.simdgroup = simdgroup;
        this.body = body;
        current = body;
        control = new ControlCode(code, values, this);
    }

    /** Emits the kernel's body; without barriers it is one run. */
    void body(boolean barriers) {
        if (barriers) {
            region(body);
        } else {
            Label next = new Label();
            simdgroup.returnTo(next);
            threads.forEachSimdgroup(() -> simdgroup.run(body, body.ops()), next);
        }
        code.mark(end);
    }

    @Override
    public void region(Region region) {
        Region outer = current;
        current = region;
        depth++;
        ops(region.ops());
        depth--;
        current = outer;
    }

    private void ops(List<Op> ops) {
        for (Op op : Completion.reached(ops)) {
            code.allowCut();
            if (op instanceof ControlOp flow && (op instanceof ControlOp.Terminator || isTogether(op))) {
                flush();
                control.emit(flow);
            } else if (op instanceof MemoryOp.Barrier) {
                flush();
            } else if (isOnce(op)) {
                if (op instanceof MemoryOp || reads(op)) {
                    flush();
                }
                thread.emit(op);
            } else {
                pending.add(op);
            }
        }
        flush();
    }

    private boolean isTogether(Op op) {
        return levels.of(op) == Levels.Level.THREADGROUP || levels.isLeftTogether(op, Uniformity.Scope.THREADGROUP);
    }

    private boolean isOnce(Op op) {
        boolean simple = op instanceof ScalarOp || op instanceof MemoryOp.Load || op instanceof MemoryOp.Divide;
        return simple
                && levels.of(op) == Levels.Level.UNIFORM
                && levels.isReachedByAll(op)
                && levels.isThreadgroupUniform(op.results().getFirst());
    }

    private boolean reads(Op op) {
        return pending.stream().anyMatch(other -> other.results().stream().anyMatch(op.operands()::contains));
    }

    /** Emits the gathered ops as one loop over the SIMD-groups. */
    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<Op> run = List.copyOf(pending);
        pending.clear();
        Exits.check(run, depth == 1);
        Uses inside = new Uses(run);
        for (Op op : run) {
            for (Value result : op.results()) {
                if (result.type() instanceof ScalarType && uses.of(result) > inside.of(result)) {
                    values.place(result, levels.kind(result));
                }
            }
        }
        Label next = new Label();
        simdgroup.returnTo(next);
        Region around = current;
        threads.forEachSimdgroup(() -> simdgroup.run(around, run), next);
        run.forEach(op -> op.results().forEach(values::forgetLocal));
    }

    @Override
    public void shareTiles(List<Value> carried, List<Value> initial, List<Value> results) {
        simdgroup.shareTiles(carried, initial, results);
    }

    @Override
    public void declare(List<Value> targets) {
        for (Value target : targets) {
            boolean local = target.type() instanceof ScalarType && levels.isThreadgroupUniform(target);
            if (!local && target.type() instanceof ScalarType) {
                values.place(target, levels.kind(target));
            }
        }
        simdgroup.declare(targets.stream()
                .filter(target -> target.type() instanceof TileType)
                .toList());
    }

    @Override
    public void assign(List<Value> targets, List<Value> sources) {
        flush();
        List<Value> shared = new ArrayList<>();
        List<Value> sharedSources = new ArrayList<>();
        List<Value> own = new ArrayList<>();
        List<Value> ownSources = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Value target = targets.get(i);
            boolean local = target.type() instanceof ScalarType && levels.isThreadgroupUniform(target);
            (local ? shared : own).add(target);
            (local ? sharedSources : ownSources).add(sources.get(i));
        }
        if (!own.isEmpty()) {
            threads.forEachSimdgroup(() -> simdgroup.assignments().assign(own, ownSources), new Label());
            own.forEach(values::forgetLocal);
        }
        thread.assign(shared, sharedSources);
    }

    @Override
    public void leave() {
        code.goTo(end);
    }
}
