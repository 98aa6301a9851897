package dev.bessemer.runtime.objc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.util.stream.LongStream;

/** Arrays of Foundation. */
public final class Arrays {
    private static final Message WITH_OBJECTS = Message.of("NSArray", "arrayWithObjects:count:");
    private static final Message COUNT = Message.of("NSArray", "count");
    private static final Message AT = Message.of("NSArray", "objectAtIndex:");

    private Arrays() {}

    /** An autoreleased {@code NSArray} of objects, none of them nil. */
    public static long of(long... objects) {
        try (Arena arena = Arena.ofConfined()) {
            return WITH_OBJECTS.send(
                    Objc.requireClass("NSArray"),
                    arena.allocateFrom(JAVA_LONG, objects).address(),
                    objects.length);
        }
    }

    /** The objects of an {@code NSArray}, which keeps them. */
    public static long[] objects(long array) {
        return LongStream.range(0, COUNT.send(array))
                .map(i -> AT.send(array, i))
                .toArray();
    }
}
