package dev.bessemer.simulator.command;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in buffers. */
enum ElementType {
    F32(4, "float"),
    F16(2, "half"),
    BF16(2, "bfloat"),
    I8(1, "char|int8_t|signed char"),
    U8(1, "uchar|uint8_t|unsigned char|bool"),
    I16(2, "short|int16_t"),
    U16(2, "ushort|uint16_t|unsigned short"),
    I32(4, "int|int32_t"),
    U32(4, "uint|uint32_t|unsigned int|unsigned"),
    I64(8, "long|int64_t|ptrdiff_t"),
    U64(8, "ulong|uint64_t|size_t|unsigned long");

    private static final Pattern ATOMIC = Pattern.compile("(?:metal::)?(?:_atomic|atomic)<(.*)>|atomic_(.*)");
    private static final Pattern VECTOR =
            Pattern.compile("(?:metal::)?(?:packed_)?vec<(.*), ?\\d>|(?:packed_)?([a-z]+)[234](?:x[234])?");

    private final int bytes;
    private final String metal;

    ElementType(int bytes, String metal) {
        this.bytes = bytes;
        this.metal = metal;
    }

    /** How many bytes a number takes. */
    int bytes() {
        return bytes;
    }

    /** The type by its name on the command line, such as {@code f16}. */
    static Optional<ElementType> named(String name) {
        for (ElementType type : values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The numbers that a type of Metal's consists of: itself, or those of a vector, a matrix or an atomic; empty for others. */
    static Optional<ElementType> ofMetal(String type) {
        String inner = insideOf(VECTOR, insideOf(ATOMIC, type));
        for (ElementType candidate : values()) {
            if (inner.matches(candidate.metal)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static String insideOf(Pattern pattern, String type) {
        Matcher matcher = pattern.matcher(type);
        if (!matcher.matches()) {
            return type;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** Appends a number, converted as Metal would. */
    void put(ByteBuffer buffer, double value) {
        switch (this) {
            case F32 -> buffer.putFloat((float) value);
            case F16 -> buffer.putShort(Float.floatToFloat16((float) value));
            case BF16 -> buffer.putShort(bfloat((float) value));
            case I8, U8 -> buffer.put((byte) (long) value);
            case I16, U16 -> buffer.putShort((short) (long) value);
            case I32, U32 -> buffer.putInt((int) (long) value);
            case I64, U64 -> buffer.putLong((long) value);
        }
    }

    /** The number at a position of a buffer, as text. */
    String text(ByteBuffer buffer, int at) {
        return switch (this) {
            case F32 -> String.valueOf(buffer.getFloat(at));
            case F16 -> String.valueOf(Float.float16ToFloat(buffer.getShort(at)));
            case BF16 -> String.valueOf(Float.intBitsToFloat(buffer.getShort(at) << 16));
            case I8 -> String.valueOf(buffer.get(at));
            case U8 -> String.valueOf(Byte.toUnsignedInt(buffer.get(at)));
            case I16 -> String.valueOf(buffer.getShort(at));
            case U16 -> String.valueOf(Short.toUnsignedInt(buffer.getShort(at)));
            case I32 -> String.valueOf(buffer.getInt(at));
            case U32 -> Integer.toUnsignedString(buffer.getInt(at));
            case I64 -> String.valueOf(buffer.getLong(at));
            case U64 -> Long.toUnsignedString(buffer.getLong(at));
        };
    }

    /** Rounds to the nearest, ties to even. */
    private static short bfloat(float value) {
        if (Float.isNaN(value)) {
            return 0x7fc0;
        }
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
    }
}
