package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.cache.StaticField;
import dev.bessemer.jit.cache.UnreadableFieldException;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.HalfFloat;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/** Reads of static fields: what the class file says of a constant, else what the field holds while the kernel is compiled. */
final class StaticReads {
    private static final String SWITCH_MAP = "$SwitchMap$";

    private final LiftSession session;
    private final Emitter emitter;
    private final Problems problems;

    StaticReads(LiftSession session, Emitter emitter, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.problems = problems;
    }

    Operand read(FieldInsnNode node) {
        if (node.name.equals("$assertionsDisabled")) {
            return new Operand.Data(emitter.constant(1));
        }
        if (node.owner.equals("java/lang/System")) {
            problems.prints();
            return unknown(node);
        }
        EnumType type = session.classes.enumType(node.owner);
        if (type != null && type.ordinal(node.name) >= 0) {
            return enumConstant(type, type.ordinal(node.name));
        }
        if (node.name.startsWith(SWITCH_MAP)) {
            Operand map = new SwitchMaps(session.classes).find(node);
            if (map != null) {
                return map;
            }
        }
        return value(node);
    }

    private Operand value(FieldInsnNode node) {
        FieldNode declared = declaration(node);
        boolean isFinal = declared != null && (declared.access & Opcodes.ACC_FINAL) != 0;
        Object known = declared == null ? null : declared.value;
        try {
            if (known == null && isFinal) {
                known = session.classes.staticField(node.owner, node.name);
            }
        } catch (UnreadableFieldException unreadable) {
            problems.unreadableField(display(node), unreadable.why());
            return unknown(node);
        }
        if (known == null) {
            problems.mutableField(display(node));
            return unknown(node);
        }
        Operand operand = operand(known, display(node));
        return operand == null ? unknown(node) : operand;
    }

    /** A value of the host as an operand; null where it is none a kernel can have, which is reported. */
    @Nullable
    Operand operand(Object value, String field) {
        return switch (value) {
            case Boolean known -> new Operand.Data(emitter.constant(known ? 1 : 0));
            case Character known -> new Operand.Data(emitter.constant((int) known));
            case Long known -> new Operand.Data(emitter.constant(ScalarType.I64, known));
            case Float known -> new Operand.Data(emitter.constant(ScalarType.F32, known));
            case Double known -> new Operand.DoubleConstant(known);
            case Integer known -> new Operand.Data(emitter.constant(known));
            case Short known -> new Operand.Data(emitter.constant((int) known));
            case Byte known -> new Operand.Data(emitter.constant((int) known));
            case HalfFloat known -> new Operand.Data(emitter.constant(ScalarType.F16, known.toFloat()));
            case BFloat16 known -> new Operand.Data(emitter.constant(ScalarType.BF16, known.toFloat()));
            case Enum<?> known -> enumConstant(known, field);
            case Record known -> components(known, field);
            default -> array(value, field);
        };
    }

    private Operand enumConstant(EnumType type, int ordinal) {
        return new Operand.EnumConstant(type, new Operand.Data(emitter.constant(ordinal)));
    }

    private @Nullable Operand enumConstant(Enum<?> value, String field) {
        EnumType type = session.classes.enumType(Type.getInternalName(value.getDeclaringClass()));
        return type == null ? refuse(value, field) : enumConstant(type, type.ordinal(value.name()));
    }

    private @Nullable Operand components(Record value, String field) {
        RecordType type = session.classes.recordType(Type.getInternalName(value.getClass()));
        if (type == null) {
            return refuse(value, field);
        }
        List<Operand> parts = new ArrayList<>();
        try {
            for (Object component : StaticField.components(value)) {
                Operand part = operand(component, field);
                parts.add(part == null ? new Operand.Unknown(false) : part);
            }
        } catch (UnreadableFieldException unreadable) {
            problems.unreadableField(field, unreadable.why());
            return null;
        }
        return new Operand.Components(type, parts);
    }

    private @Nullable Operand array(Object value, String field) {
        List<Integer> extents = new ArrayList<>();
        List<Object> elements = new ArrayList<>();
        Class<?> type = value.getClass();
        while (type.getComponentType() != null) {
            type = type.getComponentType();
        }
        ScalarType element = element(type);
        if (element == null || !value.getClass().isArray() || !collect(value, 0, extents, elements)) {
            return refuse(value, field);
        }
        Operand.ConstantArray flat = new Operand.ConstantArray(field, elements, element);
        if (extents.size() == 1) {
            return flat;
        }
        Value table = new Operands(session, emitter, problems).array(flat);
        return table == null
                ? new Operand.Unknown(false)
                : new Operand.Rows(table, extents, new Operand.Data(emitter.constant(0)));
    }

    /** Appends the elements of an array of arrays in order; false where its rows have different lengths. */
    private static boolean collect(Object value, int depth, List<Integer> extents, List<Object> elements) {
        int length = Array.getLength(value);
        if (extents.size() == depth) {
            extents.add(length);
        }
        boolean even = extents.get(depth) == length;
        for (int i = 0; even && i < length; i++) {
            Object element = Array.get(value, i);
            if (element != null && element.getClass().isArray()) {
                even = collect(element, depth + 1, extents, elements);
            } else {
                even = element != null;
                elements.add(element);
            }
        }
        return even;
    }

    private static @Nullable ScalarType element(Class<?> component) {
        return switch (component.getName()) {
            case "boolean" -> ScalarType.BOOL;
            case "byte" -> ScalarType.I8;
            case "short" -> ScalarType.I16;
            case "char" -> ScalarType.U16;
            case "int" -> ScalarType.I32;
            case "long" -> ScalarType.I64;
            case "float" -> ScalarType.F32;
            default -> null;
        };
    }

    private @Nullable Operand refuse(Object value, String field) {
        problems.objectInField(field, value.getClass().getSimpleName());
        return null;
    }

    private @Nullable FieldNode declaration(FieldInsnNode node) {
        ClassNode owner = session.classes.find(node.owner);
        if (owner != null) {
            for (FieldNode field : owner.fields) {
                if (field.name.equals(node.name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static String display(FieldInsnNode node) {
        return ClassFiles.simpleName(node.owner) + "." + node.name;
    }

    private static Operand unknown(FieldInsnNode node) {
        return new Operand.Unknown(Type.getType(node.desc).getSize() == 2);
    }
}
