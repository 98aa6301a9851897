package dev.bessemer.simulator.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers go into buffers as Metal has them. */
class BufferPatternTest {
    @Test
    void bytes_listedNumbers_haveTheNamedType() throws IOException {
        assertArrayEquals(new byte[] {1, 0, -2, -1}, bytes("i16:1,-2"));
        assertArrayEquals(new byte[] {0, 0x3c}, bytes("f16:1"));
        assertArrayEquals(new byte[] {(byte) 0x80, 0x3f, 0, 0x40}, bytes("bf16:1,2"));
        assertArrayEquals(new byte[] {-56}, bytes("u8:200"));
    }

    @Test
    void bytes_repeatedPatterns_haveTheirCount() throws IOException {
        assertArrayEquals(new byte[] {0, 1, 2}, bytes("u8:iota*3"));
        assertArrayEquals(new byte[4], bytes("f32:zero*1"));
        assertArrayEquals(bytes("f32:random*9"), bytes("f32:random*9"));
        assertEquals(0, bytes("f32:random*0").length);
        assertTrue(BufferPattern.parse("empty*3").isEmpty());
    }

    @Test
    void bytes_bfloatBetweenTwo_roundsToEven() throws IOException {
        assertArrayEquals(new byte[] {(byte) 0x80, 0x3f}, bytes("bf16:1.00390625"));
        assertArrayEquals(new byte[] {(byte) 0x82, 0x3f}, bytes("bf16:1.01171875"));
    }

    @Test
    void bytes_senselessPatterns_areNamed() {
        for (String pattern : new String[] {"f32:fancy*3", "f32:iota*x", "f32:one", "iota*-3", "1,2"}) {
            assertThrows(IllegalArgumentException.class, () -> bytes(pattern), pattern);
        }
    }

    @Test
    void ofMetal_scalarsVectorsAndAtomics_areNumbers() {
        assertEquals(Optional.of(ElementType.F32), ElementType.ofMetal("float4"));
        assertEquals(Optional.of(ElementType.F32), ElementType.ofMetal("float4x4"));
        assertEquals(Optional.of(ElementType.F16), ElementType.ofMetal("packed_half3"));
        assertEquals(Optional.of(ElementType.BF16), ElementType.ofMetal("vec<bfloat, 2>"));
        assertEquals(Optional.of(ElementType.U32), ElementType.ofMetal("atomic_uint"));
        assertEquals(Optional.of(ElementType.U32), ElementType.ofMetal("metal::_atomic<unsigned int>"));
        assertEquals(Optional.of(ElementType.I8), ElementType.ofMetal("int8_t"));
        assertEquals(Optional.empty(), ElementType.ofMetal("Params"));
    }

    @Test
    void text_allTypes_readWhatWasPut() {
        for (ElementType type : ElementType.values()) {
            ByteBuffer buffer = ByteBuffer.wrap(new byte[type.bytes()]).order(ByteOrder.LITTLE_ENDIAN);
            type.put(buffer, 3);
            assertEquals(3, Double.parseDouble(type.text(buffer, 0)), type.name());
        }
    }

    private static byte[] bytes(String pattern) throws IOException {
        BufferPattern parsed = BufferPattern.parse(pattern);
        return parsed.bytes(parsed.type());
    }
}
