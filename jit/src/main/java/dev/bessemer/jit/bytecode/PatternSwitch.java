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
        return key == null ? new Operand.Data(first(matches, restart)) : key;
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
