package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.bytecode.RecordComponents;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.HalfFloat;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
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
    private final List<Object> passed = new ArrayList<>();
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
        List<Object> given = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument == null) {
                throw wrong(name(i), "the argument is null: pass " + wanted(parameters[i].getType()));
            }
            given.add(argument);
            boolean constant = parameters[i].isAnnotationPresent(Constant.class);
            kinds.add(kind(name(i), parameters[i].getType(), argument, constant));
        }
        return new KernelTask(id, reference, kernel, kinds, constants, given, passed, names);
    }

    private ParameterKind kind(String name, Class<?> type, Object argument, boolean constant) {
        if (argument instanceof Record composed && type.isInstance(argument)) {
            return composed(name, type, composed, constant);
        }
        ParameterKind kind = kind(name, type, argument);
        if (constant && kind instanceof ParameterKind.Scalar) {
            constants.put(passed.size(), plain(argument));
        }
        names.add(name);
        passed.add(plain(argument));
        return kind;
    }

    /** A record's components as parameters of their own. */
    private ParameterKind composed(String name, Class<?> type, Record argument, boolean constant) {
        List<Object> values;
        try {
            values = RecordComponents.of(argument);
        } catch (IllegalArgumentException unreadable) {
            throw wrong(name, "a component of " + type.getSimpleName() + " " + unreadable.getMessage());
        }
        List<ParameterKind> components = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            RecordComponent component = type.getRecordComponents()[i];
            String full = name + ", component '" + component.getName() + "'";
            if (component.getType().isArray()) {
                throw wrong(full, "a Java array cannot be part of a record: pass it as a parameter of its own");
            }
            components.add(kind(full, component.getType(), values.get(i), constant));
        }
        return new ParameterKind.Composed(components);
    }

    /** The argument as compiled code takes it: an enum constant's ordinal, a float for the small ones. */
    @SuppressWarnings("EnumOrdinal") // the compiled code has nothing else of it
    private static Object plain(Object argument) {
        return switch (argument) {
            case Enum<?> constant -> Integer.valueOf(constant.ordinal());
            case HalfFloat number -> Float.valueOf(number.toFloat());
            case BFloat16 number -> Float.valueOf(number.toFloat());
            default -> argument;
        };
    }

    private ParameterKind kind(String name, Class<?> type, Object argument) {
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
                    name,
                    "no kernel can have a parameter of type " + type.getSimpleName()
                            + ": take device arrays, primitives other than double, Java arrays of them, HalfFloat, BFloat16, enum constants, records"
                            + " of these and, first, a KernelContext");
        }
        throw wrong(name, "the argument is of type " + argument.getClass().getSimpleName() + ": pass " + wanted(type));
    }

    private static @Nullable ScalarType scalar(Class<?> type) {
        if (type.isEnum()) {
            return ScalarType.I32;
        }
        return switch (type.getName()) {
            case "boolean" -> ScalarType.BOOL;
            case "byte" -> ScalarType.I8;
            case "short" -> ScalarType.I16;
            case "char" -> ScalarType.U16;
            case "int" -> ScalarType.I32;
            case "long" -> ScalarType.I64;
            case "float" -> ScalarType.F32;
            case "dev.bessemer.types.HalfFloat" -> ScalarType.F16;
            case "dev.bessemer.types.BFloat16" -> ScalarType.BF16;
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

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException("task '" + id + "', " + name + ": " + what);
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
