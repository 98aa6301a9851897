package dev.bessemer.jit.bytecode;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.MatrixArray;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Kernels of test classes, lifted with the parameter kinds their types suggest; MatrixArrays are of half. */
final class Kernels {
    /** What each {@code @Constant} parameter is. */
    static final int CONSTANT = 16;

    private static final Map<Class<?>, ParameterKind> KINDS = Map.ofEntries(
            Map.entry(KernelContext.class, new ParameterKind.Context()),
            Map.entry(FloatArray.class, new ParameterKind.Array(ScalarType.F32)),
            Map.entry(HalfFloatArray.class, new ParameterKind.Array(ScalarType.F16)),
            Map.entry(BFloat16Array.class, new ParameterKind.Array(ScalarType.BF16)),
            Map.entry(MatrixArray.class, new ParameterKind.Array(ScalarType.F16)),
            Map.entry(IntArray.class, new ParameterKind.Array(ScalarType.I32)),
            Map.entry(LongArray.class, new ParameterKind.Array(ScalarType.I64)),
            Map.entry(ByteArray.class, new ParameterKind.Array(ScalarType.I8)),
            Map.entry(float[].class, new ParameterKind.Array(ScalarType.F32)),
            Map.entry(byte[].class, new ParameterKind.Array(ScalarType.I8)),
            Map.entry(boolean[].class, new ParameterKind.Array(ScalarType.I8)),
            Map.entry(int.class, new ParameterKind.Scalar(ScalarType.I32)),
            Map.entry(long.class, new ParameterKind.Scalar(ScalarType.I64)),
            Map.entry(float.class, new ParameterKind.Scalar(ScalarType.F32)));

    private Kernels() {}

    /** The kernels of a class, by name. */
    static List<Method> of(Class<?> owner) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(m -> m.isAnnotationPresent(Kernel.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** Lifts a method; null where it was refused. */
    static @Nullable Function lift(Method method, Diagnostics diagnostics) {
        KernelReference reference = new KernelReference(
                method.getDeclaringClass().getClassLoader(),
                Type.getInternalName(method.getDeclaringClass()),
                method.getName(),
                Type.getMethodDescriptor(method));
        List<ParameterKind> kinds = new ArrayList<>();
        Map<Integer, Object> constants = new HashMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(Constant.class)) {
                constants.put(kinds.size(), CONSTANT);
            }
            kinds.add(KINDS.getOrDefault(parameter.getType(), new ParameterKind.Scalar(ScalarType.I32)));
        }
        return Lifter.lift(reference, kinds, constants, diagnostics);
    }
}
