package dev.bessemer.runtime.differential;

/**
 * A Java array of one thread.
 *
 * @param size a power of two
 * @param changes whether statements may change it
 */
record LocalArray(String name, JavaType element, int size, boolean changes) {
    LocalArray(String name, JavaType element, int size) {
        this(name, element, size, true);
    }

    /** The same where it is only read. */
    LocalArray readOnly() {
        return new LocalArray(name, element, size, false);
    }
}
