package dev.bessemer.runtime.objc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A message that gives a number, nothing, or an object that the autorelease pool keeps; bound once and sent often, from any thread. Whole numbers
 * and addresses are given and taken in 64 bits, of which a narrower parameter takes the low ones.
 */
public final class Message {
    private final Signature signature;
    private final long selector;
    private final MethodHandle handle;

    private Message(Signature signature) {
        this.signature = signature;
        selector = Objc.selector(signature.selector());
        handle = widened(Calls.message(Encoding.parse(signature.encoding()).descriptor()));
    }

    /**
     * A message that does not hand its result over.
     *
     * @throws IllegalArgumentException when the table has no such method, or it hands its result over: that is what {@link Maker} is for
     */
    public static Message of(String owner, String selector) {
        Signature method = Signatures.of(owner, selector);
        if (method.owned()) {
            throw new IllegalArgumentException(method + " hands its result over: send it with a Maker");
        }
        return new Message(method);
    }

    /**
     * A message by its selector alone, for callers who release by other means what it may hand over.
     *
     * @throws IllegalArgumentException when the table has no such method, or some of different shapes
     */
    public static Message named(String selector) {
        return new Message(Signatures.of(selector));
    }

    /** Whoever owns the result. */
    static Message any(Signature method) {
        return new Message(method);
    }

    private static MethodHandle widened(MethodHandle exact) {
        MethodType type = exact.type();
        List<? extends Class<?>> parameters = type.parameterList().stream()
                .map(parameter -> isWhole(parameter) ? long.class : parameter)
                .toList();
        boolean whole = isWhole(type.returnType()) || type.returnType() == void.class;
        return MethodHandles.explicitCastArguments(
                exact, MethodType.methodType(whole ? long.class : type.returnType(), List.copyOf(parameters)));
    }

    private static boolean isWhole(Class<?> type) {
        return type.isPrimitive() && type != float.class && type != double.class && type != void.class;
    }

    /** What is known of the method. */
    public Signature signature() {
        return signature;
    }

    private void checkNil(long receiver) {
        if (receiver == 0) {
            throw new IllegalStateException(signature + " was about to be sent to nil");
        }
    }

    private IllegalStateException failed(Throwable thrown) {
        return Calls.failed(signature.toString(), thrown);
    }

    /** Sends it without arguments. */
    public long send(long receiver) {
        checkNil(receiver);
        try {
            return (long) handle.invokeExact(receiver, selector);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it with an argument. */
    public long send(long receiver, long argument) {
        checkNil(receiver);
        try {
            return (long) handle.invokeExact(receiver, selector, argument);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it with two arguments. */
    public long send(long receiver, long first, long second) {
        checkNil(receiver);
        try {
            return (long) handle.invokeExact(receiver, selector, first, second);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it with three arguments. */
    public long send(long receiver, long first, long second, long third) {
        checkNil(receiver);
        try {
            return (long) handle.invokeExact(receiver, selector, first, second, third);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it with four arguments. */
    public long send(long receiver, long first, long second, long third, long fourth) {
        checkNil(receiver);
        try {
            return (long) handle.invokeExact(receiver, selector, first, second, third, fourth);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it with two structs, by value. */
    public void sendStructs(long receiver, MemorySegment first, MemorySegment second) {
        checkNil(receiver);
        try {
            long _ = (long) handle.invokeExact(receiver, selector, first, second);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it without arguments and takes a truth value. */
    public boolean flag(long receiver) {
        return send(receiver) != 0;
    }

    /** Sends it with an argument and takes a truth value. */
    public boolean flag(long receiver, long argument) {
        return send(receiver, argument) != 0;
    }

    /** Sends it without arguments and takes a double. */
    public double real(long receiver) {
        checkNil(receiver);
        try {
            return (double) handle.invokeExact(receiver, selector);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sends it without arguments and takes a struct of 64-bit numbers. */
    public long[] words(long receiver) {
        checkNil(receiver);
        try (Arena arena = Arena.ofConfined()) {
            SegmentAllocator result = arena;
            MemorySegment struct = (MemorySegment) handle.invokeExact(result, receiver, selector);
            return struct.toArray(JAVA_LONG);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /**
     * Sends it with arguments of any kind: numbers for numbers and addresses, {@code Boolean} for a truth value, a segment for a struct. Slower than
     * the others.
     *
     * @return what it gives; 0 for nothing
     * @throws IllegalArgumentException when the arguments are not what the method takes
     */
    public Object sendAny(long receiver, Object... arguments) {
        checkNil(receiver);
        MethodType type = handle.type();
        if (arguments.length != type.parameterCount() - 2) {
            throw new IllegalArgumentException(
                    signature + " takes " + (type.parameterCount() - 2) + " arguments, not " + arguments.length);
        }
        Object[] all = new Object[arguments.length + 2];
        all[0] = receiver;
        all[1] = selector;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = argument(type.parameterType(i + 2), arguments[i]);
        }
        try {
            return handle.invokeWithArguments(all);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private Object argument(Class<?> parameter, Object given) {
        return switch (given) {
            case Boolean flag when parameter == long.class -> flag ? 1L : 0L;
            case Number number when parameter == long.class -> number.longValue();
            case Number number when parameter == float.class -> number.floatValue();
            case Number number when parameter == double.class -> number.doubleValue();
            case MemorySegment memory when parameter == long.class -> memory.address();
            case MemorySegment struct when parameter == MemorySegment.class -> struct;
            default ->
                throw new IllegalArgumentException(
                        signature + " takes no " + given.getClass().getSimpleName());
        };
    }
}
