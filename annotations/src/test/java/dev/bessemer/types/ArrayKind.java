package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * One class of array seen through reflection, its elements boxed, so that one test serves all eight and none lacks a method.
 *
 * @param element what {@code get} returns
 * @param samples the zero an element begins as, then values that need the type's whole range
 */
record ArrayKind(
        Class<? extends DeviceArray> arrayClass, Class<?> element, ElementType elementType, List<Object> samples) {
    static List<ArrayKind> all() {
        return List.of(
                new ArrayKind(
                        FloatArray.class,
                        float.class,
                        ElementType.F32,
                        List.of(0f, 1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY)),
                new ArrayKind(
                        HalfFloatArray.class,
                        HalfFloat.class,
                        ElementType.F16,
                        List.of(HalfFloat.ZERO, HalfFloat.of(1.5f), HalfFloat.MIN_VALUE, HalfFloat.NEGATIVE_INFINITY)),
                new ArrayKind(
                        BFloat16Array.class,
                        BFloat16.class,
                        ElementType.BF16,
                        List.of(BFloat16.ZERO, BFloat16.of(1.5f), BFloat16.MIN_VALUE, BFloat16.NEGATIVE_INFINITY)),
                new ArrayKind(
                        IntArray.class,
                        int.class,
                        ElementType.I32,
                        List.of(0, 1, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                new ArrayKind(
                        LongArray.class, long.class, ElementType.I64, List.of(0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE)),
                new ArrayKind(
                        ShortArray.class,
                        short.class,
                        ElementType.I16,
                        List.of((short) 0, (short) 1, Short.MIN_VALUE, Short.MAX_VALUE)),
                new ArrayKind(CharArray.class, char.class, ElementType.U16, List.of('\0', 'a', '\u8000', '\uFFFF')),
                new ArrayKind(
                        ByteArray.class,
                        byte.class,
                        ElementType.I8,
                        List.of((byte) 0, (byte) 1, Byte.MIN_VALUE, Byte.MAX_VALUE)));
    }

    Object zero() {
        return samples.getFirst();
    }

    Object nonZero() {
        return samples.getLast();
    }

    DeviceArray create(long size) {
        return (DeviceArray)
                unwrapped(() -> arrayClass.getConstructor(long.class).newInstance(size));
    }

    /** A new array of the samples. */
    DeviceArray createOfSamples() {
        return from("fromArray", heapSamples());
    }

    /** The samples as a Java array of the element type. */
    Object heapSamples() {
        Object heap = Array.newInstance(element, samples.size());
        for (int i = 0; i < samples.size(); i++) {
            Array.set(heap, i, samples.get(i));
        }
        return heap;
    }

    /** Calls {@code fromArray} or {@code fromElements}. */
    DeviceArray from(String method, Object heapArray) {
        return (DeviceArray) unwrapped(
                () -> arrayClass.getMethod(method, element.arrayType()).invoke(null, heapArray));
    }

    DeviceArray fromSegment(MemorySegment source) {
        return (DeviceArray) unwrapped(
                () -> arrayClass.getMethod("fromSegment", MemorySegment.class).invoke(null, source));
    }

    Object toHeapArray(DeviceArray array) {
        return unwrapped(() -> arrayClass.getMethod("toHeapArray").invoke(array));
    }

    /** Calls {@code get(int)} or {@code get(long)}, by the index's type. */
    Object get(DeviceArray array, Number index) {
        return unwrapped(() -> arrayClass.getMethod("get", indexType(index)).invoke(array, index));
    }

    /** Calls {@code set(int, E)} or {@code set(long, E)}, by the index's type. */
    void set(DeviceArray array, Number index, Object value) {
        unwrapped(() -> arrayClass.getMethod("set", indexType(index), element).invoke(array, index, value));
    }

    void init(DeviceArray array, Object value) {
        unwrapped(() -> arrayClass.getMethod("init", element).invoke(array, value));
    }

    private static Class<?> indexType(Number index) {
        return index instanceof Integer ? int.class : long.class;
    }

    private static Object unwrapped(Call call) {
        try {
            return call.invoke();
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** A reflective call. */
    private interface Call {
        Object invoke() throws ReflectiveOperationException;
    }

    @Override
    public String toString() {
        return arrayClass.getSimpleName();
    }
}
