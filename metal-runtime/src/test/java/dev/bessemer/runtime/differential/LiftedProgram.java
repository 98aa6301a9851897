package dev.bessemer.runtime.differential;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.Lifter;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.types.DeviceArray;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Type;

/** A program's kernel as IR. */
final class LiftedProgram {
    private LiftedProgram() {}

    static Function lift(Program program, GeneratedKernel kernel) {
        Method method = Arrays.stream(kernel.getClass().getDeclaredMethods())
                .filter(m -> m.getName().equals("kernel"))
                .findFirst()
                .orElseThrow();
        KernelReference reference = new KernelReference(
                kernel.getClass().getClassLoader(),
                Type.getInternalName(kernel.getClass()),
                method.getName(),
                Type.getMethodDescriptor(method));
        List<ParameterKind> kinds = new ArrayList<>();
        Map<Integer, Object> constants = new HashMap<>();
        try (Arguments arguments = new Arguments(program)) {
            for (Object argument : arguments.toArray()) {
                if (program.isConstant(kinds.size())) {
                    constants.put(kinds.size(), argument);
                }
                kinds.add(kind(argument));
            }
        }
        Diagnostics diagnostics = new Diagnostics();
        Function lifted = Lifter.lift(reference, kinds, constants, diagnostics);
        return Objects.requireNonNull(lifted, () -> diagnostics.list().toString());
    }

    private static ParameterKind kind(Object argument) {
        return switch (argument) {
            case KernelContext _ -> new ParameterKind.Context();
            case DeviceArray array ->
                new ParameterKind.Array(ScalarType.valueOf(array.elementType().name()));
            case Boolean _ -> new ParameterKind.Scalar(ScalarType.BOOL);
            case Byte _ -> new ParameterKind.Scalar(ScalarType.I8);
            case Short _ -> new ParameterKind.Scalar(ScalarType.I16);
            case Character _ -> new ParameterKind.Scalar(ScalarType.U16);
            case Integer _ -> new ParameterKind.Scalar(ScalarType.I32);
            case Long _ -> new ParameterKind.Scalar(ScalarType.I64);
            case Float _ -> new ParameterKind.Scalar(ScalarType.F32);
            default -> throw new IllegalStateException("no such argument");
        };
    }
}
