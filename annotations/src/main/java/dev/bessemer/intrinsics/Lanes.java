package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.thread.KernelThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The exchange of values between the lanes of a SIMD-group, where kernels run as plain Java. */
final class Lanes {
    private static final int WIDTH = 32;

    private Lanes() {}

    /**
     * The current thread as a kernel's.
     *
     * @param method the intrinsic that asks, as {@code Class.method}
     * @throws OutsideKernelException where it is none
     */
    static KernelThread thread(String method) {
        KernelThread thread = KernelThread.current();
        if (thread == null) {
            throw new OutsideKernelException(method);
        }
        return thread;
    }

    /** All lanes' values combined in butterfly order. */
    static <T> T reduce(String method, T mine, BinaryOperator<T> operator) {
        return thread(method).meet(method, mine, (List<T> all) -> {
            List<T> values = all;
            for (int distance = WIDTH / 2; distance > 0; distance /= 2) {
                values = butterfly(values, distance, operator);
            }
            return values.getFirst();
        });
    }

    private static <T> List<T> butterfly(List<T> values, int distance, BinaryOperator<T> operator) {
        List<T> combined = new ArrayList<>(WIDTH);
        for (int lane = 0; lane < WIDTH; lane++) {
            combined.add(operator.apply(values.get(lane), values.get(lane ^ distance)));
        }
        return combined;
    }

    /** The value of another lane, modulo 32. */
    static <T> T of(String method, T mine, int lane) {
        return gather(thread(method), method, mine).get(lane & (WIDTH - 1));
    }

    /** The value of the lane whose number differs in some bits. */
    static <T> T across(String method, T mine, int mask) {
        return of(method, mine, thread(method).place().lane() ^ mask);
    }

    /** The value of the lane this far above or, where negative, below; this lane's own where there is none. */
    static <T> T beside(String method, T mine, int distance) {
        KernelThread thread = thread(method);
        int lane = thread.place().lane();
        List<T> all = gather(thread, method, mine);
        long wanted = (long) lane + distance;
        return all.get(wanted >= 0 && wanted < WIDTH ? (int) wanted : lane);
    }

    /** The value of one lane, which all have to name. */
    static <T> T broadcast(String method, T mine, int lane) {
        return of(method, mine, same(method, lane));
    }

    /** What all lanes give, which has to be the same. */
    static <T> T same(String method, T mine) {
        return thread(method).meet(method, mine, (List<T> all) -> requireSame(method, all));
    }

    /** What becomes of the one thing that the threads of a scope give, which has to be the same: all of the threadgroup, or a SIMD-group's. */
    static <T, R> R together(String method, boolean threadgroup, T mine, Function<T, R> combine) {
        KernelThread thread = thread(method);
        Function<List<T>, R> combineAll = all -> combine.apply(requireSame(method, all));
        return threadgroup ? thread.meetThreadgroup(method, mine, combineAll) : thread.meet(method, mine, combineAll);
    }

    /** The one thing that all lanes gave. */
    static <T> T requireSame(String method, List<T> all) {
        for (int lane = 1; lane < all.size(); lane++) {
            if (!all.get(lane).equals(all.getFirst())) {
                throw new IllegalStateException(method + " needs the same argument in all lanes, but lane 0 gave "
                        + all.getFirst() + " and lane " + lane + " gave " + all.get(lane)
                        + ": compute it from what is the same for the whole SIMD-group");
            }
        }
        return all.getFirst();
    }

    private static <T> List<T> gather(KernelThread thread, String method, T mine) {
        return thread.meet(method, mine, (List<T> all) -> all);
    }
}
