package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.cache.StaticField;
import dev.bessemer.jit.cache.UnreadableFieldException;
import java.util.List;

/** Reads the records that a launch passes. */
public final class RecordComponents {
    private RecordComponents() {}

    /**
     * The components of a record, in order.
     *
     * @throws IllegalArgumentException when one is null or cannot be read; the message is a clause that follows "a component"
     */
    public static List<Object> of(Record value) {
        try {
            return StaticField.components(value);
        } catch (UnreadableFieldException unreadable) {
            throw new IllegalArgumentException(unreadable.why(), unreadable);
        }
    }
}
