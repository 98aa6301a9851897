package dev.bessemer.runtime;

import dev.bessemer.jit.bytecode.ForwardingLambda;
import dev.bessemer.jit.bytecode.KernelReference;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that a method reference names. A serializable one gives a {@link SerializedLambda} to the stream it is written to, and a
 * stream may look at what it is given: that needs no access to the class, so that kernels may be private and their modules closed.
 */
final class MethodReferences {
    private MethodReferences() {}

    /**
     * The kernel that a method reference or a lambda stands for.
     *
     * @throws IllegalArgumentException when it is neither, or a lambda that does more than call one method
     */
    static KernelReference resolve(String task, Tasks.Task reference) {
        SerializedLambda lambda = serialized(reference);
        if (lambda == null) {
            throw new IllegalArgumentException("task '" + task + "': the kernel is an object of "
                    + reference.getClass().getName() + ", which names no method: pass a method reference such as"
                    + " Kernels::add");
        }
        boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        boolean isLambda = lambda.getImplMethodName().startsWith("lambda$");
        if (lambda.getCapturedArgCount() > 0 || (!isStatic && isLambda)) {
            throw new IllegalArgumentException("task '" + task + "': the lambda uses variables or fields around it,"
                    + " which a device does not see: pass them as arguments of the task");
        }
        KernelReference method = new KernelReference(
                loader(reference), lambda.getImplClass(), lambda.getImplMethodName(), lambda.getImplMethodSignature());
        return isLambda ? called(task, method) : method;
    }

    /**
     * Calls the method that a method reference names, as plain Java.
     *
     * @throws RuntimeException what the method throws
     */
    static void call(Tasks.Task reference, List<Object> arguments) {
        try {
            launch(reference).invoke(reference, arguments.toArray());
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a kernel threw a checked exception", thrown);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one method of the shape that a reference has. */
    private static Method launch(Tasks.Task reference) {
        return Arrays.stream(reference.getClass().getInterfaces())
                .filter(type -> Tasks.Task.class.isAssignableFrom(type) && type != Tasks.Task.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equals("launch"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(reference.getClass() + " is no Task"));
    }

    private static KernelReference called(String task, KernelReference lambda) {
        return ForwardingLambda.target(lambda)
                .orElseThrow(() -> new IllegalArgumentException("task '" + task
                        + "': the lambda does more than call one kernel with its parameters in their order: write a"
                        + " @Kernel method and pass a reference to it"));
    }

    private static ClassLoader loader(Tasks.Task reference) {
        ClassLoader loader = reference.getClass().getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    private static @Nullable SerializedLambda serialized(Tasks.Task reference) {
        try (Catcher catcher = new Catcher()) {
            catcher.writeObject(reference);
            return catcher.caught;
        } catch (IOException notSerializable) {
            return null;
        }
    }

    /** A stream that keeps the first serialized lambda and writes nothing of it. */
    private static final class Catcher extends ObjectOutputStream {
        private @Nullable SerializedLambda caught;

        Catcher() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object written) {
            if (caught == null && written instanceof SerializedLambda lambda) {
                caught = lambda;
            }
            return null;
        }
    }
}
