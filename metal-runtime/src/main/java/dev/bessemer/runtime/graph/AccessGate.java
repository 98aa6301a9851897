package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets executions overlap that do not conflict. One that conflicts with an earlier one waits for it, so that conflicting executions keep the
 * order in which they entered.
 */
public final class AccessGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final List<Ticket> inside = new ArrayList<>();
    private boolean closed;

    /** One execution's place in the order. */
    public final class Ticket implements AutoCloseable {
        private final Footprint footprint;

        private Ticket(Footprint footprint) {
            this.footprint = footprint;
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
                if (earlier.footprint.conflictsWith(footprint)) {
                    return true;
                }
            }
            return false;
        }

        /** Ends the execution. */
        @Override
        public void close() {
            lock.lock();
            try {
                inside.remove(this);
                left.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Takes a place in the order.
     *
     * @throws IllegalStateException when the gate is closed
     */
    public Ticket enter(Footprint footprint) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            Ticket ticket = new Ticket(footprint);
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
