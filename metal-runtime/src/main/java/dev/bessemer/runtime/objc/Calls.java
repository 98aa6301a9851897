package dev.bessemer.runtime.objc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Downcall handles: one a shape for messages, one for each C function. */
@SuppressWarnings("restricted") // native access is what it is for
final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Map<FunctionDescriptor, MethodHandle> MESSAGES = new ConcurrentHashMap<>();

    /** What a struct may have at most to come back in registers on x86-64. */
    private static final long IN_REGISTERS = 16;

    private Calls() {}

    /** Sends messages of a shape; the receiver and the selector come first. */
    static MethodHandle message(FunctionDescriptor shape) {
        return MESSAGES.computeIfAbsent(
                shape, wanted -> MessageCounter.counting(LINKER.downcallHandle(sender(wanted), wanted)));
    }

    /** Large structs come back in memory, for which x86-64 has a function of its own. */
    private static MemorySegment sender(FunctionDescriptor shape) {
        boolean large = shape.returnLayout()
                .filter(result -> result instanceof StructLayout && result.byteSize() > IN_REGISTERS)
                .isPresent();
        boolean split = large && System.getProperty("os.arch", "").equals("amd64");
        return Frameworks.symbols().findOrThrow(split ? "objc_msgSend_stret" : "objc_msgSend");
    }

    /** A function of the frameworks. */
    static MethodHandle function(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(Frameworks.symbols().findOrThrow(name), shape);
    }

    /** A function of the C library. */
    static MethodHandle system(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape);
    }

    /** What a downcall is said to throw and does not. */
    static IllegalStateException failed(String what, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return new IllegalStateException(what + " cannot be called", thrown);
    }
}
