package dev.bessemer.jit.ir;

/**
 * A reference to an array. A value of this type is a parameter or the result of an {@link MemoryOp.Allocate} or {@link MemoryOp.Table}; it is never
 * stored, selected or carried by a loop.
 *
 * @param space where the elements live
 * @param element a scalar type, or in thread space an 8x8 tile
 * @param length the number of elements, or {@link #UNKNOWN} in device space
 */
public record ArrayType(AddressSpace space, Type element, int length) implements Type {
    /** The length of an array that only the launch knows. */
    public static final int UNKNOWN = -1;

    public ArrayType {
        if (element instanceof ArrayType || (element instanceof TileType && space != AddressSpace.THREAD)) {
            throw new IllegalArgumentException(space + " arrays of " + element + " do not exist");
        }
        if ((space == AddressSpace.DEVICE) != (length == UNKNOWN) || length < UNKNOWN) {
            throw new IllegalArgumentException("a " + space + " array has no length " + length);
        }
    }

    /** A device array: its length is known at launch. */
    public static ArrayType device(ScalarType element) {
        return new ArrayType(AddressSpace.DEVICE, element, UNKNOWN);
    }

    /** Written out, as {@link #hashCode} is: the generated ones are linked at their first use, which a fresh JVM takes long for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayType array
                && space == array.space
                && length == array.length
                && element.equals(array.element);
    }

    @Override
    public int hashCode() {
        return 31 * length + element.hashCode();
    }

    @Override
    public String toString() {
        return space + "<" + element + (length == UNKNOWN ? "" : " x " + length) + ">";
    }
}
