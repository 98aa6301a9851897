package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Arrays of records: new ones, and their elements, which begin as records of zeros. */
record RecordArrays(
        LiftSession session, Emitter emitter, Operands operands, Problems problems, ArrayInstructions arrays) {
    /** Whether there can be arrays of a record: it is made of numbers, enum constants and such records. */
    boolean canHold(RecordType type) {
        return type.descriptors().stream().allMatch(this::canHold);
    }

    private boolean canHold(String descriptor) {
        Type type = Type.getType(descriptor);
        if (type.getSort() != Type.OBJECT) {
            return ArrayInstructions.primitive(type) != null;
        }
        String name = type.getInternalName();
        RecordType record = session.classes.recordType(name);
        return ApiTypes.isSmallFloat(name)
                || session.classes.enumType(name) != null
                || (record != null && canHold(record));
    }

    /** A new array whose length must be a constant. */
    Operand create(RecordType type, Operand length) {
        Integer known = operands.length(length);
        if (known == null) {
            return new Operand.Unknown(false);
        }
        session.arrayElements.add(type.name());
        List<Operand> parts = new ArrayList<>();
        for (String descriptor : type.descriptors()) {
            parts.add(part(Type.getType(descriptor), length));
        }
        return new Operand.RecordArray(type, known, parts);
    }

    private Operand part(Type component, Operand length) {
        RecordType record =
                component.getSort() == Type.OBJECT ? session.classes.recordType(component.getInternalName()) : null;
        return record == null ? arrays.create(element(component), AddressSpace.THREAD, length) : create(record, length);
    }

    private static dev.bessemer.jit.ir.Type element(Type component) {
        dev.bessemer.jit.ir.Type known = component.getSort() == Type.OBJECT
                ? ApiTypes.value(component.getInternalName())
                : ArrayInstructions.primitive(component);
        return known == null ? ScalarType.I32 : known;
    }

    /** An element; null where there is none, which is reported. */
    Operand.@Nullable Components load(Operand.RecordArray array, Operand index) {
        List<Operand> parts = new ArrayList<>();
        for (int i = 0; i < array.parts().size(); i++) {
            Operand part = array.parts().get(i) instanceof Operand.RecordArray inner
                    ? load(inner, index)
                    : arrays.element(array.parts().get(i), index);
            if (part == null) {
                return null;
            }
            parts.add(asDeclared(part, array.type().descriptors().get(i)));
        }
        return new Operand.Components(array.type(), parts);
    }

    private Operand asDeclared(Operand part, String descriptor) {
        Type type = Type.getType(descriptor);
        EnumType enumType = type.getSort() == Type.OBJECT ? session.classes.enumType(type.getInternalName()) : null;
        return enumType == null ? part : new Operand.EnumConstant(enumType, part);
    }

    /** Sets an element. */
    void store(Operand.RecordArray array, Operand index, Operand stored) {
        if (!(stored instanceof Operand.Components(RecordType type, List<Operand> parts))
                || !type.equals(array.type())) {
            if (!(stored instanceof Operand.Unknown)) {
                problems.usesObject(
                        "puts " + (stored instanceof Operand.Null ? "null" : "another object") + " into an array of "
                                + ClassFiles.simpleName(array.type().name()));
            }
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            Operand part =
                    parts.get(i) instanceof Operand.EnumConstant(EnumType _, Operand ordinal) ? ordinal : parts.get(i);
            if (array.parts().get(i) instanceof Operand.RecordArray inner) {
                store(inner, index, part);
            } else {
                arrays.set(array.parts().get(i), index, part);
            }
        }
    }
}
