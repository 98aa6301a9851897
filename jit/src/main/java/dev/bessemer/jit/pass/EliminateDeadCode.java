package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drops ops, results of control flow and values carried by loops that no effect depends on, and arrays that are written only. A checked access and a
 * checked division stay, because they can fault, and a loop without a bound stays, because it may not end.
 */
public final class EliminateDeadCode implements Pass {
    @Override
    public String name() {
        return "dce";
    }

    @Override
    public Function run(Function kernel) {
        Sweeper sweeper = new Sweeper(new LiveValues(kernel));
        Region body = sweeper.sweep(kernel.body(), List.of());
        return sweeper.dropped ? kernel.withBody(body) : kernel;
    }

    /** Rebuilds regions without what is not live. */
    private static final class Sweeper implements Mapping {
        private final LiveValues live;
        private final Map<Label, Targets> targets = new HashMap<>();
        private List<Value> yieldTargets = List.of();
        private boolean dropped;

        Sweeper(LiveValues live) {
            this.live = live;
        }

        /** What breaks and continues to a label give. */
        private record Targets(List<Value> results, List<Value> carried) {}

        /** Rebuilds a region whose yield gives the values for {@code results}. */
        Region sweep(Region region, List<Value> results) {
            List<Value> outer = yieldTargets;
            yieldTargets = results;
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                if (live.isKept(op)) {
                    ops.add(rebuild(op));
                } else {
                    dropped = true;
                }
            }
            yieldTargets = outer;
            return region.withOps(ops);
        }

        private Op rebuild(Op op) {
            return switch (op) {
                case ControlOp.If branch ->
                    new ControlOp.If(
                            kept(branch.results(), branch.results()),
                            branch.condition(),
                            sweep(branch.thenRegion(), branch.results()),
                            sweep(branch.elseRegion(), branch.results()),
                            branch.location());
                case ControlOp.Block block -> {
                    targets.put(block.label(), new Targets(block.results(), List.of()));
                    Region body = sweep(block.body(), block.results());
                    yield new ControlOp.Block(
                            kept(block.results(), block.results()), block.label(), body, block.location());
                }
                case ControlOp.For loop -> loop(loop);
                case ControlOp.Loop loop -> loop(loop);
                case ControlOp.Yield yield -> new ControlOp.Yield(kept(yield.values(), yieldTargets), yield.location());
                case ControlOp.Break leave ->
                    new ControlOp.Break(
                            leave.target(), kept(leave.values(), target(leave.target()).results), leave.location());
                case ControlOp.Continue next ->
                    new ControlOp.Continue(
                            next.target(), kept(next.values(), target(next.target()).carried), next.location());
                case ControlOp.ParallelFor loop -> loop.map(this);
                case TileOp.MapElements map -> map.map(this);
                default -> op;
            };
        }

        /** A region whose yield gives what is live anyway. */
        @Override
        public Region region(Region region) {
            return sweep(region, region.terminator().operands());
        }

        private Op loop(ControlOp.For loop) {
            List<Value> carried = loop.carried();
            targets.put(loop.label(), new Targets(loop.results(), carried));
            List<Value> parameters = new ArrayList<>(List.of(loop.index()));
            parameters.addAll(kept(carried, carried));
            Region body = sweep(loop.body(), List.of());
            return new ControlOp.For(
                    kept(loop.results(), carried),
                    loop.label(),
                    loop.lower(),
                    loop.upper(),
                    loop.step(),
                    kept(loop.initial(), carried),
                    new Region(parameters, body.ops()),
                    loop.location());
        }

        private Op loop(ControlOp.Loop loop) {
            List<Value> carried = loop.body().parameters();
            targets.put(loop.label(), new Targets(loop.results(), carried));
            Region body = sweep(loop.body(), List.of());
            return new ControlOp.Loop(
                    kept(loop.results(), loop.results()),
                    loop.label(),
                    kept(loop.initial(), carried),
                    new Region(kept(carried, carried), body.ops()),
                    loop.location());
        }

        private Targets target(Label label) {
            Targets found = targets.get(label);
            if (found == null) {
                throw new IllegalStateException("a jump to ^" + label.name() + ", which does not enclose it");
            }
            return found;
        }

        /** Those values whose counterpart among {@code targets} is live. */
        private List<Value> kept(List<Value> values, List<Value> targets) {
            List<Value> kept = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                if (live.isLive(targets.get(i))) {
                    kept.add(values.get(i));
                }
            }
            dropped |= kept.size() < values.size();
            return kept;
        }
    }
}
