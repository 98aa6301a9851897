package dev.bessemer.runtime.differential;

import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a program as plain Java and on the CPU device. */
final class Comparison {
    private Comparison() {}

    /**
     * How an execution ended before its end.
     *
     * @param kind division or index
     * @param line in the generated source
     */
    private record Fault(String kind, int line) {}

    /** What differs between plain Java and the device. */
    static Optional<String> difference(Program program, GeneratedKernel kernel) {
        try (Arguments plain = new Arguments(program);
                Arguments device = new Arguments(program)) {
            Fault expected = plain(program, kernel, plain);
            Fault actual = onDevice(kernel, device);
            if (expected == null || actual == null || program.threads() == 0) {
                if (expected == null ? actual != null : !expected.equals(actual)) {
                    return Optional.of("plain Java ends with " + expected + ", the device with " + actual);
                }
            }
            return Optional.ofNullable(expected == null ? plain.difference(device) : null);
        } catch (KernelCompilationException refused) {
            return Optional.of("refused: " + refused.getMessage());
        } catch (RuntimeException | Error broken) {
            return Optional.of("threw " + trace(broken));
        }
    }

    private static @Nullable Fault plain(Program program, GeneratedKernel kernel, Arguments arguments) {
        try {
            kernel.plain(arguments.toArray());
            return null;
        } catch (ArithmeticException division) {
            return new Fault("division", line(program, division));
        } catch (IndexOutOfBoundsException index) {
            return new Fault("index", line(program, index));
        }
    }

    private static int line(Program program, RuntimeException fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().endsWith(program.className()))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElse(0);
    }

    private static @Nullable Fault onDevice(GeneratedKernel kernel, Arguments arguments) {
        DeviceArray[] arrays = Arrays.stream(arguments.toArray())
                .filter(DeviceArray.class::isInstance)
                .distinct()
                .toArray(DeviceArray[]::new);
        TaskGraph graph = kernel.graph(arguments.toArray())
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, (Object[]) arrays)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, (Object[]) arrays);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
            return null;
        } catch (KernelFaultException fault) {
            String kind = String.valueOf(fault.getMessage()).contains("divided by zero") ? "division" : "index";
            return new Fault(kind, fault.location().line());
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
