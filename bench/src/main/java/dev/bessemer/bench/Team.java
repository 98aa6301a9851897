package dev.bessemer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that share out numbered pieces of work. */
final class Team implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    private Team(int threads) {
        this.threads = threads;
        executor = Executors.newFixedThreadPool(threads);
    }

    /** A thread for each processor. */
    static Team ofAllProcessors() {
        return new Team(Runtime.getRuntime().availableProcessors());
    }

    /** Does the work for every number from 0 to count (exclusive); returns when all is done. */
    void run(int count, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(executor.submit(() -> {
                for (int piece = next.getAndIncrement(); piece < count; piece = next.getAndIncrement()) {
                    work.accept(piece);
                }
            }));
        }
        futures.forEach(Team::await);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the team was at work", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a piece of work failed", e.getCause());
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
