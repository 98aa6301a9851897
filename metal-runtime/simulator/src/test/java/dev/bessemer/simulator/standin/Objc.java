package dev.bessemer.simulator.standin;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Messages to the stand-in, shaped by the arguments that are given: a test says what it sends, and nothing checks it first. */
@SuppressWarnings("restricted") // native access is what it is for
final class Objc {
    static final StructLayout THREE_LONGS =
            MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    static final StructLayout TWO_LONGS = MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    static final MemorySegment NIL = MemorySegment.NULL;

    /** A struct of longs, passed by value. */
    static final class Struct {
        private final long[] values;

        Struct(long... values) {
            this.values = values;
        }

        StructLayout layout() {
            return values.length == 2 ? TWO_LONGS : THREE_LONGS;
        }
    }

    private static final Map<FunctionDescriptor, MethodHandle> SHAPES = new ConcurrentHashMap<>();
    private static final MetalStandIn STAND_IN = MetalStandIn.open();

    private Objc() {}

    static MemorySegment function(String name) {
        return STAND_IN.symbols().findOrThrow(name);
    }

    static @Nullable Object call(String name, @Nullable MemoryLayout result, Object... arguments) {
        return invoke(function(name), result, List.of(arguments));
    }

    static MemorySegment cls(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return segment(call("objc_getClass", ValueLayout.ADDRESS, arena.allocateFrom(name)));
        }
    }

    static MemorySegment selector(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return segment(call("sel_registerName", ValueLayout.ADDRESS, arena.allocateFrom(name)));
        }
    }

    /** A message that returns an object or address. */
    static MemorySegment object(MemorySegment receiver, String selector, Object... arguments) {
        return segment(message(receiver, selector, ValueLayout.ADDRESS, arguments));
    }

    static long number(MemorySegment receiver, String selector, Object... arguments) {
        Object result = message(receiver, selector, ValueLayout.JAVA_LONG, arguments);
        return result instanceof Long value ? value : 0;
    }

    static double real(MemorySegment receiver, String selector, Object... arguments) {
        Object result = message(receiver, selector, ValueLayout.JAVA_DOUBLE, arguments);
        return result instanceof Double value ? value : 0;
    }

    static boolean bool(MemorySegment receiver, String selector, Object... arguments) {
        return message(receiver, selector, ValueLayout.JAVA_BOOLEAN, arguments) instanceof Boolean value && value;
    }

    static void send(MemorySegment receiver, String selector, Object... arguments) {
        message(receiver, selector, null, arguments);
    }

    /** A message that returns three longs, in memory. */
    static long[] struct(MemorySegment receiver, String selector, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(receiver, selector(selector)));
        all.addAll(List.of(arguments));
        String name = System.getProperty("os.arch", "").equals("amd64") ? "objc_msgSend_stret" : "objc_msgSend";
        return segment(invoke(function(name), THREE_LONGS, all)).toArray(ValueLayout.JAVA_LONG);
    }

    private static @Nullable Object message(
            MemorySegment receiver, String selector, @Nullable MemoryLayout result, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(receiver, selector(selector)));
        all.addAll(List.of(arguments));
        return invoke(function("objc_msgSend"), result, all);
    }

    private static MemorySegment segment(@Nullable Object result) {
        return result instanceof MemorySegment address ? address : NIL;
    }

    private static @Nullable Object invoke(MemorySegment function, @Nullable MemoryLayout result, List<Object> given) {
        MemoryLayout[] layouts = given.stream().map(Objc::layout).toArray(MemoryLayout[]::new);
        FunctionDescriptor shape =
                result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
        MethodHandle handle =
                SHAPES.computeIfAbsent(shape, wanted -> Linker.nativeLinker().downcallHandle(wanted));
        try (Arena arena = Arena.ofConfined()) {
            List<Object> all = new ArrayList<>(List.of(function));
            if (result instanceof StructLayout) {
                all.add((SegmentAllocator) Arena.ofAuto());
            }
            given.forEach(value -> all.add(value instanceof Struct struct ? segment(arena, struct) : value));
            return handle.invokeWithArguments(all);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MemorySegment segment(Arena arena, Struct struct) {
        return arena.allocateFrom(ValueLayout.JAVA_LONG, struct.values);
    }

    private static MemoryLayout layout(Object value) {
        return switch (value) {
            case MemorySegment _ -> ValueLayout.ADDRESS;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Integer _ -> ValueLayout.JAVA_INT;
            case Byte _ -> ValueLayout.JAVA_BYTE;
            case Boolean _ -> ValueLayout.JAVA_BOOLEAN;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            case Double _ -> ValueLayout.JAVA_DOUBLE;
            case Struct struct -> struct.layout();
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    /** An autoreleased NSString. */
    static MemorySegment string(String text) {
        try (Arena arena = Arena.ofConfined()) {
            return object(cls("NSString"), "stringWithUTF8String:", arena.allocateFrom(text));
        }
    }

    static String text(MemorySegment string) {
        MemorySegment bytes = object(string, "UTF8String");
        return bytes.address() == 0 ? "nothing: " + STAND_IN.violations() : Library.text(bytes);
    }

    static MemorySegment push() {
        return segment(call("objc_autoreleasePoolPush", ValueLayout.ADDRESS));
    }

    static void pop(MemorySegment pool) {
        call("objc_autoreleasePoolPop", null, pool);
    }

    static MemorySegment device() {
        return segment(call("MTLCreateSystemDefaultDevice", ValueLayout.ADDRESS));
    }

    /** What is done inside a pool. */
    static void pooled(Runnable work) {
        MemorySegment pool = push();
        try {
            work.run();
        } finally {
            pop(pool);
        }
    }

    static List<String> kinds(List<Violation> violations) {
        return violations.stream().map(Violation::kind).toList();
    }

    static void release(MemorySegment... objects) {
        Arrays.stream(objects).forEach(object -> send(object, "release"));
    }
}
