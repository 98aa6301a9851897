package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslFault;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslResult;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Executes a kernel as the command line asks for it, and shows what it wrote. */
final class MslRun {
    private static final int SIMD_WIDTH = 32;
    private static final long ALIGNMENT = 16;

    private final PrintStream out;
    private final PrintStream err;

    MslRun(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A buffer with what it was filled from. */
    private record Bound(BufferPattern pattern, Optional<ElementType> type, MemorySegment memory) {}

    /** Executes and returns 0 where nothing was found, else 1. */
    int run(MslArguments arguments, MslOptions.Watch... watches) throws IOException {
        MslProgram program = MslProgram.build(
                MslSource.read(arguments.file()), arguments.options().withWatches(watches));
        program.warnings().forEach(err::println);
        MslKernel kernel = kernel(program, arguments.kernel());
        MslExtent grid = arguments
                .grid()
                .orElseThrow(() -> new IllegalArgumentException("--grid is missing: how many threads to execute"));
        try (Arena arena = Arena.ofShared();
                Simulator simulator = Simulator.open(program)) {
            Map<Integer, Bound> buffers = bind(arguments, kernel, arena);
            MslLaunch launch =
                    MslLaunch.of(kernel.name(), grid, arguments.threadgroup().orElseGet(() -> usual(grid)));
            for (Map.Entry<Integer, Bound> buffer : buffers.entrySet()) {
                Bound bound = buffer.getValue();
                launch = launch.withBuffer(
                        buffer.getKey(),
                        new MslBuffer(bound.memory(), bound.pattern().isEmpty()));
            }
            for (Map.Entry<Integer, Integer> threadgroup :
                    arguments.threadgroupBytes().entrySet()) {
                launch = launch.withThreadgroupBytes(threadgroup.getKey(), threadgroup.getValue());
            }
            MslResult result = simulator.launch(launch);
            show(arguments, kernel, buffers, result);
            return result.isClean() ? 0 : 1;
        }
    }

    private static MslExtent usual(MslExtent grid) {
        return MslExtent.of(Math.min(SIMD_WIDTH, grid.x()));
    }

    private static MslKernel kernel(MslProgram program, String name) {
        if (name.isEmpty() && program.kernels().size() == 1) {
            return program.kernels().getFirst();
        }
        return program.kernel(name)
                .orElseThrow(() -> new IllegalArgumentException((name.isEmpty()
                                ? "say which kernel"
                                : "there is no kernel '" + name + "'")
                        + "; there are "
                        + program.kernels().stream().map(MslKernel::name).collect(Collectors.joining(" "))));
    }

    private static Map<Integer, Bound> bind(MslArguments arguments, MslKernel kernel, Arena arena) throws IOException {
        requireAll(arguments, kernel);
        Map<Integer, Bound> buffers = new TreeMap<>();
        for (Map.Entry<Integer, BufferPattern> buffer : arguments.buffers().entrySet()) {
            BufferPattern pattern = buffer.getValue();
            Optional<ElementType> type = pattern.type().or(() -> typeOf(kernel, buffer.getKey()));
            byte[] bytes = pattern.bytes(type);
            MemorySegment memory =
                    arena.allocate(Math.max(1, bytes.length), ALIGNMENT).asSlice(0, bytes.length);
            MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
            buffers.put(buffer.getKey(), new Bound(pattern, type, memory));
        }
        return buffers;
    }

    private static void requireAll(MslArguments arguments, MslKernel kernel) {
        List<String> missing = new ArrayList<>();
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            if (!arguments.buffers().containsKey(parameter.index())) {
                missing.add("--buffer " + parameter.index() + "=... for " + parameter.type() + " " + parameter.name());
            }
        }
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.THREADGROUP)) {
            if (!arguments.threadgroupBytes().containsKey(parameter.index())) {
                missing.add("--threadgroup-memory " + parameter.index() + "=BYTES for " + parameter.type() + " "
                        + parameter.name());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "kernel " + kernel.name() + " also needs\n  " + String.join("\n  ", missing));
        }
    }

    private static Optional<ElementType> typeOf(MslKernel kernel, int slot) {
        return kernel.parameters(MslKernel.Binding.BUFFER).stream()
                .filter(parameter -> parameter.index() == slot)
                .findFirst()
                .flatMap(parameter -> ElementType.ofMetal(parameter.elementType()));
    }

    private void show(MslArguments arguments, MslKernel kernel, Map<Integer, Bound> buffers, MslResult result)
            throws IOException {
        for (MslFault fault : result.faults()) {
            err.println(arguments.file() + (fault.line() > 0 ? ":" + fault.line() : "") + ": " + fault);
        }
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            Bound bound = buffers.get(parameter.index());
            if (bound != null && parameter.writable()) {
                out.println("buffer " + parameter.index() + " " + parameter.name() + ":"
                        + numbers(bound.memory(), bound.type().orElse(ElementType.U8), arguments.printed()));
            }
        }
        for (Map.Entry<Integer, Path> output : arguments.outputs().entrySet()) {
            Bound bound = buffers.get(output.getKey());
            if (bound == null) {
                throw new IllegalArgumentException(
                        "there is no buffer " + output.getKey() + " to write to " + output.getValue());
            }
            Files.write(output.getValue(), bound.memory().toArray(ValueLayout.JAVA_BYTE));
        }
        out.println(result.isClean() ? "clean" : "faults: " + result.faults().size());
    }

    private static String numbers(MemorySegment memory, ElementType type, int most) {
        ByteBuffer bytes = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.capacity() / type.bytes();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(count, most); i++) {
            text.append(' ').append(type.text(bytes, i * type.bytes()));
        }
        return count > most ? text.append(" ... (").append(count).append(')').toString() : text.toString();
    }
}
