package dev.bessemer.runtime.objc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Texts of Java and of Foundation. */
public final class Strings {
    private static final long UTF_8 = 4;
    private static final Message ALLOC = Message.any(Signatures.of("NSObject", "alloc"));
    private static final Message INIT = Message.any(Signatures.of("NSString", "initWithBytes:length:encoding:"));
    private static final Message BYTES = Message.of("NSString", "UTF8String");

    private Strings() {}

    /**
     * An {@code NSString} with a text.
     *
     * @throws IllegalStateException when the system makes none
     */
    public static Owned of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
            long allocated = ALLOC.send(Objc.requireClass("NSString"));
            long made = INIT.send(allocated, memory.address(), bytes.length, UTF_8);
            if (made == 0) {
                throw new IllegalStateException("the system made no NSString: is memory short?");
            }
            return new Owned(made);
        }
    }

    /** The text of an {@code NSString}, copied; empty for nil. */
    public static String text(long string) {
        return string == 0 ? "" : Objc.text(BYTES.send(string));
    }
}
