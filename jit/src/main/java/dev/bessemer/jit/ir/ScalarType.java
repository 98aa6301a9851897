package dev.bessemer.jit.ir;

/** The scalar types of the IR, each with Java's meaning and width; there is no double. */
public enum ScalarType implements Type {
    BOOL("bool", 1),
    I8("i8", 1),
    I16("i16", 2),
    U16("u16", 2),
    I32("i32", 4),
    I64("i64", 8),
    F16("f16", 2),
    BF16("bf16", 2),
    F32("f32", 4);

    private final String text;
    private final int byteSize;

    ScalarType(String text, int byteSize) {
        this.text = text;
        this.byteSize = byteSize;
    }

    /** The number of bytes one element takes in memory. */
    public int byteSize() {
        return byteSize;
    }

    /** True for the three floating-point types. */
    public boolean isFloat() {
        return this == F16 || this == BF16 || this == F32;
    }

    /** True for the types Java computes integers in, and for the narrower ones memory holds. */
    public boolean isInteger() {
        return !isFloat() && this != BOOL;
    }

    @Override
    public String toString() {
        return text;
    }
}
