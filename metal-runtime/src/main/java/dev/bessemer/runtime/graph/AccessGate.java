package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets executions overlap that do not conflict. One that conflicts with an earlier one waits for it, so that conflicting executions keep the
 * order in which they entered. One that follows waits for an earlier one only until that is handed over: whoever it was handed to keeps their
 * order from there on.
 */
public final class AccessGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final List<Ticket> inside = new ArrayList<>();
    private boolean closed;

    /** One execution's place in the order. */
    public final class Ticket implements AutoCloseable {
        private final Footprint footprint;
        private final boolean follows;
        private boolean handedOver;

        /** What begins it; null where it waits by itself, or has begun. */
        private @Nullable Runnable start;

        private Ticket(Footprint footprint, boolean follows) {
            this.footprint = footprint;
            this.follows = follows;
        }

        /** Whether no earlier execution has to be waited for. */
        public boolean isReady() {
            lock.lock();
            try {
                return !mustWait();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Does something when no earlier execution has to be waited for: now, or on the thread that ends the last of them.
         *
         * @param begin returns soon and throws nothing
         */
        public void whenReady(Runnable begin) {
            lock.lock();
            try {
                start = begin;
            } finally {
                lock.unlock();
            }
            startReady();
        }

        /** Says that all that is left of the execution is where those that follow go as well, and that they come after it there. */
        public void handOver() {
            change(() -> handedOver = true);
        }

        /** Waits until no earlier execution conflicts with this one. */
        public void await() {
            lock.lock();
            try {
                while (mustWait()) {
                    left.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean mustWait() {
            for (Ticket earlier : inside) {
                if (equals(earlier)) {
                    return false;
                }
                boolean before = follows && earlier.handedOver;
                if (!before && earlier.footprint.conflictsWith(footprint)) {
                    return true;
                }
            }
            return false;
        }

        /** Ends the execution. */
        @Override
        public void close() {
            change(() -> inside.remove(this));
        }

        private @Nullable Runnable takeStart() {
            Runnable taken = start;
            if (taken == null || mustWait()) {
                return null;
            }
            start = null;
            return taken;
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            left.signalAll();
        } finally {
            lock.unlock();
        }
        startReady();
    }

    private void startReady() {
        List<Runnable> ready = new ArrayList<>();
        lock.lock();
        try {
            for (Ticket ticket : inside) {
                Runnable start = ticket.takeStart();
                if (start != null) {
                    ready.add(start);
                }
            }
        } finally {
            lock.unlock();
        }
        ready.forEach(Runnable::run);
    }

    /**
     * Takes a place in the order.
     *
     * @throws IllegalStateException when the gate is closed
     */
    public Ticket enter(Footprint footprint) {
        return enter(footprint, false);
    }

    /**
     * Takes a place in the order.
     *
     * @param follows whether it need not wait for what was handed over
     * @throws IllegalStateException when the gate is closed
     */
    public Ticket enter(Footprint footprint, boolean follows) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            Ticket ticket = new Ticket(footprint, follows);
            inside.add(ticket);
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside. */
    public void awaitEmpty() {
        lock.lock();
        try {
            while (!inside.isEmpty()) {
                left.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and waits for those inside. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            awaitEmpty();
        } finally {
            lock.unlock();
        }
    }
}
