package dev.bessemer.runtime.objc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Autorelease pools. A pool belongs to a thread of the system, so what a virtual thread does in one is done by a platform thread for it. */
public final class AutoreleasePool {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("bessemer-metal-", 0).factory());

    private AutoreleasePool() {}

    /** Does something in a pool that ends with it; objects that were autoreleased meanwhile must not be kept. */
    public static <T> T call(Supplier<T> work) {
        return Thread.currentThread().isVirtual() ? elsewhere(work) : here(work);
    }

    /** Does something in a pool that ends with it. */
    public static void run(Runnable work) {
        boolean _ = call(() -> {
            work.run();
            return true;
        });
    }

    private static <T> T here(Supplier<T> work) {
        long pool = Objc.push();
        try {
            return work.get();
        } finally {
            Objc.pop(pool);
        }
    }

    private static <T> T elsewhere(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> here(work), THREADS).join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
    }
}
