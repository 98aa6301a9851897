package dev.bessemer.runtime.metal;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.runtime.objc.ObjcException;
import java.util.List;

/** Why a GPU did not complete a command buffer. */
final class GpuFailure {
    private static final int INTERNAL = 1;
    private static final int TIMEOUT = 2;
    private static final int PAGE_FAULT = 3;
    private static final int ACCESS_REVOKED = 4;
    private static final int NOT_PERMITTED = 7;
    private static final int OUT_OF_MEMORY = 8;
    private static final int DEVICE_REMOVED = 11;
    private static final int INVALID_RESOURCE = 9;
    private static final int STACK_OVERFLOW = 12;

    /** What a description ends with where the GPU has thrown away what others had committed when it stopped a kernel. */
    private static final String VICTIM = "InnocentVictim";

    /** The same, where a process has had too many errors. */
    private static final String IGNORED = "SubmissionsIgnored";

    private GpuFailure() {}

    /** The exception for an error of a command buffer with some tasks. */
    static RuntimeException of(List<String> tasks, ObjcException error) {
        return of(tasks, (int) error.code(), error.description());
    }

    /** @param code a {@code MTLCommandBufferError} */
    static RuntimeException of(List<String> tasks, int code, String description) {
        boolean bystander = description.contains(VICTIM) || description.contains(IGNORED);
        String what = names(tasks) + ": the GPU " + (bystander ? bystanderReason(description) : reason(code)) + " ("
                + description + ")";
        boolean kernel = code == INTERNAL || code == TIMEOUT || code == PAGE_FAULT || code == STACK_OVERFLOW;
        return kernel && !bystander ? new KernelFaultException(Location.NONE, what) : new IllegalStateException(what);
    }

    private static String bystanderReason(String description) {
        return description.contains(VICTIM)
                ? "threw it away when it stopped another kernel: execute it again"
                : "takes nothing of this process any more, because too much of it has failed: the program has to be started again";
    }

    private static String reason(int code) {
        return switch (code) {
            case TIMEOUT -> "stopped it, because it ran for too long: launch less work at once";
            case PAGE_FAULT ->
                "stopped it at an access to memory that no array has: leave out withBoundsChecks(false) to"
                        + " learn where";
            case ACCESS_REVOKED -> "takes nothing of this process any more: the program has to be started again";
            case NOT_PERMITTED -> "does not take it, as this process may not use it";
            case OUT_OF_MEMORY -> "has not enough memory for it: use smaller arrays, or fewer at once";
            case INVALID_RESOURCE -> "does not take it, as memory that it uses is gone";
            case DEVICE_REMOVED -> "is gone: the program has to be started again";
            case STACK_OVERFLOW -> "stopped it, because a thread's stack was full: use smaller arrays in the kernel";
            default -> "failed";
        };
    }

    private static String names(List<String> tasks) {
        String all = "'" + String.join("', '", tasks) + "'";
        return tasks.size() == 1
                ? "task " + all
                : "one of the tasks " + all + " of one command buffer (with a profiler each has its own)";
    }
}
