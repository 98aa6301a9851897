package dev.bessemer.simulator.standin;

import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the library and Java hand each other in memory: the twin of {@code standin/runtime/hooks.h}. */
final class Requests {
    private static final int SLOTS = 31;
    private static final int ANSWER_BYTES = 65_536;

    private static final int COMPILE_BYTES = 40;

    private static final int KERNEL_NAME_BYTES = 256;
    private static final int KERNEL_ELEMENTS = KERNEL_NAME_BYTES + 24;
    private static final int KERNEL_BYTES = KERNEL_ELEMENTS + SLOTS * 8;

    private static final int DISPATCH_BUFFERS = 40;
    private static final int DISPATCH_THREADGROUP_BYTES = DISPATCH_BUFFERS + SLOTS * 16;
    private static final int DISPATCH_BYTES = DISPATCH_THREADGROUP_BYTES + SLOTS * 4 + 4;

    /**
     * Source to compile.
     *
     * @param text the source
     * @param macros lines of NAME=VALUE
     * @param constants lines of NAME=VALUE or INDEX=VALUE
     * @param version the language version
     */
    record Source(String text, String macros, String constants, int version) {
        MslOptions options(MslOptions defaults) {
            MslOptions options = defaults.withVersion(version);
            for (String line : macros.lines().toList()) {
                options =
                        options.withMacro(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
            for (String line : constants.lines().toList()) {
                options = options.withFunctionConstant(
                        line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
            return options;
        }
    }

    /**
     * A kernel to execute.
     *
     * @param program the program's number
     * @param kernel the kernel's in it
     * @param grid threads in each dimension
     * @param threadgroup threads in each dimension
     * @param buffers memory by slot
     * @param threadgroupBytes bytes of threadgroup memory by slot
     */
    record Dispatch(
            long program,
            int kernel,
            List<Integer> grid,
            List<Integer> threadgroup,
            Map<Integer, MemorySegment> buffers,
            Map<Integer, Integer> threadgroupBytes) {}

    private Requests() {}

    static Source source(MemorySegment address) {
        MemorySegment request = Library.bytes(address, COMPILE_BYTES);
        MemorySegment text = Library.bytes(request.get(ValueLayout.ADDRESS, 0), request.get(ValueLayout.JAVA_LONG, 8));
        return new Source(
                new String(text.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8),
                Library.text(request.get(ValueLayout.ADDRESS, 16)),
                Library.text(request.get(ValueLayout.ADDRESS, 24)),
                request.get(ValueLayout.JAVA_INT, 32));
    }

    /** Writes an answer, cut where it is too long. */
    static void answer(MemorySegment address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, ANSWER_BYTES - 1);
        MemorySegment answer = Library.bytes(address, ANSWER_BYTES);
        MemorySegment.copy(bytes, 0, answer, ValueLayout.JAVA_BYTE, 0, length);
        answer.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
    }

    static void describe(MslKernel kernel, int maxThreads, MemorySegment address) {
        MemorySegment info = Library.bytes(address, KERNEL_BYTES).fill((byte) 0);
        info.setString(0, kernel.name());
        int buffers = 0;
        int writable = 0;
        int threadgroup = 0;
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            buffers |= 1 << parameter.index();
            writable |= parameter.writable() ? 1 << parameter.index() : 0;
            info.set(ValueLayout.JAVA_LONG, KERNEL_ELEMENTS + 8L * parameter.index(), parameter.elementBytes());
        }
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.THREADGROUP)) {
            threadgroup |= 1 << parameter.index();
        }
        int most = Math.min(kernel.maxThreads().orElse(maxThreads), maxThreads);
        List<Integer> values = List.of(most, (int) kernel.threadgroupBytes(), buffers, writable, threadgroup);
        for (int i = 0; i < values.size(); i++) {
            info.set(ValueLayout.JAVA_INT, KERNEL_NAME_BYTES + 4L * i, values.get(i));
        }
    }

    static Dispatch dispatch(MemorySegment address) {
        MemorySegment request = Library.bytes(address, DISPATCH_BYTES);
        Map<Integer, MemorySegment> buffers = new TreeMap<>();
        Map<Integer, Integer> threadgroupBytes = new TreeMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            long at = DISPATCH_BUFFERS + 16L * slot;
            long bytes = request.get(ValueLayout.JAVA_LONG, at + 8);
            if (bytes > 0) {
                buffers.put(slot, Library.bytes(request.get(ValueLayout.ADDRESS, at), bytes));
            }
            int shared = request.get(ValueLayout.JAVA_INT, DISPATCH_THREADGROUP_BYTES + 4L * slot);
            if (shared > 0) {
                threadgroupBytes.put(slot, shared);
            }
        }
        return new Dispatch(
                request.get(ValueLayout.JAVA_LONG, 0),
                request.get(ValueLayout.JAVA_INT, 8),
                three(request, 12),
                three(request, 24),
                buffers,
                threadgroupBytes);
    }

    private static List<Integer> three(MemorySegment request, long at) {
        return List.of(
                request.get(ValueLayout.JAVA_INT, at),
                request.get(ValueLayout.JAVA_INT, at + 4),
                request.get(ValueLayout.JAVA_INT, at + 8));
    }
}
