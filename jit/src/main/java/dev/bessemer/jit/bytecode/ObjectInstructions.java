package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
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

    private static final List<BuiltinKind> LOCAL_SIZES =
            List.of(BuiltinKind.LOCAL_SIZE_X, BuiltinKind.LOCAL_SIZE_Y, BuiltinKind.LOCAL_SIZE_Z);

    private static final String MATCH_FAILURE = "java/lang/MatchException";

    private final LiftSession session;
    private final Emitter emitter;
    private final Problems problems;
    private final StaticReads statics;
    private final EnumFields enums;

    ObjectInstructions(LiftSession session, Emitter emitter, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.problems = problems;
        statics = new StaticReads(session, emitter, problems);
        enums = new EnumFields(session, emitter, problems, statics);
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        switch (instruction) {
            case FieldInsnNode field -> field(frame, field);
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
            default -> test(frame, type.desc);
        }
    }

    private void create(Frame frame, String type) {
        boolean value = ApiTypes.value(type) instanceof ScalarType || session.classes.recordType(type) != null;
        boolean thrown = type.endsWith("Exception") || type.endsWith("Error");
        if (!value && !thrown) {
            problems.allocates(ClassFiles.simpleName(type));
        }
        frame.push(
                value
                        ? new Operand.Fresh(type)
                        : type.equals(MATCH_FAILURE) ? new Operand.MatchFailure() : new Operand.Unknown(false));
    }

    /** A record's class is known, so that the test has one answer. */
    private void test(Frame frame, String type) {
        Operand tested = frame.pop();
        String actual = className(tested);
        if (actual == null || session.arrayElements.contains(actual)) {
            if (!(tested instanceof Operand.Unknown)) {
                problems.testsType(ClassFiles.simpleName(type));
            }
            frame.push(new Operand.Unknown(false));
        } else {
            frame.push(new Operand.Data(emitter.constant(session.classes.isSubtype(actual, type) ? 1 : 0)));
        }
    }

    private static @Nullable String className(Operand operand) {
        return switch (operand) {
            case Operand.Components record -> record.type().name();
            case Operand.EnumConstant constant -> constant.type().name();
            default -> null;
        };
    }

    /** Casts that generics make, and those to a class that the object is known to be of; others would need a test. */
    private void cast(Frame frame, String type) {
        Operand operand = frame.peek();
        String actual = className(operand);
        boolean fits = actual != null
                ? session.classes.isSubtype(actual, type)
                : operand instanceof Operand.Data(var value) ? fits(value, type) : !(operand instanceof Operand.Fresh);
        if (!fits) {
            frame.pop();
            problems.testsType(ClassFiles.simpleName(type));
            frame.push(new Operand.Unknown(false));
        }
    }

    private static boolean fits(Value value, String type) {
        if (type.startsWith("[")) {
            return true;
        }
        ScalarType unboxed = Boxes.unboxed(type);
        return unboxed != null
                ? value.type() == unboxed
                : Boxes.isAbove(type) || (ApiTypes.isApi(type) && isOf(value.type(), ApiTypes.value(type)));
    }

    private static boolean isOf(dev.bessemer.jit.ir.Type actual, dev.bessemer.jit.ir.@Nullable Type target) {
        return target == null || actual.equals(target);
    }

    private void field(Frame frame, FieldInsnNode field) {
        switch (field.getOpcode()) {
            case Opcodes.GETFIELD -> frame.push(instanceField(frame, frame.pop(), field));
            case Opcodes.GETSTATIC -> frame.push(statics.read(field));
            case Opcodes.PUTSTATIC -> {
                frame.pop();
                problems.mutableField(display(field));
            }
            default -> setField(frame, field);
        }
    }

    private static String display(FieldInsnNode field) {
        return ClassFiles.simpleName(field.owner) + "." + field.name;
    }

    /** A thread's place or a size; a constant where it is an extent of a threadgroup of known size. */
    private Value builtin(BuiltinKind kind) {
        int dimension = LOCAL_SIZES.indexOf(kind);
        if (dimension < 0 || session.threadgroup.isEmpty()) {
            return emitter.define(new ScalarOp.Builtin(new Value(ScalarType.I32), kind, emitter.location()));
        }
        return emitter.constant(dimension < session.threadgroup.size() ? session.threadgroup.get(dimension) : 1);
    }

    private Operand instanceField(Frame frame, Operand object, FieldInsnNode field) {
        BuiltinKind builtin = CONTEXT_FIELDS.get(field.name);
        if (field.owner.equals(ApiTypes.CONTEXT) && builtin != null) {
            return new Operand.Data(builtin(builtin));
        }
        Operand found = switch (object) {
            case Operand.Components(RecordType type, List<Operand> parts) ->
                parts.get(type.components().indexOf(field.name));
            case Operand.This made -> frame.local(local(made, field));
            case Operand.EnumConstant constant -> enums.field(constant, field);
            default -> null;
        };
        if (found == null && !(object instanceof Operand.Unknown)) {
            problems.usesObject("reads the field '" + display(field) + "'");
        }
        return found == null ? unknown(field) : found;
    }

    private static int local(Operand.This made, FieldInsnNode field) {
        return made.firstLocal() + made.type().components().indexOf(field.name);
    }

    private void setField(Frame frame, FieldInsnNode field) {
        Operand value = frame.pop();
        Operand object = frame.pop();
        if (object instanceof Operand.This made) {
            frame.setLocal(local(made, field), value);
        } else if (!(object instanceof Operand.Unknown)) {
            problems.usesObject("sets the field '" + display(field) + "'");
        }
    }

    private static Operand unknown(FieldInsnNode field) {
        return new Operand.Unknown(Type.getType(field.desc).getSize() == 2);
    }
}
