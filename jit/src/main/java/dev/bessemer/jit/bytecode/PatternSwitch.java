package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * The call by which a pattern switch finds its case: the index of the first label at or after the restart index that matches, else the
 * number of labels.
 */
record PatternSwitch(CallInstructions calls) {
    /** @param arguments what is switched over, and the restart index */
    Operand index(InvokeDynamicInsnNode node, List<Operand> arguments) {
        Operand subject = arguments.getFirst();
        if (subject instanceof Operand.Unknown) {
            return subject;
        }
        Value restart = calls.operands.scalar(arguments.getLast(), ScalarType.I32);
        List<Value> matches = new ArrayList<>();
        Type declared = Type.getArgumentTypes(node.desc)[0];
        for (Object label : node.bsmArgs) {
            Value match = subject instanceof Operand.Data(Value number) && number.type() instanceof ScalarType
                    ? new NumberCases(calls.emitter, number, declared).match(label)
                    : match(subject, label);
            if (match == null) {
                calls.problems.patternSwitch();
                return new Operand.Unknown(false);
            }
            matches.add(match);
        }
        Operand.SwitchKey key = key(subject, node.bsmArgs, restart);
        if (key != null) {
            return key;
        }
        Operand index = new Operand.Data(first(matches, restart));
        return NumberCases.isNumber(declared) ? index : new Operand.SwitchKey(index, possible(matches, node));
    }

    /**
     * The indices that the search can give, at their places. An object of known class has none of those of other classes, and, where the cases cover all there is, one that
     * is not guarded: the search ends there at the latest.
     */
    private List<Integer> possible(List<Value> matches, InvokeDynamicInsnNode node) {
        ConstantEvaluator known = new ConstantEvaluator(calls.session);
        boolean hasCase = matches.stream().anyMatch(match -> Boolean.TRUE.equals(known.evaluate(match)));
        List<Integer> possible = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            boolean never = Boolean.FALSE.equals(known.evaluate(matches.get(i)));
            possible.add(never ? Operand.SwitchKey.NONE : i);
        }
        possible.add(hasCase && coversAll(node) ? Operand.SwitchKey.NONE : matches.size());
        return possible;
    }

    private static boolean coversAll(InvokeDynamicInsnNode node) {
        return switch (node.getNext()) {
            case TableSwitchInsnNode table -> FlowGraph.isMatchFailure(table.dflt);
            case LookupSwitchInsnNode lookup -> FlowGraph.isMatchFailure(lookup.dflt);
            default -> false;
        };
    }

    /** The case by ordinal where all labels are constants of an enum and the search begins with the first. */
    private Operand.@Nullable SwitchKey key(Operand subject, Object[] labels, Value restart) {
        Integer start = new ConstantEvaluator(calls.session).integer(restart);
        if (!(subject instanceof Operand.EnumConstant(EnumType type, Operand ordinal)) || start == null || start != 0) {
            return null;
        }
        List<Integer> keys =
                new ArrayList<>(Collections.nCopies(type.constants().size(), labels.length));
        for (int i = labels.length - 1; i >= 0; i--) {
            if (!(labels[i] instanceof String name) || type.ordinal(name) < 0) {
                return null;
            }
            keys.set(type.ordinal(name), i);
        }
        return new Operand.SwitchKey(ordinal, keys);
    }

    private Value first(List<Value> matches, Value restart) {
        Emitter emitter = calls.emitter;
        Value index = emitter.constant(matches.size());
        for (int i = matches.size() - 1; i >= 0; i--) {
            Value at = emitter.constant(i);
            Value isSearched = emitter.compare(CompareKind.LE, restart, at);
            index = emitter.select(emitter.binary(BinaryKind.AND, isSearched, matches.get(i)), at, index);
        }
        return index;
    }

    /** Whether a label matches, a BOOL; null where that is not known to the compiler. */
    private @Nullable Value match(Operand subject, Object label) {
        return switch (subject) {
            case Operand.EnumConstant(EnumType type, Operand.Data(Value ordinal))
            when label instanceof String name ->
                calls.emitter.compare(CompareKind.EQ, ordinal, calls.emitter.constant(type.ordinal(name)));
            case Operand.EnumConstant constant
            when label instanceof Type of -> isOf(constant.type().name(), of);
            case Operand.Components composed
            when label instanceof Type of -> isOf(composed.type().name(), of);
            default -> null;
        };
    }

    private Value isOf(String actual, Type of) {
        return calls.emitter.constant(ScalarType.BOOL, calls.session.classes.isSubtype(actual, of.getInternalName()));
    }
}
