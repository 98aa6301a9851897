package dev.bessemer.runtime.differential;

/**
 * A Java array of one thread.
 *
 * @param size a power of two
 */
record LocalArray(String name, JavaType element, int size) {}
