package dev.bessemer.runtime.objc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongUnaryOperator;

/** A place for an {@code NSError}, empty before the call and read only where it gave nil or NO. */
public final class ErrorCell {
    private ErrorCell() {}

    /** Calls something that makes an object, with the address of a place for an error. */
    static Owned call(LongUnaryOperator call, Signature method) {
        return new Owned(checked(call, method));
    }

    /**
     * Calls something that gives YES where it succeeds, with the address of a place for an error.
     *
     * @throws ObjcException where it does not
     */
    public static void check(Message message, LongUnaryOperator call) {
        var _ = checked(call, message.signature());
    }

    private static long checked(LongUnaryOperator call, Signature method) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cell = arena.allocate(ValueLayout.JAVA_LONG);
            long result = call.applyAsLong(cell.address());
            if (result == 0) {
                throw ObjcException.of(method, cell.get(ValueLayout.JAVA_LONG, 0));
            }
            return result;
        }
    }
}
