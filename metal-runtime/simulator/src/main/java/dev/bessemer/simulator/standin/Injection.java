package dev.bessemer.simulator.standin;

/**
 * A fault to happen once: a message, or a call of {@code MTLCreateSystemDefaultDevice}, that fails.
 *
 * @param selector the message that fails, or {@code *} for any that returns an object or a BOOL
 * @param passes how many such messages succeed before it
 * @param kind how it fails
 * @param domain the NSError's domain
 * @param code the NSError's code
 * @param text the NSError's description
 */
public record Injection(String selector, int passes, Kind kind, String domain, long code, String text) {
    /** Ways to fail. */
    public enum Kind {
        /** It returns nil, or NO. */
        NIL(0),
        /** It returns nil, or NO, and an NSError where it has a place for one. */
        ERROR(1),
        /** The command buffer that is committed fails with an NSError. */
        COMMAND_BUFFER(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The library's number for it. */
        int number() {
            return number;
        }
    }

    /** The nth message, from 0, returns nil. */
    public static Injection nil(String selector, int passes) {
        return new Injection(selector, passes, Kind.NIL, "", 0, "");
    }

    /** The nth message, from 0, gives an NSError. */
    public static Injection error(String selector, int passes, String domain, long code, String text) {
        return new Injection(selector, passes, Kind.ERROR, domain, code, text);
    }

    /** Source that does not compile, as far as the nth {@code newLibraryWithSource:options:error:} is concerned. */
    public static Injection compileFailure(int passes, String text) {
        return error("newLibraryWithSource:options:error:", passes, "MTLLibraryErrorDomain", 3, text);
    }

    /**
     * The nth command buffer that is committed, from 0, fails.
     *
     * @param code a MTLCommandBufferError, such as 2 for a timeout, 8 for want of memory or 11 for a device that is gone
     */
    public static Injection commandBuffer(int passes, long code, String text) {
        return new Injection("commit", passes, Kind.COMMAND_BUFFER, "MTLCommandBufferErrorDomain", code, text);
    }
}
