package dev.bessemer.runtime.differential;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.Lifter;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuKernelLoader;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.jit.jvm.JvmBackend;
import dev.bessemer.jit.jvm.UnsupportedKernelException;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.jit.pass.Pass;
import dev.bessemer.jit.pass.PassPipeline;
import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.Type;

/** Executes a program's IR as it was lifted and after each pass, of the CPU's pipeline and of Metal's. */
final class PassComparison {
    private final Program program;
    private final GeneratedKernel kernel;
    private final Comparison comparison;

    PassComparison(Program program, GeneratedKernel kernel, Comparison comparison) {
        this.program = program;
        this.kernel = kernel;
        this.comparison = comparison;
    }

    Optional<String> difference() {
        Function lifted = lift();
        return executed(lifted, "no pass")
                .or(() -> through(lifted, "cpu", PassPipeline.cpu(true)))
                .or(() -> through(lifted, "msl", PassPipeline.msl(true)));
    }

    private Optional<String> through(Function lifted, String target, PassPipeline pipeline) {
        Function current = lifted;
        String text = IrPrinter.print(current);
        for (Pass pass : pipeline.passes()) {
            Function after = new PassPipeline(List.of(pass)).run(current);
            String changed = IrPrinter.print(after);
            if (!changed.equals(text)) {
                Optional<String> difference = executed(after, target + " pass " + pass.name());
                if (difference.isPresent()) {
                    return Optional.of(difference.get() + "\nbefore:\n" + text + "\nafter:\n" + changed);
                }
            }
            current = after;
            text = changed;
        }
        if (target.equals("msl") && MslBackend.emit(current).text().isEmpty()) {
            return Optional.of("no Metal source was written");
        }
        return Optional.empty();
    }

    private Optional<String> executed(Function function, String after) {
        byte[] classFile;
        try {
            classFile = JvmBackend.emit(function, true);
        } catch (UnsupportedKernelException untilLaterPasses) {
            return Optional.empty();
        }
        CpuKernel code = CpuKernelLoader.load(classFile);
        return comparison.with("the code after " + after, arguments -> {
            CpuLaunch launch = launch(function, arguments.toArray());
            code.run(launch, 0, code.units(launch));
        });
    }

    private CpuLaunch launch(Function function, Object[] arguments) {
        List<MemorySegment> arrays = new ArrayList<>();
        List<Long> scalars = new ArrayList<>();
        for (Function.Parameter parameter : function.parameters()) {
            switch (arguments[parameter.position()]) {
                case DeviceArray array -> arrays.add(array.segment());
                case Float number -> scalars.add((long) Float.floatToRawIntBits(number));
                case Boolean flag -> scalars.add(flag ? 1L : 0L);
                case Character character -> scalars.add((long) character);
                case Number number -> scalars.add(number.longValue());
                default -> throw new IllegalStateException("no such argument");
            }
        }
        int groups = program.hasGrid() ? program.threads() / program.threadgroup() : 1;
        return new CpuLaunch(
                arrays.toArray(MemorySegment[]::new),
                scalars.stream().mapToLong(Long::longValue).toArray(),
                new int[] {groups, 1, 1},
                new int[] {program.hasGrid() ? program.threadgroup() : 1, 1, 1});
    }

    private Function lift() {
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
