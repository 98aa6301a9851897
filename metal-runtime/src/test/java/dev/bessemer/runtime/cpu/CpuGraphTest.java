package dev.bessemer.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.runtime.graph.Dependences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps run once each, after those they wait for, together with those they do not. */
@Timeout(60)
class CpuGraphTest {
    private static final CpuPool POOL = new CpuPool(4);

    private interface Body {
        void run(long first, long last) throws Exception;
    }

    private static Step step(long units, int batches, Body body) {
        return new Step() {
            @Override
            public long units() {
                return units;
            }

            @Override
            public void run(long first, long last) {
                try {
                    body.run(first, last);
                } catch (RuntimeException exception) {
                    throw exception;
                } catch (Exception exception) {
                    throw new AssertionError(exception);
                }
            }

            @Override
            public int batches() {
                return batches;
            }
        };
    }

    private static CpuGraph independent(Step... steps) {
        List<List<Integer>> none = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            none.add(List.of());
        }
        return new CpuGraph(List.of(steps), new Dependences(none));
    }

    @Test
    void run_independentSteps_overlap() {
        CountDownLatch both = new CountDownLatch(2);
        Body meet = (first, last) -> {
            both.countDown();
            assertTrue(both.await(20, TimeUnit.SECONDS), "the other step never began");
        };
        var _ = independent(step(1, 1, meet), step(1, 1, meet)).run(POOL);
    }

    @Test
    void run_stepBehindAShortChain_doesNotWaitForALongOne() {
        CountDownLatch second = new CountDownLatch(1);
        Step longOne = step(
                1,
                1,
                (first, last) -> assertTrue(second.await(20, TimeUnit.SECONDS), "the end of the short chain waited"));
        Step shortOne = step(1, 1, (first, last) -> {});
        Step after = step(1, 1, (first, last) -> second.countDown());
        var _ = new CpuGraph(
                        List.of(longOne, shortOne, after), new Dependences(List.of(List.of(), List.of(), List.of(1))))
                .run(POOL);
    }

    @Test
    void run_randomGraphs_keepTheirOrderAndRunEveryUnitOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int graph = 0; graph < 200; graph++) {
            runRandom(random, "seed " + seed + ", graph " + graph);
        }
    }

    private static void runRandom(Random random, String which) {
        int count = 1 + random.nextInt(12);
        long[] units = new long[count];
        AtomicLong[] ran = new AtomicLong[count];
        List<Step> steps = new ArrayList<>();
        List<List<Integer>> predecessors = new ArrayList<>();
        AtomicInteger repeat = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            int index = i;
            units[i] = random.nextInt(4) == 0 ? 0 : random.nextInt(500);
            ran[i] = new AtomicLong();
            List<Integer> before = new ArrayList<>();
            for (int j = i - 1; j >= 0; j--) {
                if (random.nextInt(3) == 0) {
                    before.add(j);
                }
            }
            predecessors.add(before);
            steps.add(step(units[i], 1 + random.nextInt(3), (first, last) -> {
                for (int j : before) {
                    assertEquals(repeat.get() * units[j], ran[j].get(), which);
                }
                ran[index].addAndGet(last - first);
            }));
        }
        CpuGraph graph = new CpuGraph(steps, new Dependences(predecessors));
        while (repeat.incrementAndGet() <= 3) {
            StepTimes times = graph.run(POOL);
            for (int i = 0; i < count; i++) {
                assertEquals(repeat.get() * units[i], ran[i].get(), which);
                assertTrue(times.endOf(i) >= times.beginOf(i) && times.beginOf(i) >= times.start(), which);
            }
        }
    }

    @Test
    void run_batches_areOneAfterAnother() {
        AtomicInteger inside = new AtomicInteger();
        AtomicLong reached = new AtomicLong();
        CpuGraph graph = independent(step(1000, 10, (first, last) -> {
            assertEquals(first / 100, (last - 1) / 100, "a part crosses a batch");
            assertTrue(reached.get() >= first / 100 * 100, "an earlier batch is not done");
            inside.incrementAndGet();
            reached.addAndGet(last - first);
        }));
        var _ = graph.run(POOL);
        assertEquals(1000, reached.get());
        assertTrue(inside.get() >= 10);
    }

    @Test
    void run_stepThatFails_throwsAndLeavesSuccessorsOut() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        AtomicInteger after = new AtomicInteger();
        CpuGraph graph = new CpuGraph(
                List.of(
                        step(100, 1, (first, last) -> {
                            throw failure;
                        }),
                        step(1, 1, (first, last) -> after.incrementAndGet())),
                new Dependences(List.of(List.of(), List.of(0))));
        for (int repeat = 0; repeat < 20; repeat++) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> graph.run(POOL)));
        }
        assertEquals(0, after.get());
    }

    @Test
    void run_unitsThatCannotBeCounted_throws() {
        CpuGraph graph = independent(new Step() {
            @Override
            public long units() {
                throw new ArithmeticException("no bound");
            }

            @Override
            public void run(long first, long last) {}
        });
        assertThrows(ArithmeticException.class, () -> graph.run(POOL));
    }

    @Test
    void run_poolOfOneThread_runsEverythingHere() {
        List<Thread> threads = new ArrayList<>();
        Step here = step(64, 1, (first, last) -> threads.add(Thread.currentThread()));
        var _ = independent(here, here).run(new CpuPool(1));
        assertTrue(threads.stream().allMatch(Thread.currentThread()::equals));
    }
}
