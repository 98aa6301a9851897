package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls on objects whose class is known when the kernel is compiled: lambdas, records and enum constants. */
final class ObjectCalls {
    private static final String FUNCTIONS = "java/util/function/";

    private final CallInstructions calls;

    ObjectCalls(CallInstructions calls) {
        this.calls = calls;
    }

    /**
     * Lifts a call on an object.
     *
     * @param special whether the method is the named class's own, whatever the object is
     */
    @Nullable
    Operand call(Call call, boolean special) {
        return switch (call.operand(0)) {
            case Operand.Lambda lambda
            when lambda.method().equals(call.name()) ->
                call(lambda, call.operands().subList(1, call.count()));
            case Operand.Lambda _ -> inline(call, call.owner());
            case Operand.Components _
            when call.name().equals("toString") -> {
                calls.problems.usesString();
                yield call.unknown();
            }
            case Operand.Components composed ->
                inline(call, special ? call.owner() : composed.type().name());
            case Operand.EnumConstant constant -> new EnumCalls(calls, this).call(constant, call, special);
            case Operand.Unknown _ -> call.unknown();
            case Operand.Data _, Operand.Context _
            when ApiTypes.isComposed(call.owner(), call.name()) -> inline(call, call.owner());
            default -> {
                calls.problems.calls(
                        ClassFiles.simpleName(call.owner()) + "." + call.name(), "is not static and no intrinsic");
                yield call.unknown();
            }
        };
    }

    /** Lifts the method that a call on an object of a class finds. */
    @Nullable
    Operand inline(Call call, String type) {
        ClassFiles.Method method = calls.session.classes.virtualMethod(type, call.name(), call.descriptor());
        return inline(call, type, method);
    }

    /** Lifts a method of a class or above it, if there is one. */
    @Nullable
    Operand inline(Call call, String type, ClassFiles.@Nullable Method method) {
        if (method == null || isLibrary(method.owner().name)) {
            calls.problems.calls(ClassFiles.simpleName(type) + "." + call.name(), "has no body that a kernel can have");
            return call.unknown();
        }
        Operand result = calls.inliner.inline(method, call.operands());
        return result == null ? call.unknown() : result;
    }

    /** Whether a class is one of the JDK's, but for those of functions, whose methods only call others. */
    static boolean isLibrary(String owner) {
        return owner.startsWith("java/") && !owner.startsWith(FUNCTIONS);
    }

    /** Lifts a call of a lambda or of what a method reference names. */
    @Nullable
    Operand call(Operand.Lambda lambda, List<Operand> arguments) {
        Handle handle = lambda.implementation();
        List<Operand> all = new ArrayList<>(lambda.captured());
        all.addAll(arguments);
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return construct(handle, all);
        }
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        adapt(all, isStatic ? 0 : 1, Type.getArgumentTypes(handle.getDesc()));
        Call call = new Call(handle.getOwner(), handle.getName(), handle.getDesc(), all, calls);
        Operand result = calls.result(call, isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL);
        return result == null ? null : adapted(result, Type.getType(lambda.returned()));
    }

    private Operand construct(Handle handle, List<Operand> arguments) {
        RecordType type = calls.session.classes.recordType(handle.getOwner());
        if (type == null) {
            calls.problems.allocates(ClassFiles.simpleName(handle.getOwner()));
            return new Operand.Unknown(false);
        }
        List<Operand> all = new ArrayList<>(arguments);
        all.addFirst(new Operand.Fresh(type.name()));
        adapt(all, 1, Type.getArgumentTypes(handle.getDesc()));
        Operand made = calls.inliner.construct(type, handle.getDesc(), all);
        return made == null ? new Operand.Unknown(false) : made;
    }

    /** Converts what the functional interface passes to what the method takes. */
    private void adapt(List<Operand> arguments, int receivers, Type[] types) {
        for (int i = 0; i < types.length && receivers + i < arguments.size(); i++) {
            arguments.set(receivers + i, adapted(arguments.get(receivers + i), types[i]));
        }
    }

    private Operand adapted(Operand operand, Type type) {
        ScalarType wanted = switch (type.getSort()) {
            case Type.INT -> ScalarType.I32;
            case Type.LONG -> ScalarType.I64;
            case Type.FLOAT -> ScalarType.F32;
            default -> null;
        };
        return wanted != null && operand instanceof Operand.Data(Value value) && value.type() instanceof ScalarType
                ? new Operand.Data(calls.emitter.convert(value, wanted))
                : operand;
    }
}
