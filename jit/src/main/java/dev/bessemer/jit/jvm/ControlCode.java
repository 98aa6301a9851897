package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Structured control flow as jumps, the same at every level of execution. */
final class ControlCode {
    /** Where a yield, break or continue leads, and the values it sets. */
    private record Target(List<Value> values, org.objectweb.asm.Label label) {}

    private final Code code;
    private final Values values;
    private final RegionCode regions;
    private final Deque<Target> yields = new ArrayDeque<>();
    private final Map<Label, Target> breaks;
    private final Map<Label, Target> continues;

    ControlCode(Code code, Values values, RegionCode regions) {
        this(code, values, regions, new HashMap<>(), new HashMap<>());
    }

    private ControlCode(
            Code code, Values values, RegionCode regions, Map<Label, Target> breaks, Map<Label, Target> continues) {
        this.code = code;
        this.values = values;
        this.regions = regions;
        this.breaks = breaks;
        this.continues = continues;
    }

    void emit(ControlOp op) {
        switch (op) {
            case ControlOp.If branch -> branch(branch);
            case ControlOp.Block block -> block(block);
            case ControlOp.For loop -> counted(loop);
            case ControlOp.Loop loop -> endless(loop);
            case ControlOp.Yield yield -> leave(Objects.requireNonNull(yields.peek()), yield.values());
            case ControlOp.Break exit -> leave(target(breaks, exit.target()), exit.values());
            case ControlOp.Continue next -> leave(target(continues, next.target()), next.values());
            case ControlOp.Return exit -> regions.leave();
            case ControlOp.ParallelFor inner -> counted(plain(inner));
        }
    }

    /** A parallel loop inside another: its iterations one after another. */
    private static ControlOp.For plain(ControlOp.ParallelFor op) {
        Label label = new Label("");
        List<Op> ops = new ArrayList<>(returnTo(label, op.body()).ops());
        ops.set(ops.size() - 1, new ControlOp.Continue(label, List.of(), op.location()));
        return new ControlOp.For(
                List.of(),
                label,
                op.lower(),
                op.upper(),
                op.step(),
                List.of(),
                op.body().withOps(ops),
                op.location());
    }

    /** A thread that returns from the inner loop ends one iteration of it. */
    private static Region returnTo(Label label, Region region) {
        Mapping inner = new Mapping() {
            @Override
            public Region region(Region nested) {
                return returnTo(label, nested);
            }
        };
        return region.withOps(region.ops().stream()
                .map(op -> op instanceof ControlOp.Return
                        ? new ControlOp.Continue(label, List.of(), op.location())
                        : op instanceof ControlOp.ParallelFor ? op : op.map(inner))
                .toList());
    }

    private static Target target(Map<Label, Target> targets, Label label) {
        return Objects.requireNonNull(targets.get(label), "a label outside its scope");
    }

    private void leave(Target target, List<Value> sources) {
        regions.assign(target.values(), sources);
        code.goTo(target.label());
    }

    private void region(Region region, Target yield) {
        yields.push(yield);
        regions.region(region);
        yields.pop();
    }

    private void branch(ControlOp.If op) {
        org.objectweb.asm.Label otherwise = new org.objectweb.asm.Label();
        Target end = new Target(op.results(), new org.objectweb.asm.Label());
        regions.declare(op.results());
        values.push(op.condition());
        code.jump(Opcodes.IFEQ, otherwise);
        region(op.thenRegion(), end);
        code.mark(otherwise);
        region(op.elseRegion(), end);
        code.mark(end.label());
    }

    private void block(ControlOp.Block op) {
        Target end = new Target(op.results(), new org.objectweb.asm.Label());
        regions.declare(op.results());
        breaks.put(op.label(), end);
        region(op.body(), end);
        code.mark(end.label());
    }

    private void counted(ControlOp.For op) {
        Type type = JvmTypes.of(op.index().scalar());
        regions.shareTiles(op.carried(), op.initial(), op.results());
        regions.declare(op.carried());
        regions.declare(op.results());
        regions.assign(op.carried(), op.initial());
        values.push(op.upper());
        int upper = code.storeNew(type);
        values.push(op.lower());
        int index = values.declare(op.index());
        code.store(type, index);
        Target end = new Target(op.results(), new org.objectweb.asm.Label());
        Target next = new Target(op.carried(), new org.objectweb.asm.Label());
        org.objectweb.asm.Label done = new org.objectweb.asm.Label();
        org.objectweb.asm.Label top = new org.objectweb.asm.Label();
        breaks.put(op.label(), end);
        continues.put(op.label(), next);
        code.mark(top);
        exitUnlessBelow(type, index, upper, done);
        region(op.body(), next);
        code.mark(next.label());
        step(type, index, op.step());
        code.goTo(top);
        code.mark(done);
        regions.assign(op.results(), op.carried());
        code.mark(end.label());
        code.release(type, upper);
        values.release(List.of(op.index()));
        values.release(op.carried());
    }

    private void exitUnlessBelow(Type type, int index, int upper, org.objectweb.asm.Label done) {
        code.load(type, index);
        code.load(type, upper);
        if (type.equals(Type.LONG_TYPE)) {
            code.op(Opcodes.LCMP);
            code.jump(Opcodes.IFGE, done);
        } else {
            code.jump(Opcodes.IF_ICMPGE, done);
        }
    }

    private void step(Type type, int index, long step) {
        if (type.equals(Type.INT_TYPE) && step <= Short.MAX_VALUE) {
            code.method().visitIincInsn(index, (int) step);
            return;
        }
        code.load(type, index);
        if (type.equals(Type.LONG_TYPE)) {
            code.push(step);
        } else {
            code.push((int) step);
        }
        code.op(type.getOpcode(Opcodes.IADD));
        code.store(type, index);
    }

    private void endless(ControlOp.Loop op) {
        List<Value> carried = op.body().parameters();
        regions.declare(carried);
        regions.declare(op.results());
        regions.assign(carried, op.initial());
        Target end = new Target(op.results(), new org.objectweb.asm.Label());
        Target next = new Target(carried, new org.objectweb.asm.Label());
        breaks.put(op.label(), end);
        continues.put(op.label(), next);
        code.mark(next.label());
        region(op.body(), next);
        code.mark(end.label());
        values.release(carried);
    }
}
