package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many executions, and many threads. */
@NeedsToolchain
@ExtendWith(Strict.class)
class LoadTest {
    @Test
    void thousandExecutions_leakNothing() {
        MetalStandIn.open().setWatches(java.util.Set.of());
        try (Metal metal = new Metal()) {
            MemorySegment increment = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(0, 0, 0, 0);
            var before = MetalStandIn.open().liveObjects();
            for (int i = 0; i < 1000; i++) {
                Objc.pooled(() -> metal.execute(increment, buffer, 4));
            }
            assertEquals(before, MetalStandIn.open().liveObjects());
            assertArrayEquals(new float[] {1000, 1000, 1000, 1000}, Metal.floats(buffer, 4));
        }
    }

    @Test
    void thousandExecutions_withoutKernels_sendTheSameMessagesEach() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withoutExecution());
        try (Metal metal = new Metal()) {
            MemorySegment increment = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(0);
            long before = MetalStandIn.open().messageCount();
            for (int i = 0; i < 1000; i++) {
                Objc.pooled(() -> metal.execute(increment, buffer, 1));
            }
            assertEquals(8000, MetalStandIn.open().messageCount() - before);
            assertArrayEquals(new float[] {0}, Metal.floats(buffer, 1));
        }
    }

    @Test
    void manyThreads_shareADevice() throws InterruptedException, ExecutionException {
        try (Metal metal = new Metal();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            MemorySegment increment = metal.pipeline("increment");
            List<MemorySegment> buffers = new ArrayList<>();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                MemorySegment buffer = metal.buffer(0);
                buffers.add(buffer);
                running.add(threads.submit(() -> {
                    for (int k = 0; k < 20; k++) {
                        Objc.pooled(() -> metal.execute(increment, buffer, 1));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            for (MemorySegment buffer : buffers) {
                assertArrayEquals(new float[] {20}, Metal.floats(buffer, 1));
            }
        }
    }

    @Test
    void queues_ofTheirOwn_runAtTheSameTime() throws InterruptedException {
        try (Metal metal = new Metal()) {
            MemorySegment event = metal.keep(Objc.object(metal.device, "newSharedEvent"));
            Thread[] threads = new Thread[4];
            for (int i = 0; i < threads.length; i++) {
                long mine = i;
                threads[i] = Thread.ofPlatform().start(() -> {
                    MemorySegment queue = Objc.object(metal.device, "newCommandQueue");
                    Objc.pooled(() -> {
                        MemorySegment commandBuffer = Objc.object(queue, "commandBuffer");
                        Objc.send(commandBuffer, "encodeWaitForEvent:value:", event, 3 - mine);
                        Objc.send(commandBuffer, "encodeSignalEvent:value:", event, 4 - mine);
                        Objc.send(commandBuffer, "commit");
                        Objc.send(commandBuffer, "waitUntilCompleted");
                    });
                    Objc.release(queue);
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(4, Objc.number(event, "signaledValue"));
            assertTrue(MetalStandIn.open().violations().isEmpty());
        }
    }
}
