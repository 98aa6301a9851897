package dev.bessemer.types;

/** What a device array holds. */
public enum ElementType {
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2),
    /** IEEE 754 binary32: Java's {@code float}. */
    F32(4),
    /** Java's {@code byte}. */
    I8(1),
    /** Java's {@code short}. */
    I16(2),
    /** Java's {@code char}. */
    U16(2),
    /** Java's {@code int}. */
    I32(4),
    /** Java's {@code long}. */
    I64(8);

    private final int byteSize;

    ElementType(int byteSize) {
        this.byteSize = byteSize;
    }

    /** The number of bytes one element takes in memory. */
    public int byteSize() {
        return byteSize;
    }
}
