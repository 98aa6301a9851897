package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.cache.UnreadableFieldException;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/** Final fields of enum constants: the value of the constant at hand, chosen by ordinal where it depends on control flow. */
record EnumFields(LiftSession session, Emitter emitter, Problems problems, StaticReads statics) {
    /** A field of an enum constant; null where it cannot be had, which was reported or is the caller's to report. */
    @Nullable
    Operand field(Operand.EnumConstant constant, FieldInsnNode field) {
        if (!isFinal(field) || !(constant.ordinal() instanceof Operand.Data(Value ordinal))) {
            return null;
        }
        Integer known = new ConstantEvaluator(session).integer(ordinal);
        if (known != null) {
            return read(constant.type(), known, field);
        }
        Operand chosen = read(constant.type(), 0, field);
        for (int i = 1; i < constant.type().constants().size(); i++) {
            chosen = choose(ordinal, i, read(constant.type(), i, field), chosen);
        }
        return chosen;
    }

    private Operand choose(Value ordinal, int candidate, Operand whenEqual, Operand otherwise) {
        if (!(whenEqual instanceof Operand.Data(Value one)) || !(otherwise instanceof Operand.Data(Value other))) {
            problems.dependsOnConstant("this field's value");
            return new Operand.Unknown(false);
        }
        Value isIt = emitter.compare(CompareKind.EQ, ordinal, emitter.constant(candidate));
        return new Operand.Data(emitter.select(isIt, one, other));
    }

    private Operand read(EnumType type, int ordinal, FieldInsnNode field) {
        String display =
                ClassFiles.simpleName(type.name()) + "." + type.constants().get(ordinal) + "." + field.name;
        try {
            Object value =
                    session.classes.enumField(type.name(), type.constants().get(ordinal), field.name);
            Operand operand = statics.operand(value, display);
            return operand == null ? unknown(field) : operand;
        } catch (UnreadableFieldException unreadable) {
            problems.unreadableField(display, unreadable.why());
            return unknown(field);
        }
    }

    private static Operand unknown(FieldInsnNode field) {
        return new Operand.Unknown(Type.getType(field.desc).getSize() == 2);
    }

    private boolean isFinal(FieldInsnNode field) {
        ClassNode owner = session.classes.find(field.owner);
        if (owner != null) {
            for (FieldNode declared : owner.fields) {
                if (declared.name.equals(field.name)) {
                    return (declared.access & Opcodes.ACC_FINAL) != 0;
                }
            }
        }
        return false;
    }
}
