package dev.bessemer.library;

import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.simulator.standin.MetalStandIn;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Messages to the stand-in for Metal, shaped by the arguments they are given: the stand-in notes what no method takes. */
@SuppressWarnings("restricted") // native access is what it is for
final class StandInMessages implements Messages {
    private static final Map<FunctionDescriptor, MethodHandle> SHAPES = new ConcurrentHashMap<>();

    private final MetalStandIn standIn = MetalStandIn.open();
    private final MemorySegment messageSend = function("objc_msgSend");

    private MemorySegment function(String name) {
        return standIn.symbols().findOrThrow(name);
    }

    @Override
    public long type(String name) {
        return named("objc_getClass", name);
    }

    private long named(String function, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return address(invoke(function(function), ValueLayout.JAVA_LONG, List.of(arena.allocateFrom(name))));
        }
    }

    /** A function without arguments that gives an object. */
    long call(String function) {
        return address(invoke(function(function), ValueLayout.JAVA_LONG, List.of()));
    }

    /** Ends an autorelease pool. */
    void pop(long pool) {
        var _ = invoke(function("objc_autoreleasePoolPop"), null, List.of(pool));
    }

    @Override
    public long object(long receiver, String selector, Object... arguments) {
        return address(message(ValueLayout.JAVA_LONG, receiver, selector, arguments));
    }

    @Override
    public void send(long receiver, String selector, Object... arguments) {
        var _ = message(null, receiver, selector, arguments);
    }

    @Override
    public long number(long receiver, String selector, Object... arguments) {
        return address(message(ValueLayout.JAVA_LONG, receiver, selector, arguments));
    }

    @Override
    public boolean responds(long receiver, String selector) {
        Object answer =
                message(ValueLayout.JAVA_BOOLEAN, receiver, "respondsToSelector:", named("sel_registerName", selector));
        return answer instanceof Boolean yes && yes;
    }

    private @Nullable Object message(
            @Nullable MemoryLayout result, long receiver, String selector, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(receiver, named("sel_registerName", selector)));
        all.addAll(List.of(arguments));
        return invoke(messageSend, result, all);
    }

    private static long address(@Nullable Object result) {
        return result instanceof Long address ? address : 0;
    }

    private static @Nullable Object invoke(MemorySegment function, @Nullable MemoryLayout result, List<Object> given) {
        MemoryLayout[] layouts = given.stream().map(StandInMessages::layout).toArray(MemoryLayout[]::new);
        FunctionDescriptor shape =
                result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
        MethodHandle handle =
                SHAPES.computeIfAbsent(shape, wanted -> Linker.nativeLinker().downcallHandle(wanted));
        List<Object> all = new ArrayList<>(List.of(function));
        all.addAll(given);
        try {
            return handle.invokeWithArguments(all);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MemoryLayout layout(Object value) {
        return switch (value) {
            case MemorySegment _ -> ValueLayout.ADDRESS;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Integer _ -> ValueLayout.JAVA_INT;
            case Boolean _ -> ValueLayout.JAVA_BOOLEAN;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            case Double _ -> ValueLayout.JAVA_DOUBLE;
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }
}
