package dev.bessemer.runtime.differential;

import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid1D;
import dev.bessemer.types.DeviceArray;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a program as plain Java, or on the debug device where it has a grid, then on the CPU device and as what passes make of it, and says what
 * differs.
 */
final class Comparison implements AutoCloseable {
    private static final int PASSES_ONCE_IN = 4;

    /** What the CPU device refuses by name although all threads come together again. */
    private static final String DIVERGENT_EXIT = "a jump that some threads take out of a loop or branch";

    private final Program program;
    private final Arguments expected;
    private final Optional<Fault> fault;

    private Comparison(Program program, GeneratedKernel kernel) {
        this.program = program;
        expected = new Arguments(program);
        fault = Fault.of(program, () -> {
            if (program.hasGrid()) {
                execute(program, kernel, expected, Device.java());
            } else {
                kernel.plain(expected.toArray());
            }
        });
    }

    /** What differs between Java and the CPU device, and for one program in four the code after each pass. */
    static Optional<String> difference(Program program, GeneratedKernel kernel) {
        boolean passes = program.seed() % PASSES_ONCE_IN == 0;
        try (Comparison comparison = new Comparison(program, kernel)) {
            Optional<String> difference =
                    comparison.with("the CPU device", arguments -> execute(program, kernel, arguments, Device.cpu()));
            return difference.isPresent() || !passes
                    ? difference
                    : new PassComparison(program, kernel, comparison).difference();
        } catch (KernelCompilationException refused) {
            String message = String.valueOf(refused.getMessage());
            return message.contains(DIVERGENT_EXIT) ? Optional.empty() : Optional.of("refused: " + message);
        } catch (RuntimeException | Error broken) {
            return Optional.of("threw " + trace(broken));
        }
    }

    /** What differs between Java and what a Metal file of several programs does. */
    static Optional<String> difference(Program program, GeneratedKernel kernel, MetalBatch batch) {
        try (Comparison comparison = new Comparison(program, kernel)) {
            return comparison.with("Metal", arguments -> batch.execute(program, arguments));
        } catch (RuntimeException | Error broken) {
            return Optional.of("threw " + trace(broken));
        }
    }

    /** What differs where something else executes the program. */
    Optional<String> with(String name, Consumer<Arguments> execution) {
        try (Arguments arguments = new Arguments(program)) {
            Optional<Fault> actual = Fault.of(program, () -> execution.accept(arguments));
            boolean alike = program.threads() > 0 ? fault.isPresent() == actual.isPresent() : fault.equals(actual);
            if (!alike) {
                return Optional.of("Java ends with " + fault + ", " + name + " with " + actual);
            }
            return fault.isPresent()
                    ? Optional.empty()
                    : expected.difference(arguments).map(difference -> difference + " by " + name);
        }
    }

    @Override
    public void close() {
        expected.close();
    }

    private static void execute(Program program, GeneratedKernel kernel, Arguments arguments, Device device) {
        Object[] arrays = Arrays.stream(arguments.toArray())
                .filter(DeviceArray.class::isInstance)
                .distinct()
                .toArray();
        TaskGraph graph = kernel.graph(arguments.toArray())
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, arrays);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.withDevice(device);
            if (program.hasGrid()) {
                WorkerGrid1D grid = new WorkerGrid1D(program.threads());
                grid.setLocalWork(program.threadgroup(), 1, 1);
                plan.withGridScheduler(new GridScheduler("generated.kernel", grid));
            }
            plan.execute();
        }
    }

    private static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            Arrays.stream(cause.getStackTrace())
                    .limit(12)
                    .forEach(frame -> text.append("    at ").append(frame).append('\n'));
        }
        return text.toString();
    }
}
