package dev.bessemer.runtime.objc;

import java.util.concurrent.atomic.AtomicLong;

/** An object that belongs to us until this is closed. */
public final class Owned implements AutoCloseable {
    private final AtomicLong object;

    /** @param object is handed over */
    Owned(long object) {
        this.object = new AtomicLong(object);
    }

    /** An object that others own, kept beyond the pool that has it. */
    public static Owned retained(long object) {
        return new Owned(Objc.retain(object));
    }

    /**
     * The object.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public long address() {
        long address = object.get();
        if (address == 0) {
            throw new IllegalStateException("an object of Metal is used after it was released");
        }
        return address;
    }

    /** Releases it, once. */
    @Override
    public void close() {
        long last = object.getAndSet(0);
        if (last != 0) {
            AutoreleasePool.run(() -> Objc.release(last));
        }
    }
}
