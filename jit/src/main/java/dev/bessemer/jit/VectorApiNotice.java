package dev.bessemer.jit;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says once a process that the Vector API is missing. */
final class VectorApiNotice {
    private static final AtomicBoolean GIVEN = new AtomicBoolean();

    private VectorApiNotice() {}

    static void give() {
        boolean missing = ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
        if (missing && GIVEN.compareAndSet(false, true)) {
            System.getLogger("dev.bessemer")
                    .log(
                            System.Logger.Level.WARNING,
                            "The CPU device runs without vectors: start Java with --add-modules jdk.incubator.vector");
        }
    }
}
