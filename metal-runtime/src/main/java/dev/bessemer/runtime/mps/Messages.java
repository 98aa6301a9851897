package dev.bessemer.runtime.mps;

/**
 * Sends messages to Objective-C objects, each of which stands for its address; 0 is nil. Arguments are addresses and 64-bit numbers as
 * {@code Long}, 32-bit ones as {@code Integer}, {@code Boolean}, {@code Float}, {@code Double}, or a {@code MemorySegment} for memory; they have to be
 * what the method takes, in width too. The caller has an autorelease pool.
 */
public interface Messages {
    /** The class of a name; 0 where the system has none. */
    long type(String name);

    /** Sends a message that gives an object. */
    long object(long receiver, String selector, Object... arguments);

    /** Sends a message that gives nothing. */
    void send(long receiver, String selector, Object... arguments);

    /** Sends a message that gives an unsigned 64-bit number. */
    long number(long receiver, String selector, Object... arguments);

    /** Whether an object answers to a selector. */
    boolean responds(long receiver, String selector);
}
