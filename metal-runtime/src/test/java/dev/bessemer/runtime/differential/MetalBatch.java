package dev.bessemer.runtime.differential;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.jit.pass.PassPipeline;
import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslResult;
import dev.bessemer.simulator.Simulator;
import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Several programs as one Metal file, a namespace each, which the simulator executes: clang starts once for all of them. */
final class MetalBatch implements AutoCloseable {
    private static final int METAL_VERSION = 310;
    private static final String INCLUDE = "#include <metal_stdlib>\n";
    private static final int LINE_MASK = 0xffff;

    private final Map<Long, Emitted> kernels;
    private final Simulator simulator;

    /** A program that javac has compiled. */
    record Compiled(Program program, GeneratedKernel kernel) {
        Optional<String> difference(MetalBatch batch) {
            return Comparison.difference(program, kernel, batch);
        }
    }

    /**
     * A program's kernel.
     *
     * @param kernel after the passes
     * @param name of its function in the file
     */
    private record Emitted(Function kernel, MslSource source, String name) {
        /** Its part of the file. */
        String text() {
            String own = source.text()
                    .replace(INCLUDE, "")
                    .replace("void " + source.functionName() + "(", "void " + name + "(");
            return "namespace in_" + name + " {\n" + own + "}\n";
        }

        Object argument(MslSource.Binding binding, Object[] arguments) {
            return arguments[kernel.parameters().get(binding.parameter()).position()];
        }
    }

    private MetalBatch(Map<Long, Emitted> kernels, Simulator simulator) {
        this.kernels = kernels;
        this.simulator = simulator;
    }

    /**
     * Compiles programs.
     *
     * @throws dev.bessemer.simulator.MslException where what was emitted is not Metal
     */
    static MetalBatch build(List<Compiled> programs) {
        Map<Long, Emitted> kernels = new HashMap<>();
        StringBuilder text = new StringBuilder(INCLUDE);
        for (Compiled compiled : programs) {
            Function lifted = LiftedProgram.lift(compiled.program(), compiled.kernel());
            Function kernel = PassPipeline.msl(true).run(lifted);
            Emitted emitted = new Emitted(kernel, MslBackend.emit(kernel), "kernel" + kernels.size());
            kernels.put(compiled.program().seed(), emitted);
            text.append(emitted.text());
        }
        MslOptions options = MslOptions.DEFAULT
                .withVersion(METAL_VERSION)
                .withWatches(MslOptions.Watch.RACES, MslOptions.Watch.UNDEFINED);
        MslProgram built =
                MslProgram.build(dev.bessemer.simulator.MslSource.of("generated.metal", text.toString()), options);
        return new MetalBatch(kernels, Simulator.open(built));
    }

    /**
     * Executes a program.
     *
     * @throws KernelFaultException with the first fault that its code records
     * @throws IllegalStateException with what the simulator finds: races, what C++ leaves undefined
     */
    void execute(Program program, Arguments arguments) {
        Emitted emitted = Objects.requireNonNull(kernels.get(program.seed()));
        Object[] values = arguments.toArray();
        int[] fault = new int[MslSource.FAULT_WORDS];
        MslLaunch launch = launch(program, emitted, values);
        for (MslSource.Binding binding : emitted.source().bindings()) {
            launch = launch.withBuffer(binding.index(), MslBuffer.of(content(emitted, binding, values, fault)));
        }
        MslResult result = simulator.launch(launch);
        if (!result.isClean()) {
            throw new IllegalStateException(
                    result.faults().getFirst() + "\n" + emitted.source().text());
        }
        check(fault, emitted.source());
    }

    private static MslLaunch launch(Program program, Emitted emitted, Object[] arguments) {
        if (program.hasGrid()) {
            return MslLaunch.of(emitted.name(), MslExtent.of(program.threads()), MslExtent.of(program.threadgroup()));
        }
        List<Integer> threads = emitted.source().loops().threads(values(emitted.kernel(), arguments)).stream()
                .map(Long::intValue)
                .toList();
        return MslLaunch.of(
                emitted.name(),
                new MslExtent(threads.get(0), threads.get(1), threads.get(2)),
                new MslExtent(Math.clamp(threads.get(0), 1, 3), 1, 1));
    }

    /** What the bounds of loops may depend on. */
    private static List<Object> values(Function kernel, Object[] arguments) {
        List<Object> values = new ArrayList<>();
        for (Function.Parameter parameter : kernel.parameters()) {
            Object argument = arguments[parameter.position()];
            values.add(argument instanceof DeviceArray array ? (Object) array.size() : argument);
        }
        return values;
    }

    private static MemorySegment content(Emitted emitted, MslSource.Binding binding, Object[] arguments, int[] fault) {
        return switch (binding.content()) {
            case ARRAY -> ((DeviceArray) emitted.argument(binding, arguments)).segment();
            case SCALAR -> scalar(emitted.argument(binding, arguments));
            case SIZES ->
                MemorySegment.ofArray(emitted.source().bindings().stream()
                        .filter(other -> other.content() == MslSource.Content.ARRAY)
                        .mapToLong(other -> ((DeviceArray) emitted.argument(other, arguments)).size())
                        .toArray());
            case FAULT -> MemorySegment.ofArray(fault);
        };
    }

    private static MemorySegment scalar(Object value) {
        MemorySegment memory = MemorySegment.ofArray(new long[1]);
        switch (value) {
            case Boolean flag -> memory.set(ValueLayout.JAVA_INT, 0, flag ? 1 : 0);
            case Byte number -> memory.set(ValueLayout.JAVA_INT, 0, number);
            case Short number -> memory.set(ValueLayout.JAVA_INT, 0, number);
            case Character character -> memory.set(ValueLayout.JAVA_INT, 0, character);
            case Integer number -> memory.set(ValueLayout.JAVA_INT, 0, number);
            case Float number -> memory.set(ValueLayout.JAVA_FLOAT, 0, number);
            case Long number -> memory.set(ValueLayout.JAVA_LONG, 0, number);
            default -> throw new IllegalStateException("no kernel takes a " + value.getClass());
        }
        return memory;
    }

    private static void check(int[] fault, MslSource source) {
        if (fault[0] != 0) {
            String what = fault[1] == MslSource.DIVISION ? "an integer is divided by zero" : "an index is out of range";
            throw new KernelFaultException(new Location(source.files().getFirst(), fault[4] & LINE_MASK), what);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
