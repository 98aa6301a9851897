package dev.bessemer.runtime.mps;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes objects and owns those that have to be released, all at once, when it is closed. */
public final class OwnedObjects implements AutoCloseable {
    private final Messages messages;
    private final List<Long> owned = new ArrayList<>();

    /** None yet. */
    public OwnedObjects(Messages messages) {
        this.messages = messages;
    }

    /**
     * An object by {@code alloc} and one of its {@code init} methods.
     *
     * @throws IllegalStateException when there is no such class, or the method gives nil
     */
    public long made(String type, String init, Object... arguments) {
        return keep(type, messages.object(check(type, messages.object(type(type), "alloc")), init, arguments));
    }

    /** An object that a method gave without handing it over, kept beyond the pool. */
    public long retained(String type, long object) {
        return keep(type, messages.object(check(type, object), "retain"));
    }

    private long keep(String type, long object) {
        owned.add(check(type, object));
        return object;
    }

    /**
     * A class.
     *
     * @throws IllegalStateException when there is none of this name
     */
    public long type(String name) {
        long type = messages.type(name);
        if (type == 0) {
            throw new IllegalStateException(
                    "this system has no class " + name + ": MetalPerformanceShaders(Graph) was not loaded");
        }
        return type;
    }

    /**
     * The object itself.
     *
     * @throws IllegalStateException when it is nil
     */
    public static long check(String type, long object) {
        if (object == 0) {
            throw new IllegalStateException("the system made no " + type + " and does not say why: is memory short?");
        }
        return object;
    }

    /** An autoreleased {@code NSArray}. */
    public long array(List<Long> objects) {
        try (Arena arena = Arena.ofConfined()) {
            return check(
                    "NSArray", messages.object(type("NSArray"), "arrayWithObjects:count:", cells(arena, objects), (long)
                            objects.size()));
        }
    }

    /** An autoreleased {@code NSDictionary}. */
    public long dictionary(Map<Long, Long> entries) {
        List<Long> keys = List.copyOf(entries.keySet());
        List<Long> values = keys.stream().map(entries::get).toList();
        try (Arena arena = Arena.ofConfined()) {
            long dictionary = messages.object(
                    type("NSDictionary"),
                    "dictionaryWithObjects:forKeys:count:",
                    cells(arena, values),
                    cells(arena, keys),
                    (long) keys.size());
            return check("NSDictionary", dictionary);
        }
    }

    /** An autoreleased {@code NSArray} of {@code NSNumber}s: a shape. */
    public long shape(List<Integer> extents) {
        long number = type("NSNumber");
        return array(extents.stream()
                .map(extent -> check("NSNumber", messages.object(number, "numberWithUnsignedLongLong:", (long) extent)))
                .toList());
    }

    private static MemorySegment cells(Arena arena, List<Long> objects) {
        return arena.allocateFrom(
                ValueLayout.JAVA_LONG,
                objects.stream().mapToLong(Long::longValue).toArray());
    }

    /** Releases what is owned, the last first. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            messages.send(owned.removeLast(), "release");
        }
    }
}
