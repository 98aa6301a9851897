package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all eight classes of array do alike: contents, bounds, size and memory. */
@ParameterizedClass
@MethodSource("kinds")
class DeviceArrayTest {
    private final ArrayKind kind;

    DeviceArrayTest(ArrayKind kind) {
        this.kind = kind;
    }

    static List<ArrayKind> kinds() {
        return ArrayKind.all();
    }

    @Test
    void constructor_newArray_isZeroed() {
        // Memory that was dirtied and freed before is what a careless allocator hands out again.
        for (int round = 0; round < 3; round++) {
            try (DeviceArray array = kind.create(1000)) {
                for (int i = 0; i < 1000; i++) {
                    assertEquals(kind.zero(), kind.get(array, i));
                }
                kind.init(array, kind.nonZero());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4095, 4096, 16_384, 16_385, 100_000})
    void segments_anySize_areExactAndWholePages(long size) {
        try (DeviceArray array = kind.create(size)) {
            long bytes = size * kind.elementType().byteSize();
            long allocated = array.allocationSegment().byteSize();
            assertEquals(bytes, array.segment().byteSize());
            assertEquals(0, array.segment().address() % 16_384);
            assertEquals(array.segment().address(), array.allocationSegment().address());
            assertEquals(0, allocated % 16_384);
            assertTrue(allocated >= Math.max(1, bytes) && allocated < bytes + 16_385, allocated + " bytes");
        }
    }

    @Test
    void sizes_newArray_areThoseAskedFor() {
        try (DeviceArray array = kind.create(17)) {
            assertEquals(17, array.size());
            assertEquals(17, array.getSize());
            assertEquals(kind.elementType(), array.elementType());
            assertEquals(kind + "[17]", array.toString());
        }
    }

    @Test
    void constructor_negativeSize_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> kind.create(-1));
        assertEquals(kind + " of -1 elements: the size must not be negative", e.getMessage());
    }

    @Test
    void constructor_unaddressableSize_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> kind.create(Long.MAX_VALUE));
        assertEquals(
                kind + " of 9223372036854775807 elements: its "
                        + kind.elementType().byteSize() + "-byte elements take more than 2^63-1 bytes",
                e.getMessage());
    }

    @Test
    void setAndGet_intAndLongIndex_meetInTheSameElement() {
        try (DeviceArray array = kind.create(kind.samples().size())) {
            for (int i = 0; i < kind.samples().size(); i++) {
                kind.set(array, i, kind.samples().get(i));
                assertEquals(kind.samples().get(i), kind.get(array, (long) i));
            }
            for (int i = 0; i < kind.samples().size(); i++) {
                Object other = kind.samples().get(kind.samples().size() - 1 - i);
                kind.set(array, (long) i, other);
                assertEquals(other, kind.get(array, i));
            }
        }
    }

    @Test
    void init_value_fillsEveryElement() {
        try (DeviceArray array = kind.create(37)) {
            kind.init(array, kind.nonZero());
            for (int i = 0; i < 37; i++) {
                assertEquals(kind.nonZero(), kind.get(array, i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fromArray", "fromElements"})
    void factories_javaArray_copyIt(String method) {
        Object heap = kind.heapSamples();
        try (DeviceArray array = kind.from(method, heap)) {
            Array.set(heap, 0, kind.nonZero());
            assertHoldsSamples(array);
        }
    }

    @Test
    void fromSegment_elements_areCopied() {
        try (DeviceArray source = kind.createOfSamples();
                DeviceArray array = kind.fromSegment(source.segment())) {
            kind.set(source, 0, kind.nonZero());
            assertHoldsSamples(array);
        }
    }

    @Test
    void fromSegment_readOnlySegment_isCopied() {
        try (DeviceArray source = kind.createOfSamples();
                DeviceArray array = kind.fromSegment(source.segment().asReadOnly())) {
            kind.set(array, 0, kind.nonZero());
            assertEquals(kind.zero(), kind.get(source, 0));
        }
    }

    @Test
    void toHeapArray_elements_areCopied() {
        try (DeviceArray array = kind.createOfSamples()) {
            Object heap = kind.toHeapArray(array);
            kind.set(array, 0, kind.nonZero());
            assertEquals(kind.element().arrayType(), heap.getClass());
            assertEquals(kind.samples().size(), Array.getLength(heap));
            for (int i = 0; i < kind.samples().size(); i++) {
                assertEquals(kind.samples().get(i), Array.get(heap, i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void access_intIndexOutOfBounds_namesArrayAndIndex(int index) {
        assertOutOfBounds(index);
    }

    @ParameterizedTest
    // With 8, 4 and 2 bytes an element the byte offset of the last three wraps around to 0.
    @ValueSource(longs = {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 61, 1L << 62, 1L << 63})
    void access_longIndexOutOfBounds_namesArrayAndIndex(long index) {
        assertOutOfBounds(index);
    }

    private void assertOutOfBounds(Number index) {
        try (DeviceArray array = kind.create(3)) {
            String message = "index " + index + " is out of bounds of " + kind + "[3]: valid are 0 to 2";
            var read = assertThrows(IndexOutOfBoundsException.class, () -> kind.get(array, index));
            var write = assertThrows(IndexOutOfBoundsException.class, () -> kind.set(array, index, kind.nonZero()));
            assertEquals(message, read.getMessage());
            assertEquals(message, write.getMessage());
        }
    }

    @Test
    void access_emptyArray_saysItHasNoElements() {
        try (DeviceArray array = kind.create(0)) {
            var e = assertThrows(IndexOutOfBoundsException.class, () -> kind.get(array, 0));
            assertEquals("index 0 is out of bounds of " + kind + "[0]: it has no elements", e.getMessage());
        }
    }

    @Test
    void close_thenAnyUse_namesTheArray() {
        DeviceArray array = kind.create(3);
        assertFalse(array.isClosed());
        array.close();
        array.close();
        assertTrue(array.isClosed());
        assertClosed(() -> kind.get(array, 0));
        assertClosed(() -> kind.get(array, 0L));
        assertClosed(() -> kind.get(array, 7));
        assertClosed(() -> kind.set(array, 0, kind.nonZero()));
        assertClosed(() -> kind.set(array, 0L, kind.nonZero()));
        assertClosed(() -> kind.init(array, kind.nonZero()));
        assertClosed(() -> kind.toHeapArray(array));
        assertClosed(array::segment);
        assertClosed(array::allocationSegment);
        assertClosed(array::retain);
        assertEquals(3, array.size());
    }

    private void assertClosed(org.junit.jupiter.api.function.Executable use) {
        var e = assertThrows(IllegalStateException.class, use);
        assertEquals(kind + "[3] is closed: its elements are gone; close an array after its last use", e.getMessage());
    }

    @Test
    void fromSegment_partOfAnElement_isRefused() {
        if (kind.elementType().byteSize() > 1) {
            MemorySegment source = MemorySegment.ofArray(new byte[9]);
            var e = assertThrows(IllegalArgumentException.class, () -> kind.fromSegment(source));
            assertEquals(
                    "a segment of 9 bytes is no whole number of "
                            + kind.elementType().byteSize() + "-byte " + kind.elementType() + " elements",
                    e.getMessage());
        }
    }

    private void assertHoldsSamples(DeviceArray array) {
        assertEquals(kind.samples().size(), array.size());
        for (int i = 0; i < kind.samples().size(); i++) {
            assertEquals(kind.samples().get(i), kind.get(array, i));
        }
    }
}
