package dev.bessemer.runtime.differential;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Function lifted = LiftedProgram.lift(program, kernel);
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
}
