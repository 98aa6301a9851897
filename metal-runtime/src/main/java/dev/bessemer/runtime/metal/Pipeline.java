package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.Owned;

/** A kernel that the system has compiled; closed by each who got one. */
public final class Pipeline implements AutoCloseable {
    private final Owned state;

    Pipeline(Owned state) {
        this.state = state;
    }

    long address() {
        return state.address();
    }

    @Override
    public void close() {
        state.close();
    }
}
