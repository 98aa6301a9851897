package dev.bessemer.library;

import dev.bessemer.types.ElementType;

/** Element types as MPS numbers them. */
final class MpsType {
    private static final int FLOAT_16 = 0x1000_0010;
    private static final int FLOAT_32 = 0x1000_0020;
    private static final int BFLOAT_16 = 0x9000_0010;

    private MpsType() {}

    /** The {@code MPSDataType}, an unsigned 32-bit number. */
    static int of(ElementType type) {
        return switch (type) {
            case F16 -> FLOAT_16;
            case F32 -> FLOAT_32;
            case BF16 -> BFLOAT_16;
            case I8, I16, U16, I32, I64 -> throw new IllegalStateException("a matrix of " + type);
        };
    }
}
