package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.Frameworks;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The process's one device, opened when it is first asked for. */
public final class MetalPresence {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private static @Nullable MetalDevice shared;

    private MetalPresence() {}

    /**
     * The device.
     *
     * @throws IllegalStateException when there is none, or it or its macOS is too old; the message says which
     */
    public static MetalDevice shared() {
        LOCK.lock();
        try {
            MetalDevice device = shared == null ? MetalDevice.open() : shared;
            shared = device;
            return device;
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Lets another device be the process's one, as tests of other machines need.
     *
     * @param device null for one that is opened when it is next asked for
     * @return the one before, which stays open; null where none was opened yet
     */
    static @Nullable MetalDevice replace(@Nullable MetalDevice device) {
        LOCK.lock();
        try {
            MetalDevice before = shared;
            shared = device;
            return before;
        } finally {
            LOCK.unlock();
        }
    }

    /** Why there is no device; empty where there is one. */
    public static Optional<String> missing() {
        Optional<String> frameworks = Frameworks.missing();
        if (frameworks.isPresent()) {
            return frameworks;
        }
        try {
            var _ = shared();
            return Optional.empty();
        } catch (IllegalStateException none) {
            return Optional.of(String.valueOf(none.getMessage()));
        }
    }

    /** Whether the device is this machine's own, and no stand-in. */
    public static boolean isReal() {
        return Frameworks.isMac() && !Frameworks.isStandIn();
    }
}
