package dev.bessemer.simulator.standin;

import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslFault;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslResult;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.SimulatedPrograms;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compiles and executes kernels for the library, which calls these methods. Nothing is thrown out of them: an exception there would end the
 * process.
 */
final class Kernels {
    static final FunctionDescriptor COMPILE =
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    static final FunctionDescriptor DESCRIBE = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    static final FunctionDescriptor DISPATCH =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    private static final String SOURCE_NAME = "program_source";
    private static final int MAX_THREADS = 1024;

    private static final int ERROR_INTERNAL = 1;
    private static final int ERROR_TIMEOUT = 2;
    private static final int ERROR_PAGE_FAULT = 3;
    private static final int ERROR_STACK_OVERFLOW = 12;

    private final List<MslProgram> programs = new ArrayList<>();
    private final List<MslOptions> compilations = new ArrayList<>();
    private final Consumer<String> violations;
    private volatile Set<MslOptions.Watch> watches = Set.of(MslOptions.Watch.values());
    private volatile Duration limit = Duration.ofMinutes(1);

    /** Notes what a GPU would not notice. */
    Kernels(Consumer<String> violations) {
        this.violations = violations;
    }

    void setWatches(Set<MslOptions.Watch> wanted) {
        watches = Set.copyOf(wanted);
    }

    void setLimit(Duration wanted) {
        limit = wanted;
    }

    synchronized List<MslOptions> compilations() {
        return List.copyOf(compilations);
    }

    /** A program's number, or -1 with what is wrong with its source. */
    long compile(MemorySegment address, MemorySegment answer) {
        try {
            Requests.Source source = Requests.source(address);
            MslOptions options =
                    source.options(MslOptions.DEFAULT).withWatches(watches.toArray(new MslOptions.Watch[0]));
            return add(SimulatedPrograms.program(MslSource.of(SOURCE_NAME, source.text()), options));
        } catch (Throwable e) {
            Requests.answer(answer, String.valueOf(e.getMessage()));
            return -1;
        }
    }

    private synchronized long add(MslProgram program) {
        programs.add(program);
        compilations.add(program.options());
        return programs.size() - 1L;
    }

    private synchronized MslProgram program(long number) {
        return programs.get(Math.toIntExact(number));
    }

    /** Describes a kernel, where there is one of this number; returns how many there are. */
    int describe(long number, int index, MemorySegment info) {
        try {
            List<MslKernel> kernels = program(number).kernels();
            if (index < kernels.size()) {
                Requests.describe(kernels.get(index), MAX_THREADS, info);
            }
            return kernels.size();
        } catch (Throwable e) {
            violations.accept("stand-in: a kernel cannot be described: " + e);
            return 0;
        }
    }

    /** Executes a kernel: 0, or a MTLCommandBufferError with what happened. */
    int dispatch(MemorySegment address, MemorySegment answer) {
        try {
            Requests.Dispatch request = Requests.dispatch(address);
            MslProgram program = program(request.program());
            MslResult result = SimulatedPrograms.run(program, launch(program, request));
            if (result.isClean()) {
                return 0;
            }
            Requests.answer(answer, result.faults().getFirst().toString());
            return code(result.faults().getFirst());
        } catch (Throwable e) {
            Requests.answer(answer, "the stand-in cannot execute this: " + e.getMessage());
            return ERROR_INTERNAL;
        }
    }

    private MslLaunch launch(MslProgram program, Requests.Dispatch request) {
        MslKernel kernel = program.kernels().get(request.kernel());
        MslLaunch launch = MslLaunch.of(kernel.name(), extent(request.grid()), extent(request.threadgroup()))
                .withLimit(limit);
        for (var buffer : request.buffers().entrySet()) {
            launch = launch.withBuffer(buffer.getKey(), MslBuffer.of(buffer.getValue()));
        }
        for (var bytes : request.threadgroupBytes().entrySet()) {
            launch = launch.withThreadgroupBytes(bytes.getKey(), bytes.getValue());
        }
        return launch;
    }

    private static MslExtent extent(List<Integer> values) {
        return new MslExtent(values.get(0), values.get(1), values.get(2));
    }

    /** What a GPU reports; what it would not notice is a violation besides. */
    private int code(MslFault fault) {
        return switch (fault.kind()) {
            case OUT_OF_BOUNDS -> ERROR_PAGE_FAULT;
            case TIMEOUT -> ERROR_TIMEOUT;
            case STACK_OVERFLOW -> ERROR_STACK_OVERFLOW;
            case WORKER -> ERROR_INTERNAL;
            case UNDEFINED, DIVISION, DIVERGENCE, RACE, UNINITIALIZED -> {
                violations.accept("kernel: " + fault);
                yield ERROR_INTERNAL;
            }
        };
    }
}
