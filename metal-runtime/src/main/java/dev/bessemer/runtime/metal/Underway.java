package dev.bessemer.runtime.metal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The executions of one queue that nobody waits for. There are so few that Metal does not block: a queue has 64 command buffers, and whoever asks for one
 * more stands still. One thread waits for their ends in the order in which they were committed; it is there while there is something to wait for.
 */
public final class Underway {
    private static final int MOST = 48;
    private static final int IDLE_SECONDS = 10;

    private final Semaphore places = new Semaphore(MOST);
    private final ExecutorService thread = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("bessemer-metal-ends-", 0).factory());

    /** For one queue. */
    Underway() {}

    /** Takes a place if there is one. */
    public boolean tryEnter() {
        return places.tryAcquire();
    }

    /** Takes a place, waiting for one. */
    public void enter() {
        places.acquireUninterruptibly();
    }

    /** Gives a place back of which nothing was committed. */
    public void leave() {
        places.release();
    }

    /**
     * Gives a place back, and then does something, when the GPU has ended what was committed; where the system has no thread for that, before this returns.
     *
     * @param then returns soon and throws nothing: others wait behind it
     */
    public void whenEnded(Committed committed, Runnable then) {
        try {
            thread.execute(() -> ended(committed, then));
        } catch (RuntimeException | Error noThread) {
            ended(committed, then);
        }
    }

    private void ended(Committed committed, Runnable then) {
        try {
            committed.awaitEnd();
        } finally {
            leave();
            then.run();
        }
    }

    /** Ends the thread; nothing may be under way. */
    void close() {
        thread.shutdown();
    }
}
