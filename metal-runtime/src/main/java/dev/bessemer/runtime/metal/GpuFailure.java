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
    private static final int OUT_OF_MEMORY = 8;
    private static final int DEVICE_REMOVED = 11;
    private static final int STACK_OVERFLOW = 12;

    private GpuFailure() {}

    /** The exception for an error of a command buffer with some tasks. */
    static RuntimeException of(List<String> tasks, ObjcException error) {
        return of(tasks, (int) error.code(), error.description());
    }

    /** @param code a {@code MTLCommandBufferError} */
    static RuntimeException of(List<String> tasks, int code, String description) {
        String what = names(tasks) + ": the GPU " + reason(code) + " (" + description + ")";
        boolean kernel = code == INTERNAL || code == TIMEOUT || code == PAGE_FAULT || code == STACK_OVERFLOW;
        return kernel ? new KernelFaultException(Location.NONE, what) : new IllegalStateException(what);
    }

    private static String reason(int code) {
        return switch (code) {
            case TIMEOUT -> "stopped it, because it ran for too long: launch less work at once";
            case PAGE_FAULT ->
                "stopped it at an access to memory that no array has: leave out withBoundsChecks(false) to"
                        + " learn where";
            case OUT_OF_MEMORY -> "has not enough memory for it: use smaller arrays, or fewer at once";
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
