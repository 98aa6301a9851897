package dev.bessemer.runtime;

import dev.bessemer.runtime.metal.Command;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A launch on a Metal device. Executions that overlap have a use of it each, with a fault record of its own; there are as many as have ever overlapped.
 */
final class MetalLaunch {
    private final Supplier<Use> maker;
    private final Runnable resources;
    private final Queue<Use> idle = new ConcurrentLinkedQueue<>();

    /**
     * What one execution encodes.
     *
     * @param fault where the kernel leaves a fault; null where it has none to leave
     */
    record Use(Command command, @Nullable FaultRecord fault) {
        void clear() {
            if (fault != null) {
                fault.clear();
            }
        }

        void check() {
            if (fault != null) {
                fault.check();
            }
        }

        private void close() {
            if (fault != null) {
                fault.close();
            }
        }
    }

    /**
     * Makes the first use.
     *
     * @param maker makes a use with a fault record of its own, or the same again where there is none
     * @param resources what it needs, released when it is not executed any more, or when there is no first use
     */
    MetalLaunch(Supplier<Use> maker, Runnable resources) {
        this.maker = maker;
        this.resources = resources;
        try {
            give(maker.get());
        } catch (RuntimeException | Error none) {
            resources.run();
            throw none;
        }
    }

    /** A use that no execution has, its fault record empty. */
    Use take() {
        Use known = idle.poll();
        Use use = known == null ? maker.get() : known;
        use.clear();
        return use;
    }

    /** Gives back a use that the GPU has no more to do with. */
    void give(Use use) {
        idle.add(use);
    }

    /** Releases what it needs; it is not executed any more. */
    void close() {
        idle.forEach(Use::close);
        idle.clear();
        resources.run();
    }
}
