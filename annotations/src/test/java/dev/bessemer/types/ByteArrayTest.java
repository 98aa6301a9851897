package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of several bytes in a ByteArray are as a little-endian ByteBuffer has them. */
class ByteArrayTest {
    private static final int SIZE = 16;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void words_anyByte_areLittleEndian(int index) {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        try (ByteArray array = new ByteArray(SIZE)) {
            for (long number : new long[] {0x8123_4567_89AB_CDEFL, -1, 0x7F80_80FF_0001_8000L, 0}) {
                array.setLong(index, number);
                buffer.putLong(index, number);
                assertArrayEquals(buffer.array(), array.toHeapArray());
                assertEquals(number, array.getLong(index));
                assertEquals(buffer.getInt(index + 1), array.getInt(index + 1));
                assertEquals(
                        HalfFloat.ofBits(buffer.getShort(index + 3)).bits(),
                        array.getHalfFloat(index + 3).bits());
                array.setInt(index + 2L, (int) (number >> 13));
                buffer.putInt(index + 2, (int) (number >> 13));
                array.setHalfFloat(index + 6L, HalfFloat.ofBits((short) number));
                buffer.putShort(index + 6, (short) number);
                assertArrayEquals(buffer.array(), array.toHeapArray());
                assertEquals(buffer.getLong(index), array.getLong((long) index));
            }
        }
    }

    @Test
    void words_partlyOutside_areRefused() {
        try (ByteArray array = new ByteArray(SIZE)) {
            List<Executable> outside = List.of(
                    () -> array.getHalfFloat(SIZE - 1),
                    () -> array.getHalfFloat(-1),
                    () -> array.setHalfFloat(SIZE - 1, HalfFloat.ONE),
                    () -> array.getInt(SIZE - 3),
                    () -> array.getInt(Integer.MAX_VALUE),
                    () -> array.setInt(SIZE - 3, 1),
                    () -> array.getLong(SIZE - 7),
                    () -> array.getLong(-1L),
                    () -> array.setLong(SIZE - 7, 1));
            outside.forEach(access -> assertThrows(IndexOutOfBoundsException.class, access));
            assertArrayEquals(new byte[SIZE], array.toHeapArray());
        }
    }
}
