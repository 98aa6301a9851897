package dev.bessemer.runtime.objc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Functions of the Objective-C runtime and of Metal. Objects, classes and selectors are addresses; 0 is nil. */
@SuppressWarnings("restricted") // native access is what it is for
public final class Objc {
    private static final FunctionDescriptor OF_NAME = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    private static final FunctionDescriptor OF_ADDRESS = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor OF_TWO = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle CLASS = Calls.function("objc_getClass", OF_NAME);
    private static final MethodHandle SELECTOR = Calls.function("sel_registerName", OF_NAME);
    private static final MethodHandle CLASS_OF = Calls.function("object_getClass", OF_ADDRESS);
    private static final MethodHandle CLASS_NAME = Calls.function("class_getName", OF_ADDRESS);
    private static final MethodHandle METHOD = Calls.function("class_getInstanceMethod", OF_TWO);
    private static final MethodHandle ENCODING = Calls.function("method_getTypeEncoding", OF_ADDRESS);
    private static final MethodHandle RETAIN = Calls.function("objc_retain", OF_ADDRESS);
    private static final MethodHandle RELEASE = Calls.function("objc_release", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle PUSH =
            Calls.function("objc_autoreleasePoolPush", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle POP =
            Calls.function("objc_autoreleasePoolPop", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle DEVICE =
            Calls.function("MTLCreateSystemDefaultDevice", FunctionDescriptor.of(JAVA_LONG));

    private static final MethodHandle PROTOCOL = Calls.function("objc_getProtocol", OF_NAME);
    private static final StructLayout METHOD_DESCRIPTION = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
    private static final MethodHandle IN_PROTOCOL = Calls.function(
            "protocol_getMethodDescription",
            FunctionDescriptor.of(METHOD_DESCRIPTION, JAVA_LONG, JAVA_LONG, JAVA_BOOLEAN, JAVA_BOOLEAN));

    private static final Map<String, Long> SELECTORS = new ConcurrentHashMap<>();

    /** Asks objects what they answer to. */
    private static final class Availability {
        private static final Message RESPONDS = Message.of("NSObject", "respondsToSelector:");
    }

    private Objc() {}

    /** The class of a name; 0 where there is none, or its framework has none yet. */
    public static long classNamed(String name) {
        return named(CLASS, name);
    }

    /** The selector of a name. */
    public static long selector(String name) {
        return SELECTORS.computeIfAbsent(name, wanted -> named(SELECTOR, wanted));
    }

    private static long named(MethodHandle function, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) function.invokeExact(arena.allocateFrom(name));
        } catch (Throwable e) {
            throw Calls.failed(name, e);
        }
    }

    /**
     * A class that has to be there.
     *
     * @throws IllegalStateException when it is not
     */
    public static long requireClass(String name) {
        long found = classNamed(name);
        if (found == 0) {
            throw new IllegalStateException("this system has no class " + name + ": is its framework loaded?");
        }
        return found;
    }

    /** Whether an object answers to a selector; false for nil. Ask before what not every supported macOS has. */
    public static boolean responds(long object, String selector) {
        return object != 0 && Availability.RESPONDS.flag(object, selector(selector));
    }

    /** The name of an object's class. */
    public static String className(long object) {
        return text(address(CLASS_NAME, address(CLASS_OF, object)));
    }

    /** The type encoding that the running system has for an object's method, with offsets; empty where the object has none. */
    public static Optional<String> encodingOf(long object, String selector) {
        return encodingOfClass(address(CLASS_OF, object), selector);
    }

    /** The same for the objects of a class. For its own methods, pass the class to {@link #encodingOf}. */
    public static Optional<String> encodingOfClass(long type, String selector) {
        try {
            long method = (long) METHOD.invokeExact(type, selector(selector));
            return method == 0 ? Optional.empty() : Optional.of(text(address(ENCODING, method)));
        } catch (Throwable e) {
            throw Calls.failed("class_getInstanceMethod", e);
        }
    }

    /** The type encoding that the running system has for a method of a protocol's objects, with offsets; empty where the protocol has none. */
    public static Optional<String> encodingInProtocol(String protocol, String selector) {
        long found = named(PROTOCOL, protocol);
        for (boolean required : found == 0 ? new boolean[0] : new boolean[] {true, false}) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment description = (MemorySegment)
                        IN_PROTOCOL.invokeExact((SegmentAllocator) arena, found, selector(selector), required, true);
                long types = description.get(JAVA_LONG, Long.BYTES);
                if (types != 0) {
                    return Optional.of(text(types));
                }
            } catch (Throwable e) {
                throw Calls.failed("protocol_getMethodDescription", e);
            }
        }
        return Optional.empty();
    }

    /** The system's default device, which the caller owns; empty where it has none. */
    public static Optional<Owned> defaultDevice() {
        try {
            long device = (long) DEVICE.invokeExact();
            return device == 0 ? Optional.empty() : Optional.of(new Owned(device));
        } catch (Throwable e) {
            throw Calls.failed("MTLCreateSystemDefaultDevice", e);
        }
    }

    static long retain(long object) {
        return address(RETAIN, object);
    }

    static void release(long object) {
        done(RELEASE, object);
    }

    static long push() {
        try {
            return (long) PUSH.invokeExact();
        } catch (Throwable e) {
            throw Calls.failed("objc_autoreleasePoolPush", e);
        }
    }

    static void pop(long pool) {
        done(POP, pool);
    }

    private static long address(MethodHandle function, long argument) {
        try {
            return (long) function.invokeExact(argument);
        } catch (Throwable e) {
            throw Calls.failed("a function of Objective-C", e);
        }
    }

    private static void done(MethodHandle function, long argument) {
        try {
            function.invokeExact(argument);
        } catch (Throwable e) {
            throw Calls.failed("a function of Objective-C", e);
        }
    }

    /** A text of C at an address, copied; empty for none. */
    static String text(long address) {
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }
}
