package dev.bessemer.jit.ir;

import org.jspecify.annotations.Nullable;

/** What the elements of a matrix in memory stand for; more than the array's element type says, since Java's bytes also hold unsigned numbers, and two of four bits. */
public enum TensorElement {
    F32(ScalarType.F32),
    F16(ScalarType.F16),
    BF16(ScalarType.BF16),
    I32(ScalarType.I32),
    I8(ScalarType.I8),
    /** 0 to 255 in an I8. */
    U8("u8", ScalarType.I8),
    /** -8 to 7, two in an I8, the first in its low half. */
    I4("i4", ScalarType.I8),
    /** 0 to 15, two in an I8, the first in its low half. */
    U4("u4", ScalarType.I8);

    private final String text;
    private final ScalarType stored;

    TensorElement(ScalarType stored) {
        this(stored.toString(), stored);
    }

    TensorElement(String text, ScalarType stored) {
        this.text = text;
        this.stored = stored;
    }

    /** The element type of the arrays they lie in. */
    public ScalarType stored() {
        return stored;
    }

    /** What the elements of an array are where nothing else is said; null where no matrix is of them. */
    public static @Nullable TensorElement of(Type element) {
        for (TensorElement candidate : values()) {
            if (candidate.stored == element) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether they are integers. */
    public boolean isInteger() {
        return stored.isInteger();
    }

    /** Whether they are integers of a byte. */
    public boolean isByte() {
        return stored == ScalarType.I8;
    }

    /** Whether two lie in an element of the array; offsets and strides of an access count them all the same. */
    public boolean isPacked() {
        return this == I4 || this == U4;
    }

    @Override
    public String toString() {
        return text;
    }
}
