package dev.bessemer.types.atomic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Atomic operations on elements of off-heap memory, as one step between all threads of the process. Offsets are in bytes and aligned; each
 * operation gives what was there before.
 */
public final class SegmentAtomics {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle FLOAT = ValueLayout.JAVA_FLOAT.varHandle();

    private SegmentAtomics() {}

    /** Adds to an element; a sum of integers wraps. */
    public static int add(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndAdd(segment, offset, value);
    }

    /** Bitwise and with an element. */
    public static int and(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndBitwiseAnd(segment, offset, value);
    }

    /** Bitwise or with an element. */
    public static int or(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndBitwiseOr(segment, offset, value);
    }

    /** Exclusive or with an element. */
    public static int xor(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndBitwiseXor(segment, offset, value);
    }

    /** Sets an element. */
    public static int exchange(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndSet(segment, offset, value);
    }

    /** Lowers an element to a value, as {@link Math#min}. */
    public static int min(MemorySegment segment, long offset, int value) {
        int old = (int) INT.getVolatile(segment, offset);
        while (true) {
            int found = (int) INT.compareAndExchange(segment, offset, old, Math.min(old, value));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    /** Raises an element to a value, as {@link Math#max}. */
    public static int max(MemorySegment segment, long offset, int value) {
        int old = (int) INT.getVolatile(segment, offset);
        while (true) {
            int found = (int) INT.compareAndExchange(segment, offset, old, Math.max(old, value));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    /** Sets an element that is the expected one. */
    public static int compareExchange(MemorySegment segment, long offset, int expected, int value) {
        return (int) INT.compareAndExchange(segment, offset, expected, value);
    }

    /** Adds to an element; a sum of integers wraps. */
    public static long add(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndAdd(segment, offset, value);
    }

    /** Bitwise and with an element. */
    public static long and(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndBitwiseAnd(segment, offset, value);
    }

    /** Bitwise or with an element. */
    public static long or(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndBitwiseOr(segment, offset, value);
    }

    /** Exclusive or with an element. */
    public static long xor(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndBitwiseXor(segment, offset, value);
    }

    /** Sets an element. */
    public static long exchange(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndSet(segment, offset, value);
    }

    /** Lowers an element to a value, as {@link Math#min}. */
    public static long min(MemorySegment segment, long offset, long value) {
        long old = (long) LONG.getVolatile(segment, offset);
        while (true) {
            long found = (long) LONG.compareAndExchange(segment, offset, old, Math.min(old, value));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    /** Raises an element to a value, as {@link Math#max}. */
    public static long max(MemorySegment segment, long offset, long value) {
        long old = (long) LONG.getVolatile(segment, offset);
        while (true) {
            long found = (long) LONG.compareAndExchange(segment, offset, old, Math.max(old, value));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    /** Sets an element that is the expected one. */
    public static long compareExchange(MemorySegment segment, long offset, long expected, long value) {
        return (long) LONG.compareAndExchange(segment, offset, expected, value);
    }

    /** Sets an element. */
    public static float exchange(MemorySegment segment, long offset, float value) {
        return (float) FLOAT.getAndSet(segment, offset, value);
    }

    /** Adds to an element. */
    public static float add(MemorySegment segment, long offset, float value) {
        float old = (float) FLOAT.getVolatile(segment, offset);
        while (true) {
            float found = (float) FLOAT.compareAndExchange(segment, offset, old, old + value);
            if (Float.floatToRawIntBits(found) == Float.floatToRawIntBits(old)) {
                return old;
            }
            old = found;
        }
    }

    /** Lowers an element to a value, as {@link Math#min}. */
    public static float min(MemorySegment segment, long offset, float value) {
        float old = (float) FLOAT.getVolatile(segment, offset);
        while (true) {
            float found = (float) FLOAT.compareAndExchange(segment, offset, old, Math.min(old, value));
            if (Float.floatToRawIntBits(found) == Float.floatToRawIntBits(old)) {
                return old;
            }
            old = found;
        }
    }

    /** Raises an element to a value, as {@link Math#max}. */
    public static float max(MemorySegment segment, long offset, float value) {
        float old = (float) FLOAT.getVolatile(segment, offset);
        while (true) {
            float found = (float) FLOAT.compareAndExchange(segment, offset, old, Math.max(old, value));
            if (Float.floatToRawIntBits(found) == Float.floatToRawIntBits(old)) {
                return old;
            }
            old = found;
        }
    }

    /** Sets an element that is the expected one, bit for bit. */
    public static float compareExchange(MemorySegment segment, long offset, float expected, float value) {
        return (float) FLOAT.compareAndExchange(segment, offset, expected, value);
    }
}
