package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.BlockState.Exit;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The end of a block: branches, the tests of a switch, returns. */
final class ExitLift {
    private static final List<CompareKind> KINDS =
            List.of(CompareKind.EQ, CompareKind.NE, CompareKind.LT, CompareKind.GE, CompareKind.GT, CompareKind.LE);

    private final LiftSession session;
    private final SourceMap source;
    private final Emitter emitter;
    private final Operands operands;
    private final Problems problems;
    private final boolean inlined;

    ExitLift(LiftSession session, SourceMap source, Emitter emitter, boolean inlined) {
        this.session = session;
        this.source = source;
        this.emitter = emitter;
        problems = new Problems(session, emitter);
        operands = new Operands(session, emitter, problems);
        this.inlined = inlined;
    }

    /** Whether an instruction can only end a block. */
    static boolean isExit(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return instruction instanceof JumpInsnNode
                || (opcode >= Opcodes.TABLESWITCH && opcode <= Opcodes.RETURN)
                || opcode == Opcodes.ATHROW;
    }

    /** Lifts the last instruction of a block, where it is an exit, and sets the block's exit. */
    void lift(BlockState state) {
        FlowBlock block = state.block;
        AbstractInsnNode last = block.end > block.first ? source.instruction(block.end - 1) : null;
        Value condition = null;
        if (block.switchBlock != null) {
            condition = switchTest(state.frame, block.keys);
        } else if (last != null && isExit(last)) {
            emitter.at(source.location(last));
            condition = exit(state, last);
        }
        if (condition != null) {
            cutDecided(block, condition);
        }
        state.exit = exit(block, condition);
    }

    /**
     * Leaves a branch the one way that a constant condition takes. A branch whose other way is the only one to repeat a loop stays, since which
     * blocks belong to a loop is settled by now, unless it is a switch's, of which cases may make no sense.
     */
    private void cutDecided(FlowBlock block, Value condition) {
        if (block.successors.size() == 2
                && new ConstantEvaluator(session).evaluate(condition) instanceof Boolean holds) {
            FlowBlock kept = holds ? block.successors.getFirst() : block.successors.getLast();
            FlowBlock cut = holds ? block.successors.getLast() : block.successors.getFirst();
            if (block.loop == null || kept.isIn(block.loop) || block.switchBlock != null) {
                block.removeSuccessor(cut);
            }
        }
    }

    private static Exit exit(FlowBlock block, @Nullable Value condition) {
        List<FlowBlock> to = block.successors;
        return switch (to.size()) {
            case 0 -> new Exit.Leave();
            case 1 -> new Exit.Jump(to.getFirst());
            default -> new Exit.Branch(Objects.requireNonNull(condition), to.getFirst(), to.getLast());
        };
    }

    /** The condition on which a branch falls through; null for another exit. */
    private @Nullable Value exit(BlockState state, AbstractInsnNode last) {
        Frame frame = state.frame;
        int opcode = last.getOpcode();
        switch (last) {
            case JumpInsnNode _ when opcode == Opcodes.GOTO -> {}
            case JumpInsnNode jump -> {
                return condition(frame, jump);
            }
            case TableSwitchInsnNode _, LookupSwitchInsnNode _ -> frame.setSwitchKey(switchKey(frame.pop()));
            default -> leave(frame, opcode);
        }
        return null;
    }

    private void leave(Frame frame, int opcode) {
        if (opcode == Opcodes.ATHROW) {
            session.thrown.add(emitter.location());
            if (!(frame.pop() instanceof Operand.MatchFailure)) {
                problems.throwsException();
            }
        } else if (inlined && opcode != Opcodes.RETURN) {
            Operand result = frame.pop();
            frame.clearStack();
            frame.push(result);
        } else {
            frame.clearStack();
        }
    }

    private Value condition(Frame frame, JumpInsnNode jump) {
        int opcode = jump.getOpcode();
        if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
            return nullTest(frame.pop(), opcode == Opcodes.IFNONNULL);
        }
        if (opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE) {
            Operand right = frame.pop();
            return same(
                    frame.pop(), right, KINDS.get(opcode - Opcodes.IF_ACMPEQ).negated());
        }
        if (opcode >= Opcodes.IF_ICMPEQ) {
            Value right = operands.scalar(frame.pop(), ScalarType.I32);
            Value left = operands.scalar(frame.pop(), ScalarType.I32);
            return emitter.compare(KINDS.get(opcode - Opcodes.IF_ICMPEQ).negated(), left, right);
        }
        return zeroTest(frame.pop(), KINDS.get(opcode - Opcodes.IFEQ).negated());
    }

    /** Enum constants are the same where their ordinals are. */
    private Value same(Operand left, Operand right, CompareKind kind) {
        if (left instanceof Operand.EnumConstant(EnumType _, Operand a)
                && right instanceof Operand.EnumConstant(EnumType _, Operand b)
                && left.hasShapeOf(right)) {
            return emitter.compare(kind, operands.scalar(a, ScalarType.I32), operands.scalar(b, ScalarType.I32));
        }
        if (!(left instanceof Operand.Unknown || right instanceof Operand.Unknown)) {
            problems.comparesReferences(left instanceof Operand.Components);
        }
        return emitter.standIn(ScalarType.BOOL);
    }

    private Value zeroTest(Operand operand, CompareKind kind) {
        if (operand instanceof Operand.Comparison comparison) {
            return comparison(comparison, kind);
        }
        Value value = operands.scalar(operand, ScalarType.I32);
        return switch (kind) {
            case NE -> emitter.toBool(value);
            default -> emitter.compare(kind, value, emitter.constant(0));
        };
    }

    /** With a NaN a comparison of the IR is false but for NE, so a relation that must hold then is the negation of its opposite. */
    private Value comparison(Operand.Comparison comparison, CompareKind kind) {
        boolean isOrdered = comparison.unordered() == 0
                || kind == CompareKind.EQ
                || kind == CompareKind.NE
                || !comparison.holdsUnordered(kind);
        return isOrdered
                ? emitter.compare(kind, comparison.left(), comparison.right())
                : emitter.not(emitter.compare(kind.negated(), comparison.left(), comparison.right()));
    }

    /** What a kernel computes with is never null, but elements of an array of objects begin as null. */
    private Value nullTest(Operand operand, boolean isNull) {
        boolean mayBeNull = mayBeNull(operand);
        if (mayBeNull) {
            problems.usesObject("compares a reference with null");
        }
        return mayBeNull || operand instanceof Operand.Unknown
                ? emitter.standIn(ScalarType.BOOL)
                : emitter.constant(ScalarType.BOOL, operand instanceof Operand.Null == isNull);
    }

    private boolean mayBeNull(Operand operand) {
        return switch (operand) {
            case Operand.Components record ->
                session.arrayElements.contains(record.type().name());
            case Operand.Data(Value value) ->
                !(value.type() instanceof ArrayType) && !(value.type() instanceof ScalarType type && isBoxed(type));
            default -> false;
        };
    }

    private static boolean isBoxed(ScalarType type) {
        return type == ScalarType.I32 || type == ScalarType.I64 || type == ScalarType.F32;
    }

    private Operand switchKey(Operand operand) {
        return operand instanceof Operand.SwitchKey
                ? operand
                : new Operand.Data(operands.scalar(operand, ScalarType.I32));
    }

    /** The condition on which one of a test's keys matches. */
    private Value switchTest(Frame frame, List<Integer> candidates) {
        Operand key = frame.switchKey();
        if (key instanceof Operand.SwitchKey known) {
            if (known.isAmong(candidates)) {
                return emitter.constant(ScalarType.BOOL, true);
            }
            frame.setSwitchKey(known.without(candidates));
        }
        Value matches = null;
        for (int candidate : candidates) {
            Value equal = isKey(key, candidate);
            matches = matches == null ? equal : emitter.binary(BinaryKind.OR, matches, equal);
        }
        return Objects.requireNonNull(matches);
    }

    private Value isKey(Operand key, int candidate) {
        if (!(key instanceof Operand.SwitchKey(Operand ordinal, List<Integer> keys))) {
            return emitter.compare(CompareKind.EQ, operands.scalar(key, ScalarType.I32), emitter.constant(candidate));
        }
        int matching = keys.indexOf(candidate);
        return matching < 0
                ? emitter.constant(ScalarType.BOOL, false)
                : emitter.compare(CompareKind.EQ, operands.scalar(ordinal, ScalarType.I32), emitter.constant(matching));
    }
}
