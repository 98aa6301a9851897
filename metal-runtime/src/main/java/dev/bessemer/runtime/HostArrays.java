package dev.bessemer.runtime;

import dev.bessemer.jit.bytecode.RecordComponents;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.CharArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.ShortArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be passed as an array: a device array, which host and device share, or a Java array, of which a device works on a copy. In a copy
 * a {@code boolean} is a byte of 0 or 1.
 */
final class HostArrays {
    private HostArrays() {}

    /** Whether it is an array that a task can take. */
    static boolean isArray(Object candidate) {
        return candidate instanceof DeviceArray || isCopied(candidate);
    }

    /** Whether a device works on a copy of it. */
    static boolean isCopied(Object array) {
        return copiedType(array) != null;
    }

    /** Whether it is a boxed primitive, which a task takes by value. */
    static boolean isNumber(@Nullable Object candidate) {
        return candidate instanceof Number || candidate instanceof Boolean || candidate instanceof Character;
    }

    /**
     * The arrays that are to be transferred for something a user names: itself or, of a record, all among its components and theirs.
     *
     * @param what what a message calls the transfer
     * @throws IllegalArgumentException when it is no array and has none
     */
    static List<Object> arraysOf(String what, Object named) {
        List<Object> arrays = new ArrayList<>();
        collect(what, named, arrays);
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException(what + " is given " + describe(named)
                    + ": only arrays, and records that hold some, are transferred; numbers travel with their task");
        }
        return arrays;
    }

    private static void collect(String what, Object named, List<Object> arrays) {
        if (isArray(named)) {
            arrays.add(named);
        } else if (named instanceof Record composed) {
            try {
                RecordComponents.of(composed).forEach(component -> collect(what, component, arrays));
            } catch (IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(
                        what + " is given " + describe(named) + ", a component of which " + unreadable.getMessage(),
                        unreadable);
            }
        }
    }

    /**
     * What a device finds in an array.
     *
     * @throws IllegalArgumentException when it is no array of these
     */
    static ElementType elementType(Object array) {
        ElementType type = array instanceof DeviceArray device ? device.elementType() : copiedType(array);
        if (type == null) {
            throw new IllegalArgumentException(describe(array) + " is no array that a task can take: use one of"
                    + " dev.bessemer.types, or a float[], int[], long[], short[], char[], byte[] or boolean[]");
        }
        return type;
    }

    private static @Nullable ElementType copiedType(Object array) {
        return switch (array.getClass().getName()) {
            case "[F" -> ElementType.F32;
            case "[I" -> ElementType.I32;
            case "[J" -> ElementType.I64;
            case "[S" -> ElementType.I16;
            case "[C" -> ElementType.U16;
            case "[B", "[Z" -> ElementType.I8;
            default -> null;
        };
    }

    /**
     * The number of elements.
     *
     * @throws IllegalArgumentException when it is no array of these
     */
    static long size(Object array) {
        var _ = elementType(array);
        return array instanceof DeviceArray device ? device.size() : Array.getLength(array);
    }

    /** The memory it takes on a device. */
    static long byteSize(Object array) {
        return size(array) * elementType(array).byteSize();
    }

    /** The type and the number of elements: {@code float[1024]}; for anything else the type. */
    static String describe(Object array) {
        if (array instanceof DeviceArray) {
            return array.toString();
        }
        String type = array.getClass().getSimpleName();
        return isCopied(array) ? type.replace("[]", "[" + Array.getLength(array) + "]") : withArticle(type);
    }

    /** A type's name after "a" or "an". */
    static String withArticle(String type) {
        return ("AEIOUaeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }

    /** Zeros with room for a copy of a Java array. */
    static DeviceArray newCopy(Object array) {
        long size = size(array);
        return switch (array) {
            case float[] _ -> new FloatArray(size);
            case int[] _ -> new IntArray(size);
            case long[] _ -> new LongArray(size);
            case short[] _ -> new ShortArray(size);
            case char[] _ -> new CharArray(size);
            default -> new ByteArray(size);
        };
    }

    /** Copies some elements to the device. */
    static void copyIn(Object array, DeviceArray copy, long offset, long size) {
        if (array instanceof boolean[] flags) {
            for (long i = offset; i < offset + size; i++) {
                copy.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (flags[(int) i] ? 1 : 0));
            }
        } else {
            int bytes = copy.elementType().byteSize();
            MemorySegment.copy(segment(array), offset * bytes, copy.segment(), offset * bytes, size * bytes);
        }
    }

    /** Copies some elements back. */
    static void copyOut(DeviceArray copy, Object array, long offset, long size) {
        if (array instanceof boolean[] flags) {
            for (long i = offset; i < offset + size; i++) {
                flags[(int) i] = copy.segment().get(ValueLayout.JAVA_BYTE, i) != 0;
            }
        } else {
            int bytes = copy.elementType().byteSize();
            MemorySegment.copy(copy.segment(), offset * bytes, segment(array), offset * bytes, size * bytes);
        }
    }

    /** A Java array of the same type as another, with a device's elements. */
    static Object toJavaArray(DeviceArray copy, Object array) {
        Object elements = Array.newInstance(array.getClass().getComponentType(), Array.getLength(array));
        copyOut(copy, elements, 0, size(elements));
        return elements;
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case float[] floats -> MemorySegment.ofArray(floats);
            case int[] ints -> MemorySegment.ofArray(ints);
            case long[] longs -> MemorySegment.ofArray(longs);
            case short[] shorts -> MemorySegment.ofArray(shorts);
            case char[] chars -> MemorySegment.ofArray(chars);
            case byte[] bytes -> MemorySegment.ofArray(bytes);
            default -> throw new IllegalStateException("no copy is made of " + describe(array));
        };
    }
}
