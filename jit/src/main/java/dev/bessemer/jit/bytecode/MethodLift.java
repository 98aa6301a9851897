package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.BlockState.Place;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Lifts one method: executes its blocks in reverse postorder on operands, so that each instruction becomes ops, and merges what the
 * edges into a block bring by parameters of the block.
 *
 * <p>A local variable or stack entry becomes a parameter of a block where its value differs between the block's edges, where the block
 * is the header of a loop that writes it, or where its value was computed in a loop, or a method's body, that the block is outside of: regions do
 * not see each other's values.
 */
final class MethodLift {
    private final LiftSession session;
    private final SourceMap source;
    private final Emitter emitter;
    private final FlowGraph graph;
    private final Liveness liveness;
    private final Map<FlowBlock, BlockState> states = new HashMap<>();
    private final Map<Value, FlowBlock> definedIn = new HashMap<>();
    private final InstructionLift instructions;
    private final ExitLift exits;

    /** @param call where the call is that it takes the place of, so that a return goes on there; null for a kernel */
    MethodLift(LiftSession session, ClassFiles.Method method, @Nullable Location call) {
        boolean inlined = call != null;
        this.session = session;
        source = new SourceMap(method, call);
        emitter = new Emitter(session);
        graph = new FlowGraph(method.node(), inlined);
        liveness = new Liveness(graph, method.node().instructions);
        instructions = new InstructionLift(session, source, emitter);
        exits = new ExitLift(session, source, emitter, inlined);
    }

    /**
     * What a method became.
     *
     * @param ops the last is a terminator, but for an inlined method
     * @param exit locals and stack where an inlined method returns; null where it does not
     */
    record Lifted(List<Op> ops, @Nullable Frame exit) {
        /** What an inlined method returns; null for void. */
        @Nullable
        Operand result(LiftSession session) {
            return exit == null || exit.depth() == 0 ? null : session.resolve(exit.stack(0));
        }

        /** The record that a constructor made; null where it never returns. */
        Operand.@Nullable Components made(LiftSession session, Operand.This made) {
            return exit == null ? null : (Operand.Components) session.resolve(exit.components(made));
        }
    }

    /** Lifts the method on arguments, one a parameter; null where its control flow has no structure. */
    @Nullable
    Lifted lift(List<Operand> arguments) {
        if (!graph.isReducible()) {
            session.diagnostics.error(
                    source.methodLocation(),
                    Refusal.TWO_ENTRIES,
                    source.method().node().name);
            return null;
        }
        new Refusals(session, source).check();
        liftBlocks(arguments);
        graph.blocks.stream().filter(FlowBlock::isHeader).forEach(this::checkBackEdges);
        Map<FlowBlock, ParallelMark> marks = new ParallelMarks(session, source, graph).find(states);
        new ShortCircuits(session, graph, states).fold();
        return new Structurer(session, graph, states, marks).structure();
    }

    /** Lifts the blocks that can be reached; where a constant decides a branch, the other way is no edge. */
    private void liftBlocks(List<Operand> arguments) {
        Set<FlowBlock> unreachable = new HashSet<>();
        for (FlowBlock block : graph.blocks) {
            if (block.order > 0 && unreachable.containsAll(block.forwardPredecessors())) {
                unreachable.add(block);
            } else {
                lift(block, arguments);
            }
        }
        graph.remove(unreachable);
    }

    private void lift(FlowBlock block, List<Operand> arguments) {
        BlockState state = block.order == 0 ? new BlockState(block, entryFrame(arguments)) : merge(block);
        states.put(block, state);
        emitter.into(state.ops);
        if (block.switchBlock == null) {
            emitter.at(source.location(block.first));
        }
        for (int i = block.first; i < block.end && !ExitLift.isExit(source.instruction(i)); i++) {
            emitter.at(source.location(i));
            instructions.lift(state.frame, i);
        }
        exits.lift(state);
        state.location = emitter.location();
        state.parameters.forEach(p -> definedIn.put(p.value(), block));
        state.ops.forEach(op -> op.results().forEach(result -> definedIn.put(result, block)));
    }

    private Frame entryFrame(List<Operand> arguments) {
        int locals = source.method().node().maxLocals;
        int components = !arguments.isEmpty() && arguments.getFirst() instanceof Operand.This made
                ? made.type().size()
                : 0;
        Frame frame = new Frame(locals + components + 1);
        int slot = 0;
        int next = 0;
        if (!source.method().has(Opcodes.ACC_STATIC)) {
            frame.setLocal(slot++, arguments.get(next++));
        }
        for (Type type : Type.getArgumentTypes(source.method().node().desc)) {
            frame.setLocal(slot, arguments.get(next));
            session.name(arguments.get(next++), source.variable(slot, 0));
            slot += type.getSize();
        }
        return frame;
    }

    private BlockState merge(FlowBlock block) {
        List<BlockState> from = new ArrayList<>();
        block.forwardPredecessors().stream().filter(states::containsKey).forEach(p -> from.add(state(p)));
        BlockState state = new BlockState(block, from.getFirst().frame.copy());
        for (Place place : places(state.entry)) {
            if (isLive(block, place, state.entry)) {
                place.set(state.entry, merge(state, from, place));
            } else {
                place.set(state.entry, new Operand.Unknown(false));
            }
        }
        state.frame = state.entry.copy();
        return state;
    }

    /** Components of a record that a constructor is making live to its end, a switch's key to its last test. */
    private boolean isLive(FlowBlock block, Place place, Frame frame) {
        if (place.onStack() || place.index() < source.method().node().maxLocals) {
            return place.onStack() || liveness.isLive(block, place.index());
        }
        return place.index() < frame.localCount() - 1 || block.switchBlock != null;
    }

    /** What a place holds where ways into a block meet. */
    private Operand merge(BlockState state, List<BlockState> from, Place place) {
        makeDoublesAlike(from, place);
        Set<Operand> incoming = new LinkedHashSet<>();
        for (BlockState before : from) {
            incoming.add(session.resolve(place.in(before.frame)));
        }
        Operand first = incoming.iterator().next();
        if (incoming.stream().anyMatch(Operand.Unknown.class::isInstance)) {
            return new Operand.Unknown(first.isWide());
        }
        if (first instanceof Operand.Data(Value value) && !(value.type() instanceof ArrayType)) {
            return mergeData(state, incoming, place, value);
        }
        if (!first.parts().isEmpty() && incoming.stream().allMatch(first::hasShapeOf)) {
            return mergeParts(state, from, place, first);
        }
        return incoming.size() > 1 ? conflict(state, place) : first;
    }

    /** Where doubles of several kinds meet they are widened floats if all are exact, else what each is rounded to float. */
    private void makeDoublesAlike(List<BlockState> from, Place place) {
        List<Operand> incoming = from.stream().map(p -> place.in(p.frame)).toList();
        boolean alike = incoming.stream().map(Operand::getClass).distinct().count() == 1
                && (incoming.size() == 1 || !(incoming.getFirst() instanceof Operand.DoubleConstant));
        boolean isPart = !place.path().isEmpty();
        if (alike || isPart || !incoming.stream().allMatch(Operand::isDouble)) {
            return;
        }
        boolean widened = incoming.stream().allMatch(Operand::isWidened);
        for (BlockState before : from) {
            Value value = asFloat(before, place.in(before.frame));
            place.set(before.frame, widened ? new Operand.WidenedFloat(value) : new Operand.DoubleResult(value));
        }
    }

    /** The float that a double is, or is rounded to, at the end of a block. */
    private Value asFloat(BlockState at, Operand operand) {
        if (!(operand instanceof Operand.DoubleConstant(double number))) {
            return ((Operand.Data) operand.parts().getFirst()).value();
        }
        Value value = new Value(ScalarType.F32);
        Op constant = new ScalarOp.Constant(value, (float) number, at.location);
        session.define(constant);
        at.ops.add(constant);
        definedIn.put(value, at.block);
        return value;
    }

    private Operand mergeParts(BlockState state, List<BlockState> from, Place place, Operand whole) {
        List<Operand> parts = new ArrayList<>();
        for (int i = 0; i < whole.parts().size(); i++) {
            parts.add(merge(state, from, place.part(i)));
        }
        return whole.withParts(parts);
    }

    private Operand mergeData(BlockState state, Set<Operand> incoming, Place place, Value value) {
        boolean sameType = incoming.stream()
                .allMatch(o -> o instanceof Operand.Data(Value v) && v.type().equals(value.type()));
        if (!sameType) {
            return conflict(state, place);
        }
        boolean leaves = leavesLoop(state.block, value) || (state.block == graph.exit && definedIn.containsKey(value));
        if (incoming.size() == 1 && !isCarried(state.block, place) && !leaves) {
            return new Operand.Data(value);
        }
        Value parameter = new Value(value.type(), name(state.block, place, value));
        state.parameters.add(new BlockState.Parameter(place, parameter));
        return new Operand.Data(parameter);
    }

    private boolean isCarried(FlowBlock block, Place place) {
        return block.isHeader()
                && block.loop != null
                && !place.onStack()
                && liveness.isWritten(block.loop, place.index());
    }

    private boolean leavesLoop(FlowBlock block, Value value) {
        FlowBlock definition = definedIn.get(value);
        return definition != null && definition.loop != null && !block.isIn(definition.loop);
    }

    private String name(FlowBlock block, Place place, Value value) {
        String variable = place.onStack() || !place.path().isEmpty() ? "" : source.variable(place.index(), block.first);
        return variable.isEmpty() ? session.name(value) : variable;
    }

    private Operand conflict(BlockState state, Place place) {
        String variable = place.onStack() ? "" : source.variable(place.index(), state.block.first);
        session.diagnostics.error(
                source.location(state.block.first),
                variable.isEmpty() ? Refusal.EXPRESSION_CHOICE : Refusal.VARIABLE_CHOICE,
                variable);
        return new Operand.Unknown(false);
    }

    private static List<Place> places(Frame frame) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < frame.localCount(); i++) {
            places.add(new Place(false, i));
        }
        for (int i = 0; i < frame.depth(); i++) {
            places.add(new Place(true, i));
        }
        return places;
    }

    private BlockState state(FlowBlock block) {
        BlockState state = states.get(block);
        if (state == null) {
            throw new IllegalStateException("a block was reached before what precedes it");
        }
        return state;
    }

    /** What a loop does not carry must be at its end what it was at its start. */
    private void checkBackEdges(FlowBlock header) {
        BlockState state = state(header);
        for (FlowBlock from : header.backPredecessors()) {
            for (Place place : places(state.entry)) {
                if (isLive(header, place, state.entry)) {
                    checkBackEdge(state, place, place.in(state.entry), place.in(state(from).frame));
                }
            }
        }
    }

    private void checkBackEdge(BlockState header, Place place, Operand entry, Operand back) {
        if (entry instanceof Operand.Unknown || back instanceof Operand.Unknown) {
            return;
        }
        if (entry.hasShapeOf(back)) {
            for (int i = 0; i < entry.parts().size(); i++) {
                checkBackEdge(
                        header,
                        place.part(i),
                        entry.parts().get(i),
                        back.parts().get(i));
            }
            return;
        }
        boolean parameter = header.parameters.stream().anyMatch(p -> p.place().equals(place));
        boolean same =
                parameter ? sameType(entry, back) : session.resolve(entry).equals(session.resolve(back));
        if (!same) {
            conflict(header, place);
        }
    }

    private static boolean sameType(Operand a, Operand b) {
        return a instanceof Operand.Data(Value x)
                && b instanceof Operand.Data(Value y)
                && x.type().equals(y.type());
    }
}
