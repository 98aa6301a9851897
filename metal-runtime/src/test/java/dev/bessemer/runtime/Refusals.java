package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Compares what a user reads who asks for something that does not work. */
final class Refusals {
    private Refusals() {}

    static void says(String message, Executable action) {
        RuntimeException thrown = assertThrows(RuntimeException.class, action);
        assertEquals(message, thrown.getMessage());
    }
}
