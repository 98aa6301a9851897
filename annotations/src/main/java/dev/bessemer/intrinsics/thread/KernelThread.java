package dev.bessemer.intrinsics.thread;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A thread of the JVM that executes a kernel for one thread of a grid. */
public interface KernelThread {
    /** The kernel's thread that the current one is. */
    ScopedValue<KernelThread> CURRENT = ScopedValue.newInstance();

    /** The kernel's thread that the current one is; null where it is none. */
    static @Nullable KernelThread current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** Where in the launch it is. */
    ThreadPlace place();

    /** Waits for all threads of the threadgroup. */
    void barrier();

    /**
     * Meets all lanes of the SIMD-group. The one that comes last combines what all gave, and everyone gets that.
     *
     * @param what the operation, which has to be the same for all lanes
     * @param mine what this lane gives
     * @param combine what becomes of all lanes' operands, in order
     */
    <T, R> R meet(String what, T mine, Function<List<T>, R> combine);

    /** {@link #meet} of all threads of the threadgroup. */
    <T, R> R meetThreadgroup(String what, T mine, Function<List<T>, R> combine);

    /**
     * The threadgroup's next local array: the first thread that asks makes it, the others get the same one, each its own first, second and so
     * on.
     *
     * @param type what it holds, which has to be the same for all threads
     */
    <A> A localArray(Class<A> type, int size, IntFunction<A> make);
}
