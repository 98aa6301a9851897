package dev.bessemer.intrinsics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every intrinsic there is, found by reflection and called as plain Java. */
class OutsideKernelTest {
    private static final Set<String> MATRIX_ARRAY_INTRINSICS = Set.of("loadMatrix", "storeMatrix", "convert");

    @TestFactory
    Stream<DynamicTest> intrinsics_calledAsPlainJava_sayHowToLaunchAKernel() throws ReflectiveOperationException {
        return Stream.of(
                        tests(KernelContext.class, "KernelContext.", new KernelContext()),
                        tests(SimdgroupMatrix.class, "SimdgroupMatrix.", matrix(SimdgroupMatrix.F32.class)),
                        matrixTests(SimdgroupMatrix.F16.class),
                        matrixTests(SimdgroupMatrix.BF16.class),
                        matrixTests(SimdgroupMatrix.F32.class),
                        tests(
                                CooperativeTensor.class,
                                "CooperativeTensor.",
                                new CooperativeTensor(1, 1, false, (r, c) -> 0)),
                        publicMethods(Matmul2D.class)
                                .filter(method -> method.getReturnType() == CooperativeTensor.class)
                                .map(method -> test(method, "Matmul2D.", Matmul2D.of(16, 16))),
                        arrayTests(new FloatArray(64)),
                        arrayTests(new HalfFloatArray(64)),
                        arrayTests(new BFloat16Array(64)))
                .flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> matrixTests(Class<? extends SimdgroupMatrix<?>> type)
            throws ReflectiveOperationException {
        return tests(type, "SimdgroupMatrix." + type.getSimpleName() + ".", matrix(type));
    }

    private static Stream<DynamicTest> tests(Class<?> type, String prefix, Object receiver) {
        return publicMethods(type).map(method -> test(method, prefix, receiver));
    }

    private static Stream<DynamicTest> arrayTests(MatrixArray<?> array) {
        return publicMethods(array.getClass())
                .filter(method -> MATRIX_ARRAY_INTRINSICS.contains(method.getName()))
                .map(method -> test(method, "", array));
    }

    private static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge());
    }

    private static DynamicTest test(Method method, String prefix, Object receiver) {
        return dynamicTest(method.toString(), () -> {
            var e = assertThrows(
                    InvocationTargetException.class,
                    () -> method.invoke(receiver, arguments(method.getParameterTypes())));
            var outside = assertInstanceOf(OutsideKernelException.class, e.getCause());
            String message = String.valueOf(outside.getMessage());
            assertTrue(message.contains(" works only inside a kernel"), message);
            boolean names = prefix.isEmpty() || message.startsWith(prefix + method.getName());
            assertTrue(names || isTornadoVmSpelling(method), message);
        });
    }

    /** Written in terms of intrinsics, which name themselves. */
    private static boolean isTornadoVmSpelling(Method method) {
        return method.getDeclaringClass() == KernelContext.class
                && method.getName().matches("simdBroadcastFirst|simdgroupMatrix.*|matrixMultiply8x8");
    }

    /** Zeros, matrices, arrays of one element, and nulls. */
    private static @Nullable Object[] arguments(Class<?>[] types) throws ReflectiveOperationException {
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i]);
        }
        return arguments;
    }

    private static @Nullable Object argument(Class<?> type) throws ReflectiveOperationException {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        if (SimdgroupMatrix.class.isAssignableFrom(type)) {
            return matrix(type == SimdgroupMatrix.class ? SimdgroupMatrix.F32.class : type);
        }
        return MatrixArray.class.isAssignableFrom(type)
                ? type.getConstructor(long.class).newInstance(1L)
                : null;
    }

    /** A matrix, which no code outside a kernel can come by. */
    private static Object matrix(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(MatrixElements.class);
        constructor.setAccessible(true);
        return constructor.newInstance(new MatrixElements(ElementType.F32, new float[64]));
    }

    @Test
    void message_anyIntrinsic_showsALaunch() {
        var e = assertThrows(OutsideKernelException.class, () -> new KernelContext().localBarrier());
        assertEquals("""
                KernelContext.localBarrier works only inside a kernel, on a device. Annotate the calling method with @Kernel and launch it through a TaskGraph:
                    @Kernel
                    static void myKernel(KernelContext k, FloatArray in, FloatArray out) { ... }

                    var graph = new TaskGraph("graph")
                            .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                            .task("task", MyClass::myKernel, new KernelContext(), in, out)
                            .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
                    try (var plan = new ExecutionPlan(graph.snapshot())) {
                        plan.execute();
                    }""", e.getMessage());
    }

    @Test
    void contextFields_newContext_areZeroAndFinal() throws IllegalAccessException {
        List<Field> fields = List.of(KernelContext.class.getFields());
        assertEquals(21, fields.size());
        for (Field field : fields) {
            assertTrue(Modifier.isFinal(field.getModifiers()), field.getName());
            assertEquals(0, field.getInt(new KernelContext()));
        }
    }
}
