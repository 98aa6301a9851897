package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Closing an array against executions that still use it. */
class ArrayLifeTest {
    @Test
    void close_whileRetained_keepsMemoryForTheUseAlone() {
        FloatArray array = FloatArray.fromElements(1, 2, 3);
        MemorySegment elements = array.retain();
        array.close();
        assertThrows(IllegalStateException.class, () -> array.get(0));
        assertEquals(2, elements.getAtIndex(ValueLayout.JAVA_FLOAT, 1));
        array.release();
        assertFalse(elements.scope().isAlive());
    }

    @Test
    void close_whileRetainedTwice_lastReleaseFrees() {
        IntArray array = new IntArray(4);
        MemorySegment elements = array.retain();
        array.retain();
        array.close();
        array.release();
        assertTrue(elements.scope().isAlive());
        array.release();
        assertFalse(elements.scope().isAlive());
    }

    @Test
    void release_openArray_keepsMemory() {
        IntArray array = IntArray.fromElements(7);
        array.retain();
        array.release();
        assertEquals(7, array.get(0));
        array.close();
    }

    @Test
    void clear_openArray_setsZeros() {
        LongArray array = LongArray.fromElements(-1, 2, Long.MIN_VALUE);
        array.clear();
        assertArrayEquals(new long[3], array.toHeapArray());
        array.close();
        assertThrows(IllegalStateException.class, array::clear);
    }

    @Test
    void close_notRetained_freesAtOnce() {
        IntArray array = new IntArray(4);
        MemorySegment elements = array.segment();
        array.close();
        assertFalse(elements.scope().isAlive());
    }

    @Test
    void release_neverRetained_isRefused() {
        try (IntArray array = new IntArray(4)) {
            var e = assertThrows(IllegalStateException.class, array::release);
            assertEquals("IntArray[4] was released more often than it was retained", e.getMessage());
        }
    }

    @Test
    void close_racingWithUses_freesOnceAndNeverUnderAUse() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 200; round++) {
                IntArray array = IntArray.fromElements(41, 42);
                MemorySegment elements = array.segment();
                CountDownLatch start = new CountDownLatch(2);
                Future<Integer> use = threads.submit(() -> useOnce(array, start));
                Future<?> close = threads.submit(() -> {
                    meet(start);
                    array.close();
                });
                assertTrue(use.get() == 42 || use.get() == -1);
                close.get();
                assertFalse(elements.scope().isAlive());
            }
        }
    }

    /** Reads element 1 as an execution does, or gives -1 where the array was closed before. */
    private static int useOnce(IntArray array, CountDownLatch start) {
        meet(start);
        MemorySegment elements;
        try {
            elements = array.retain();
        } catch (IllegalStateException e) {
            return -1;
        }
        try {
            return elements.getAtIndex(ValueLayout.JAVA_INT, 1);
        } finally {
            array.release();
        }
    }

    private static void meet(CountDownLatch start) {
        start.countDown();
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
