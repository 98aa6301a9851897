package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls on enum constants: those of {@link Enum}, and the enum's own methods. */
record EnumCalls(CallInstructions calls, ObjectCalls objects) {
    @Nullable
    Operand call(Operand.EnumConstant constant, Call call, boolean special) {
        return switch (call.name()) {
            case "ordinal" -> constant.ordinal();
            case "compareTo" -> difference(constant, call);
            case "equals" -> isSame(constant, call);
            case "name", "toString" -> {
                calls.problems.usesString();
                yield call.unknown();
            }
            default -> own(constant, call, special);
        };
    }

    private Operand difference(Operand.EnumConstant constant, Call call) {
        Value other = call.operand(1) instanceof Operand.EnumConstant(EnumType _, Operand ordinal)
                ? calls.operands.scalar(ordinal, ScalarType.I32)
                : call.scalar(1, ScalarType.I32);
        Value own = calls.operands.scalar(constant.ordinal(), ScalarType.I32);
        return new Operand.Data(calls.emitter.binary(BinaryKind.SUBTRACT, own, other));
    }

    private Operand isSame(Operand.EnumConstant constant, Call call) {
        boolean sameType = constant.hasShapeOf(call.operand(1));
        if (!sameType) {
            return new Operand.Data(calls.emitter.constant(0));
        }
        Value own = calls.operands.scalar(constant.ordinal(), ScalarType.I32);
        Value other = calls.operands.scalar(call.operand(1).parts().getFirst(), ScalarType.I32);
        return new Operand.Data(calls.emitter.toInt(calls.emitter.compare(CompareKind.EQ, own, other)));
    }

    private @Nullable Operand own(Operand.EnumConstant constant, Call call, boolean special) {
        EnumType type = constant.type();
        if (special) {
            return objects.inline(call, call.owner());
        }
        Integer known = constant.ordinal() instanceof Operand.Data(Value ordinal)
                ? new ConstantEvaluator(calls.session).integer(ordinal)
                : null;
        if (known != null || type.bodies().isEmpty()) {
            return objects.inline(call, type.body(known == null ? 0 : known));
        }
        List<ClassFiles.Method> methods = new ArrayList<>();
        for (int i = 0; i < type.constants().size(); i++) {
            ClassFiles.Method method =
                    calls.session.classes.virtualMethod(type.body(i), call.name(), call.descriptor());
            if (method != null && !methods.contains(method)) {
                methods.add(method);
            }
        }
        if (methods.size() != 1) {
            calls.problems.dependsOnConstant("what the call of '" + call.name() + "' does");
            return call.unknown();
        }
        return objects.inline(call, type.name(), methods.getFirst());
    }
}
