package dev.bessemer.runtime.objc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the messages that the process sends, where the system property {@value #PROPERTY} is {@code true} from the start; elsewhere nothing is counted,
 * and sending takes no longer.
 */
public final class MessageCounter {
    /** The system property that asks for it. */
    public static final String PROPERTY = "bessemer.metal.count";

    private static final boolean COUNTS = Boolean.getBoolean(PROPERTY);
    private static final AtomicLong SENT = new AtomicLong();

    private MessageCounter() {}

    /**
     * Messages so far, by all threads.
     *
     * @throws IllegalStateException where they are not counted
     */
    public static long sent() {
        if (!COUNTS) {
            throw new IllegalStateException("messages are not counted: start the JVM with -D" + PROPERTY + "=true");
        }
        return SENT.get();
    }

    /** A handle that sends a message, and counts it where that is asked for. */
    static MethodHandle counting(MethodHandle sender) {
        if (!COUNTS) {
            return sender;
        }
        try {
            MethodHandle next = MethodHandles.lookup()
                    .findVirtual(AtomicLong.class, "incrementAndGet", MethodType.methodType(long.class))
                    .bindTo(SENT)
                    .asType(MethodType.methodType(void.class));
            return MethodHandles.foldArguments(sender, next);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("messages cannot be counted", e);
        }
    }
}
