package dev.bessemer.runtime.differential;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import java.util.Arrays;
import java.util.Optional;

/**
 * How an execution ended before its end.
 *
 * @param kind division or index
 * @param line in the generated source
 */
record Fault(String kind, int line) {
    /** Executes something; gives the fault it ends with, whether as Java or on a device. */
    static Optional<Fault> of(Program program, Runnable execution) {
        try {
            execution.run();
            return Optional.empty();
        } catch (ArithmeticException division) {
            return Optional.of(new Fault("division", line(program, division)));
        } catch (IndexOutOfBoundsException index) {
            return Optional.of(new Fault("index", line(program, index)));
        } catch (KernelFaultException fault) {
            String kind = String.valueOf(fault.getMessage()).contains("divided by zero") ? "division" : "index";
            return Optional.of(new Fault(kind, fault.location().line()));
        }
    }

    private static int line(Program program, RuntimeException fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().endsWith(program.className()))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElse(0);
    }
}
