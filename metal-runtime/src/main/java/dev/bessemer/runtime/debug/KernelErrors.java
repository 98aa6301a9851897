package dev.bessemer.runtime.debug;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a kernel that ran as plain Java threw, said as other devices say it. */
final class KernelErrors {
    private static final List<String> LIBRARIES =
            List.of("java.", "jdk.", "dev.bessemer.types.", "dev.bessemer.intrinsics.");
    private static final Set<Class<?>> DEVICE =
            Set.of(DebugGrid.class, DebugThread.class, DebugThreadgroup.class, Meeting.class);

    private static final String NO_LINE =
            " (HotSpot left its line out: start Java with -XX:-OmitStackTraceInFastThrow)";

    private KernelErrors() {}

    /**
     * What to throw in the place of what a kernel threw.
     *
     * @param where ends the message: the thread, or nothing
     */
    static RuntimeException of(Throwable thrown, String where) {
        Location line = line(thrown.getStackTrace());
        return switch (thrown) {
            case KernelFaultException fault -> fault;
            case IndexOutOfBoundsException fault -> fault(line, fault, where);
            case ArithmeticException fault -> fault(line, fault, where);
            case NegativeArraySizeException fault -> fault(line, fault, where);
            default -> new IllegalStateException(line + ": " + message(thrown) + where, thrown);
        };
    }

    private static KernelFaultException fault(Location line, RuntimeException thrown, String where) {
        KernelFaultException fault = new KernelFaultException(line, message(thrown) + where);
        fault.initCause(thrown);
        return fault;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        String said = message == null ? thrown.getClass().getSimpleName() : message;
        return thrown.getStackTrace().length == 0 ? said + NO_LINE : said;
    }

    /** The line of the kernel, or of a method it calls, in a stack. */
    static Location line(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(KernelErrors::isKernel)
                .findFirst()
                .map(frame -> new Location(
                        frame.getFileName() == null ? frame.getClassName() : frame.getFileName(),
                        Math.max(0, frame.getLineNumber())))
                .orElse(Location.NONE);
    }

    private static boolean isKernel(StackTraceElement frame) {
        String name = frame.getClassName();
        return LIBRARIES.stream().noneMatch(name::startsWith)
                && DEVICE.stream().noneMatch(type -> name.equals(type.getName()));
    }
}
