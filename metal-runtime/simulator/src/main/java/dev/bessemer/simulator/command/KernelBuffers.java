package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslPointer;
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

/** A launch as the command line asks for it: the kernel, its buffers, and what they hold afterwards. */
final class KernelBuffers {
    private static final int SIMD_WIDTH = 32;
    private static final long ALIGNMENT = 16;

    private final MslArguments arguments;
    private final MslKernel kernel;
    private final Map<Integer, Bound> buffers;

    private KernelBuffers(MslArguments arguments, MslKernel kernel, Map<Integer, Bound> buffers) {
        this.arguments = arguments;
        this.kernel = kernel;
        this.buffers = buffers;
    }

    /** A buffer with what it was filled from. */
    private record Bound(BufferPattern pattern, Optional<ElementType> type, MemorySegment memory) {}

    /** Fills the buffers that the command line names. */
    static KernelBuffers bind(MslArguments arguments, MslKernel kernel, Arena arena) throws IOException {
        if (arguments.grid().isEmpty()) {
            throw new IllegalArgumentException("--grid is missing: how many threads to execute");
        }
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
        return new KernelBuffers(arguments, kernel, buffers);
    }

    private static void requireAll(MslArguments arguments, MslKernel kernel) {
        List<String> missing = new ArrayList<>();
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            if (!parameter.optional() && !arguments.buffers().containsKey(parameter.index())) {
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

    private static MslExtent usual(MslExtent grid) {
        return MslExtent.of(Math.min(SIMD_WIDTH, grid.x()));
    }

    /** What is to be launched. */
    MslLaunch launch() {
        MslExtent grid = arguments.grid().orElseThrow();
        MslLaunch launch =
                MslLaunch.of(kernel.name(), grid, arguments.threadgroup().orElseGet(() -> usual(grid)));
        for (Map.Entry<Integer, Bound> buffer : buffers.entrySet()) {
            Bound bound = buffer.getValue();
            launch = launch.withBuffer(
                    buffer.getKey(),
                    new MslBuffer(bound.memory(), bound.pattern().isEmpty()));
        }
        for (MslPointer pointer : arguments.pointers()) {
            launch = launch.withPointer(pointer);
        }
        for (Map.Entry<Integer, Integer> threadgroup :
                arguments.threadgroupBytes().entrySet()) {
            launch = launch.withThreadgroupBytes(threadgroup.getKey(), threadgroup.getValue());
        }
        return launch;
    }

    /** Prints what is in the buffers that the kernel may write, and writes the files that the command line names. */
    void show(PrintStream out) throws IOException {
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            if (parameter.writable()) {
                show(out, parameter.index(), " " + parameter.name());
            }
        }
        for (MslPointer pointer : arguments.pointers()) {
            show(out, pointer.target(), "");
        }
        for (Map.Entry<Integer, Path> output : arguments.outputs().entrySet()) {
            Bound bound = buffers.get(output.getKey());
            if (bound == null) {
                throw new IllegalArgumentException(
                        "there is no buffer " + output.getKey() + " to write to " + output.getValue());
            }
            Files.write(output.getValue(), bound.memory().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private void show(PrintStream out, int slot, String name) {
        Bound bound = buffers.get(slot);
        if (bound != null) {
            out.println("buffer " + slot + name + ":"
                    + numbers(bound.memory(), bound.type().orElse(ElementType.U8), arguments.printed()));
        }
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
