package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.ir.ScalarType;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of a task against its kernel's parameters. */
final class TaskArguments {
    private final String id;
    private final KernelReference kernel;
    private final Parameter[] parameters;
    private final List<ParameterKind> kinds = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Object> constants = new HashMap<>();

    private TaskArguments(String id, KernelReference kernel) {
        this.id = id;
        this.kernel = kernel;
        this.parameters = method().getParameters();
    }

    /**
     * A task of checked arguments.
     *
     * @param reference names the kernel
     * @throws IllegalArgumentException when an argument is missing, null or of another type than its parameter
     */
    static KernelTask check(String id, Tasks.Task reference, @Nullable Object[] arguments) {
        return new TaskArguments(id, MethodReferences.resolve(id, reference)).check(reference, arguments);
    }

    private KernelTask check(Tasks.Task reference, @Nullable Object[] arguments) {
        if (arguments.length != parameters.length) {
            throw new IllegalArgumentException("task '" + id + "': the kernel '" + kernel.name() + "' has "
                    + parameters.length + " parameters but the task gives " + arguments.length
                    + " arguments: pass one for each, a new KernelContext() for the context");
        }
        List<Object> checked = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            names.add(name(i));
            Object argument = arguments[i];
            if (argument == null) {
                throw wrong(i, "the argument is null: pass " + wanted(parameters[i].getType()));
            }
            kinds.add(kind(i, argument));
            checked.add(argument);
            if (parameters[i].isAnnotationPresent(Constant.class)) {
                constants.put(i, argument);
            }
        }
        return new KernelTask(id, reference, kernel, kinds, constants, checked, names);
    }

    private ParameterKind kind(int position, Object argument) {
        Class<?> type = parameters[position].getType();
        if (type == KernelContext.class && argument instanceof KernelContext) {
            return new ParameterKind.Context();
        }
        if (HostArrays.isArray(argument) && type.isInstance(argument)) {
            return new ParameterKind.Array(
                    ScalarType.valueOf(HostArrays.elementType(argument).name()));
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        ScalarType scalar = scalar(type);
        if (scalar != null && boxed.isInstance(argument)) {
            return new ParameterKind.Scalar(scalar);
        }
        if (!type.isPrimitive() && type.isInstance(argument)) {
            throw wrong(
                    position,
                    "no kernel can have a parameter of type " + type.getSimpleName()
                            + ": take device arrays, primitives other than double, Java arrays of them and, first, a KernelContext");
        }
        throw wrong(
                position, "the argument is of type " + argument.getClass().getSimpleName() + ": pass " + wanted(type));
    }

    private static @Nullable ScalarType scalar(Class<?> type) {
        return switch (type.getName()) {
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

    private static String wanted(Class<?> type) {
        return HostArrays.withArticle(type.getSimpleName());
    }

    private String name(int position) {
        Parameter parameter = parameters[position];
        return "parameter " + (position + 1) + (parameter.isNamePresent() ? " '" + parameter.getName() + "'" : "");
    }

    private IllegalArgumentException wrong(int position, String what) {
        return new IllegalArgumentException("task '" + id + "', " + names.get(position) + ": " + what);
    }

    private Method method() {
        try {
            Class<?>[] types = MethodType.fromMethodDescriptorString(kernel.descriptor(), kernel.loader())
                    .parameterArray();
            Class<?> owner = Class.forName(kernel.owner().replace('/', '.'), false, kernel.loader());
            return Arrays.stream(owner.getDeclaredMethods())
                    .filter(method ->
                            method.getName().equals(kernel.name()) && Arrays.equals(method.getParameterTypes(), types))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException(kernel.name()));
        } catch (ReflectiveOperationException | TypeNotPresentException e) {
            throw new IllegalArgumentException(
                    "task '" + id + "': the method " + kernel.owner().replace('/', '.') + "." + kernel.name()
                            + " is not found; a kernel is a static method of a class that its caller's loader sees",
                    e);
        }
    }
}
