package dev.bessemer.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which executions overlap. */
@Timeout(30)
class AccessGateTest {
    private final AccessGate gate = new AccessGate();

    private static Footprint reads(String array) {
        return new Footprint(List.of(array), List.of());
    }

    private static Thread waiting(AccessGate.Ticket ticket, CountDownLatch through) {
        return Thread.ofPlatform().daemon().start(() -> {
            ticket.await();
            through.countDown();
            ticket.close();
        });
    }

    @Test
    void await_readersOfOneArray_overlap() {
        try (AccessGate.Ticket first = gate.enter(reads("a"));
                AccessGate.Ticket second = gate.enter(reads("a"))) {
            second.await();
            first.await();
        }
    }

    @Test
    void await_writerAfterReader_waits() throws InterruptedException {
        CountDownLatch through = new CountDownLatch(1);
        AccessGate.Ticket first = gate.enter(reads("a"));
        Thread writer = waiting(gate.enter(Footprint.exclusive("a")), through);
        assertFalse(through.await(50, TimeUnit.MILLISECONDS));
        first.close();
        assertTrue(through.await(20, TimeUnit.SECONDS));
        writer.join();
    }

    @Test
    void await_readerBehindAWaitingWriter_keepsTheOrder() throws InterruptedException {
        CountDownLatch writerThrough = new CountDownLatch(1);
        CountDownLatch readerThrough = new CountDownLatch(1);
        AccessGate.Ticket first = gate.enter(reads("a"));
        AccessGate.Ticket second = gate.enter(Footprint.exclusive("a"));
        Thread reader = waiting(gate.enter(reads("a")), readerThrough);
        assertFalse(readerThrough.await(50, TimeUnit.MILLISECONDS));
        Thread writer = waiting(second, writerThrough);
        first.close();
        writer.join();
        reader.join();
        assertEquals(0, writerThrough.getCount());
    }

    @Test
    void close_someoneInside_waitsAndThenRefuses() throws InterruptedException {
        AtomicInteger order = new AtomicInteger();
        AccessGate.Ticket inside = gate.enter(reads("a"));
        Thread closing = Thread.ofPlatform().daemon().start(() -> {
            gate.close();
            order.compareAndSet(1, 2);
        });
        Thread.sleep(20);
        order.compareAndSet(0, 1);
        inside.close();
        closing.join();
        assertEquals(2, order.get());
        assertThrows(IllegalStateException.class, () -> gate.enter(reads("a")));
    }

    @Test
    void isReady_followerOfOneThatWasHandedOver_is() {
        try (AccessGate.Ticket first = gate.enter(Footprint.exclusive("a"), true);
                AccessGate.Ticket follower = gate.enter(Footprint.exclusive("a"), true);
                AccessGate.Ticket other = gate.enter(Footprint.exclusive("a"))) {
            assertFalse(follower.isReady());
            first.handOver();
            assertTrue(follower.isReady());
            follower.handOver();
            assertFalse(other.isReady());
        }
    }

    @Test
    void whenReady_ticketsBehindOthers_beginInTheirOrder() {
        StringBuilder begun = new StringBuilder();
        AccessGate.Ticket first = gate.enter(Footprint.exclusive("a"));
        AccessGate.Ticket second = gate.enter(Footprint.exclusive("a"));
        AccessGate.Ticket third = gate.enter(Footprint.exclusive("a"));
        AccessGate.Ticket elsewhere = gate.enter(Footprint.exclusive("b"));
        third.whenReady(() -> begun.append(3));
        second.whenReady(() -> begun.append(2));
        elsewhere.whenReady(() -> begun.append(4));
        assertEquals("4", begun.toString());
        first.close();
        assertEquals("42", begun.toString());
        second.close();
        assertEquals("423", begun.toString());
        third.close();
        elsewhere.close();
        gate.awaitEmpty();
    }
}
