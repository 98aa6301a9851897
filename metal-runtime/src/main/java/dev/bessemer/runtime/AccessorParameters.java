package dev.bessemer.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a prebuilt kernel and what it does with each, in the order of its {@code [[buffer(...)]]} indices.
 *
 * <pre>{@code
 * var accessors = new AccessorParameters(2);
 * accessors.set(0, input, Access.READ_ONLY);
 * accessors.set(1, output, Access.WRITE_ONLY);
 * }</pre>
 */
public final class AccessorParameters {
    private final @Nullable Accessor[] accessors;

    /**
     * An argument and what the kernel does with it.
     *
     * @param argument a device array, a Java array or a number
     */
    public record Accessor(Object argument, Access access) {}

    /**
     * Room for arguments, none of them set.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public AccessorParameters(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(count + " accessors: give how many arguments the kernel takes");
        }
        accessors = new Accessor[count];
    }

    /**
     * Sets an argument.
     *
     * @throws IndexOutOfBoundsException when there is no such place
     */
    public void set(int index, Object argument, Access access) {
        if (index < 0 || index >= accessors.length) {
            throw new IndexOutOfBoundsException("accessor " + index + " of " + accessors.length
                    + ": give the number of arguments to the constructor, and count from 0");
        }
        accessors[index] = new Accessor(argument, access);
    }

    /** How many arguments there are. */
    public int numAccessors() {
        return accessors.length;
    }

    /** An argument; null where it was not set. */
    public @Nullable Accessor getAccessor(int index) {
        return accessors[index];
    }
}
