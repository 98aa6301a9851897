package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.BlockState.Exit;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns blocks into nested regions, after Ramsey's "Beyond Relooper": a block's code holds the code of what it dominates; where
 * several edges meet, the meeting block follows a {@link ControlOp.Block} that they break out of; a loop's header becomes a
 * {@link ControlOp.Loop}.
 *
 * <p>What a loop dominates but does not contain is placed after the loop. Where all edges into a meeting block are the ends of the
 * branches before it, no block is needed: the branches yield its parameters. Where one branch of an if leaves, the other's code
 * follows the if: {@code while (c) body} is a loop that begins with {@code if (c) {} else break}, and ends with a continue.
 */
final class Structurer {
    private final LiftSession session;
    private final FlowGraph graph;
    private final Map<FlowBlock, BlockState> states;
    private final Map<FlowBlock, ParallelMark> marks;
    private final Placement placement;
    private final Map<FlowBlock, Target> targets = new HashMap<>();

    Structurer(
            LiftSession session,
            FlowGraph graph,
            Map<FlowBlock, BlockState> states,
            Map<FlowBlock, ParallelMark> marks) {
        this.session = session;
        this.graph = graph;
        this.states = states;
        this.marks = marks;
        placement = new Placement(graph, states);
    }

    /** What a jump to a block is while inside the region that the block follows or heads. */
    private static final class Target {
        final Label label;
        final boolean isContinue;
        boolean used;

        Target(Label label, boolean isContinue) {
            this.label = label;
            this.isContinue = isContinue;
        }
    }

    MethodLift.Lifted structure() {
        FlowBlock entry = graph.blocks.getFirst();
        FlowBlock exit = graph.exit;
        if (exit == null) {
            return new MethodLift.Lifted(emit(entry, List.of(), null), null);
        }
        if (!states.containsKey(exit)) {
            List<Op> ops = emit(entry, List.of(), null);
            return new MethodLift.Lifted(ops.subList(0, ops.size() - 1), null);
        }
        Enclosed whole = enclose(exit, follow -> emit(entry, List.of(), follow));
        bind(exit, whole.results());
        return new MethodLift.Lifted(whole.ops(), state(exit).entry);
    }

    private BlockState state(FlowBlock block) {
        BlockState state = states.get(block);
        if (state == null) {
            throw new IllegalStateException("a block was not lifted");
        }
        return state;
    }

    /**
     * The code of a block and all that is placed in it, ended by a terminator.
     *
     * @param arguments what its parameters become
     * @param follow the block that a yield goes on to; null where there is none
     */
    private List<Op> emit(FlowBlock block, List<Value> arguments, @Nullable FlowBlock follow) {
        List<Op> ops = new ArrayList<>();
        append(new Next(block, arguments), follow, ops);
        return ops;
    }

    /** A block that the code so far goes on to, and what its parameters become. */
    private record Next(FlowBlock block, List<Value> arguments) {}

    /** Appends a block, the one that follows it, and so on: long methods are sequences, and too deep for a recursion. */
    private void append(@Nullable Next first, @Nullable FlowBlock follow, List<Op> ops) {
        Next next = first;
        while (next != null) {
            if (next.block.isHeader()) {
                next = loop(next, follow, ops);
            } else {
                bind(next.block, next.arguments);
                next = code(next.block, follow, ops);
            }
        }
    }

    /** Appends a loop; gives the block that follows it, if one is placed there. */
    private @Nullable Next loop(Next header, @Nullable FlowBlock follow, List<Op> ops) {
        List<FlowBlock> after = placement.after(header.block);
        if (after.size() <= 1) {
            return loop(header, after.isEmpty() ? null : after.getFirst(), follow, ops);
        }
        return enclose(after.subList(1, after.size()), ops, inner -> {
            List<Op> loop = new ArrayList<>();
            append(loop(header, after.getFirst(), inner, loop), inner, loop);
            return loop;
        });
    }

    private void bind(FlowBlock block, List<Value> arguments) {
        List<Value> parameters = state(block).values();
        for (int i = 0; i < parameters.size(); i++) {
            session.replace(parameters.get(i), arguments.get(i));
        }
    }

    /** Appends a block's own code; gives the block that all of it goes on to, if one is placed in it. */
    private @Nullable Next code(FlowBlock block, @Nullable FlowBlock follow, List<Op> ops) {
        BlockState state = state(block);
        ops.addAll(state.ops);
        List<FlowBlock> inside = placement.inside(block);
        if (inside.isEmpty()) {
            ops.addAll(exit(state, follow));
            return null;
        }
        return enclose(inside, ops, inner -> exit(state, inner));
    }

    /** Appends some code and the blocks it goes on to, but for the last, which it gives. */
    private Next enclose(List<FlowBlock> blocks, List<Op> ops, Function<@Nullable FlowBlock, List<Op>> code) {
        FlowBlock last = blocks.getLast();
        List<FlowBlock> others = blocks.subList(0, blocks.size() - 1);
        Enclosed enclosed = enclose(last, inner -> {
            if (others.isEmpty()) {
                return code.apply(inner);
            }
            List<Op> before = new ArrayList<>();
            append(enclose(others, before, code), inner, before);
            return before;
        });
        ops.addAll(enclosed.ops);
        return new Next(last, enclosed.results);
    }

    /** Code that goes on to a block, and what the block's parameters become. */
    private record Enclosed(List<Op> ops, List<Value> results) {}

    private Enclosed enclose(FlowBlock block, Function<@Nullable FlowBlock, List<Op>> code) {
        Target target = new Target(new Label(""), false);
        Target outer = targets.put(block, target);
        List<Op> inner = new ArrayList<>(code.apply(block));
        restore(block, outer);
        List<Value> results;
        if (target.used) {
            results = results(block);
            inner = new ArrayList<>(
                    List.of(new ControlOp.Block(results, target.label, Region.of(inner), location(block))));
        } else if (inner.removeLast() instanceof ControlOp.Yield yield) {
            results = yield.values();
        } else {
            throw new IllegalStateException("nothing goes on to a block that is placed");
        }
        return new Enclosed(inner, results);
    }

    private void restore(FlowBlock block, @Nullable Target outer) {
        if (outer == null) {
            targets.remove(block);
        } else {
            targets.put(block, outer);
        }
    }

    /** Values for a block's parameters; a header's own are those of its loop's body. */
    private List<Value> results(FlowBlock block) {
        return block.isHeader() ? copies(block) : state(block).values();
    }

    private List<Value> copies(FlowBlock block) {
        return state(block).values().stream().map(Value::copy).toList();
    }

    private Location location(FlowBlock block) {
        BlockState state = state(block);
        return state.ops.isEmpty() ? state.location : state.ops.getFirst().location();
    }

    /**
     * Appends a loop.
     *
     * @param next the block that leaving the loop goes on to, which it gives; null where it goes on to {@code follow}
     */
    private @Nullable Next loop(Next header, @Nullable FlowBlock next, @Nullable FlowBlock follow, List<Op> ops) {
        FlowBlock leave = next == null ? follow : next;
        Label label = new Label("");
        List<Op> body = loopBody(header.block, leave, label);
        List<Value> results = leave == null ? List.of() : leave == next ? results(leave) : copies(leave);
        Location location = location(header.block);
        ParallelMark mark = marks.get(header.block);
        if (mark != null) {
            session.parallelLoops.put(label, mark);
        }
        Region region = new Region(state(header.block).values(), body);
        ops.add(new ControlOp.Loop(results, label, header.arguments, region, location));
        if (next != null) {
            return new Next(next, results);
        }
        ops.add(follow == null ? new ControlOp.Return(null, location) : new ControlOp.Yield(results, location));
        return null;
    }

    private List<Op> loopBody(FlowBlock header, @Nullable FlowBlock leave, Label label) {
        Target again = new Target(label, true);
        Target outer = targets.put(header, again);
        Target outerLeave = leave == null ? null : targets.put(leave, new Target(label, false));
        List<Op> body = new ArrayList<>();
        append(code(header, header, body), header, body);
        if (leave != null) {
            restore(leave, outerLeave);
        }
        restore(header, outer);
        if (body.getLast() instanceof ControlOp.Yield yield) {
            body.removeLast();
            body.add(new ControlOp.Continue(label, yield.values(), yield.location()));
        }
        return body;
    }

    private List<Op> exit(BlockState from, @Nullable FlowBlock follow) {
        return switch (from.exit) {
            case Exit.Jump(FlowBlock target) -> jump(from, target, follow);
            case Exit.Branch branch -> branch(from, branch, follow);
            case Exit.Leave() -> new ArrayList<>(List.of(new ControlOp.Return(null, from.location)));
        };
    }

    private List<Op> jump(BlockState from, FlowBlock to, @Nullable FlowBlock follow) {
        List<Value> arguments = arguments(from, to);
        Target target = targets.get(to);
        if (to == follow) {
            return new ArrayList<>(List.of(new ControlOp.Yield(arguments, from.location)));
        }
        if (target == null) {
            return emit(to, arguments, follow);
        }
        target.used = true;
        return new ArrayList<>(List.of(
                target.isContinue
                        ? new ControlOp.Continue(target.label, arguments, from.location)
                        : new ControlOp.Break(target.label, arguments, from.location)));
    }

    private List<Value> arguments(BlockState from, FlowBlock to) {
        List<Value> arguments = new ArrayList<>();
        for (BlockState.Parameter parameter : state(to).parameters) {
            Operand operand = parameter.place().in(from.frame);
            // After a reported problem there may be no value; the function is dropped then.
            arguments.add(
                    operand instanceof Operand.Data(Value value)
                            ? session.resolve(value)
                            : parameter.value().copy());
        }
        return arguments;
    }

    private List<Op> branch(BlockState from, Exit.Branch branch, @Nullable FlowBlock follow) {
        List<Op> whenTrue = jump(from, branch.whenTrue(), follow);
        List<Op> whenFalse = jump(from, branch.whenFalse(), follow);
        boolean trueFalls = whenTrue.getLast() instanceof ControlOp.Yield;
        boolean falseFalls = whenFalse.getLast() instanceof ControlOp.Yield;
        if (trueFalls && falseFalls && follow != null) {
            return new Diamond(session, branch.condition(), from.location).join(whenTrue, whenFalse, copies(follow));
        }
        List<Op> none = List.of(new ControlOp.Yield(List.of(), from.location));
        boolean flattenTrue = !falseFalls && (trueFalls || whenTrue.size() >= whenFalse.size());
        List<Op> ops = new ArrayList<>(List.of(new ControlOp.If(
                List.of(),
                branch.condition(),
                Region.of(flattenTrue ? none : whenTrue),
                Region.of(flattenTrue ? whenFalse : none),
                from.location)));
        ops.addAll(flattenTrue ? whenTrue : whenFalse);
        return ops;
    }
}
