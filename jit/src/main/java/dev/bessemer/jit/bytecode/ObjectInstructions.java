package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.HalfFloat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Fields, casts, and the objects a kernel cannot have. */
final class ObjectInstructions {
    private static final Map<String, BuiltinKind> CONTEXT_FIELDS = Map.ofEntries(
            Map.entry("globalIdx", BuiltinKind.GLOBAL_ID_X),
            Map.entry("globalIdy", BuiltinKind.GLOBAL_ID_Y),
            Map.entry("globalIdz", BuiltinKind.GLOBAL_ID_Z),
            Map.entry("localIdx", BuiltinKind.LOCAL_ID_X),
            Map.entry("localIdy", BuiltinKind.LOCAL_ID_Y),
            Map.entry("localIdz", BuiltinKind.LOCAL_ID_Z),
            Map.entry("groupIdx", BuiltinKind.GROUP_ID_X),
            Map.entry("groupIdy", BuiltinKind.GROUP_ID_Y),
            Map.entry("groupIdz", BuiltinKind.GROUP_ID_Z),
            Map.entry("globalGroupSizeX", BuiltinKind.GLOBAL_SIZE_X),
            Map.entry("globalGroupSizeY", BuiltinKind.GLOBAL_SIZE_Y),
            Map.entry("globalGroupSizeZ", BuiltinKind.GLOBAL_SIZE_Z),
            Map.entry("localGroupSizeX", BuiltinKind.LOCAL_SIZE_X),
            Map.entry("localGroupSizeY", BuiltinKind.LOCAL_SIZE_Y),
            Map.entry("localGroupSizeZ", BuiltinKind.LOCAL_SIZE_Z),
            Map.entry("groupCountX", BuiltinKind.GROUP_COUNT_X),
            Map.entry("groupCountY", BuiltinKind.GROUP_COUNT_Y),
            Map.entry("groupCountZ", BuiltinKind.GROUP_COUNT_Z),
            Map.entry("laneIdx", BuiltinKind.LANE),
            Map.entry("simdgroupIdx", BuiltinKind.SIMDGROUP),
            Map.entry("simdgroupCount", BuiltinKind.SIMDGROUP_COUNT));

    private final LiftSession session;
    private final Emitter emitter;
    private final Problems problems;

    ObjectInstructions(LiftSession session, Emitter emitter, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.problems = problems;
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        switch (instruction) {
            case FieldInsnNode field -> field(frame, field);
            case MultiANewArrayInsnNode create -> {
                problems.arrayOfArrays();
                frame.pop(create.dims);
                frame.push(new Operand.Unknown(false));
            }
            case TypeInsnNode type -> type(frame, type);
            default -> {
                if (opcode != Opcodes.MONITORENTER && opcode != Opcodes.MONITOREXIT) {
                    return false;
                }
                frame.pop();
                if (opcode == Opcodes.MONITORENTER) {
                    problems.locks();
                }
            }
        }
        return true;
    }

    private void type(Frame frame, TypeInsnNode type) {
        switch (type.getOpcode()) {
            case Opcodes.NEW -> create(frame, type.desc);
            case Opcodes.CHECKCAST -> cast(frame, type.desc);
            default -> {
                frame.pop();
                problems.testsType(ClassFiles.simpleName(type.desc));
                frame.push(new Operand.Unknown(false));
            }
        }
    }

    private void create(Frame frame, String type) {
        boolean value = ApiTypes.value(type) instanceof ScalarType;
        boolean thrown = type.endsWith("Exception") || type.endsWith("Error");
        if (!value && !thrown) {
            problems.allocates(ClassFiles.simpleName(type));
        }
        frame.push(value ? new Operand.Fresh(type) : new Operand.Unknown(false));
    }

    /** Casts that generics make are between the API's types; others would need a test. */
    private void cast(Frame frame, String type) {
        Operand operand = frame.peek();
        String element =
                type.startsWith("[") ? Type.getObjectType(type).getElementType().getInternalName() : type;
        boolean fits = operand instanceof Operand.Data(var value)
                ? type.startsWith("[") || (ApiTypes.isApi(element) && isOf(value.type(), ApiTypes.value(element)))
                : !(operand instanceof Operand.Fresh);
        if (!fits) {
            frame.pop();
            problems.testsType(ClassFiles.simpleName(type));
            frame.push(new Operand.Unknown(false));
        }
    }

    private static boolean isOf(dev.bessemer.jit.ir.Type actual, dev.bessemer.jit.ir.@Nullable Type target) {
        return target == null || actual.equals(target);
    }

    private void field(Frame frame, FieldInsnNode field) {
        switch (field.getOpcode()) {
            case Opcodes.GETFIELD -> frame.push(instanceField(frame.pop(), field));
            case Opcodes.GETSTATIC -> frame.push(staticField(field));
            case Opcodes.PUTSTATIC -> {
                frame.pop();
                problems.staticField(display(field), false);
            }
            default -> {
                frame.pop(2);
                problems.usesObject("sets the field '" + display(field) + "'");
            }
        }
    }

    private static String display(FieldInsnNode field) {
        return ClassFiles.simpleName(field.owner) + "." + field.name;
    }

    private Operand instanceField(Operand object, FieldInsnNode field) {
        BuiltinKind builtin = CONTEXT_FIELDS.get(field.name);
        if (field.owner.equals(ApiTypes.CONTEXT) && builtin != null) {
            return new Operand.Data(
                    emitter.define(new ScalarOp.Builtin(new Value(ScalarType.I32), builtin, emitter.location())));
        }
        if (!(object instanceof Operand.Unknown)) {
            problems.usesObject("reads the field '" + display(field) + "'");
        }
        return unknown(field);
    }

    private static Operand unknown(FieldInsnNode field) {
        return new Operand.Unknown(Type.getType(field.desc).getSize() == 2);
    }

    private Operand staticField(FieldInsnNode field) {
        if (ApiTypes.value(field.owner) instanceof ScalarType type) {
            return new Operand.Data(emitter.constant(type, constantOf(field, type)));
        }
        FieldNode declared = declaration(field);
        Operand constant = declared == null || declared.value == null ? null : constant(declared.value);
        if (constant != null) {
            return constant;
        }
        if (field.name.equals("$assertionsDisabled")) {
            return new Operand.Data(emitter.constant(1));
        }
        problems.staticField(display(field), declared != null && (declared.access & Opcodes.ACC_FINAL) != 0);
        return unknown(field);
    }

    private @Nullable FieldNode declaration(FieldInsnNode field) {
        ClassNode owner = session.classes.find(field.owner);
        return owner == null
                ? null
                : owner.fields.stream()
                        .filter(f -> f.name.equals(field.name))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Operand constant(Object value) {
        return switch (value) {
            case Integer known -> new Operand.Data(emitter.constant(known));
            case Long known -> new Operand.Data(emitter.constant(ScalarType.I64, known));
            case Float known -> new Operand.Data(emitter.constant(ScalarType.F32, known));
            case Double known -> new Operand.DoubleConstant(known);
            default -> null;
        };
    }

    private static float constantOf(FieldInsnNode field, ScalarType type) {
        try {
            return type == ScalarType.F16
                    ? ((HalfFloat) HalfFloat.class.getField(field.name).get(null)).toFloat()
                    : ((BFloat16) BFloat16.class.getField(field.name).get(null)).toFloat();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constant " + display(field), e);
        }
    }
}
