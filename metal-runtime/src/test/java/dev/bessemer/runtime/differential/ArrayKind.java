package dev.bessemer.runtime.differential;

import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.CharArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.ShortArray;
import java.util.List;

/** The classes of device arrays, and how a kernel reads and writes them. */
enum ArrayKind {
    INT(JavaType.INT, "IntArray", ""),
    FLOAT(JavaType.FLOAT, "FloatArray", ""),
    LONG(JavaType.LONG, "LongArray", ""),
    SHORT(JavaType.SHORT, "ShortArray", ""),
    BYTE(JavaType.BYTE, "ByteArray", ""),
    CHAR(JavaType.CHAR, "CharArray", ""),
    HALF(JavaType.FLOAT, "HalfFloatArray", "Float"),
    BFLOAT(JavaType.FLOAT, "BFloat16Array", "Float");

    static final List<ArrayKind> ALL = List.of(values());

    private final JavaType element;
    private final String className;
    private final String suffix;

    ArrayKind(JavaType element, String className, String suffix) {
        this.element = element;
        this.className = className;
        this.suffix = suffix;
    }

    /** What reading gives and writing takes. */
    JavaType element() {
        return element;
    }

    String className() {
        return className;
    }

    String getter() {
        return "get" + suffix;
    }

    String setter() {
        return "set" + suffix;
    }

    DeviceArray allocate(int size) {
        return switch (this) {
            case INT -> new IntArray(size);
            case FLOAT -> new FloatArray(size);
            case LONG -> new LongArray(size);
            case SHORT -> new ShortArray(size);
            case BYTE -> new ByteArray(size);
            case CHAR -> new CharArray(size);
            case HALF -> new HalfFloatArray(size);
            case BFLOAT -> new BFloat16Array(size);
        };
    }
}
