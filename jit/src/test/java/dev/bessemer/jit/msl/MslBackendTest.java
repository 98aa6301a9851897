package dev.bessemer.jit.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.msl.MslSource.Binding;
import dev.bessemer.jit.msl.MslSource.Content;
import dev.bessemer.jit.msl.MslSource.LanguageVersion;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an emitted kernel says of itself besides its text. */
class MslBackendTest {
    private static MslSource emit(String parameters, String body) {
        return MslBackend.emit(
                IrParser.parse("kernel @k(" + parameters + ") in \"K.java\" @7 {\n" + body + "\nreturn\n}"));
    }

    @Test
    void bindings_checkedAccess_endWithSizesAndFault() {
        MslSource source = emit("%n:i32 at 1, %a:device<f32> at 2", "%0:f32 = load %a[%n] @8\nstore %a[%n], %0 @9");
        assertEquals(
                List.of(
                        new Binding(0, Content.SCALAR, "n", 0),
                        new Binding(1, Content.ARRAY, "a", 1),
                        new Binding(2, Content.SIZES, "sizes", -1),
                        new Binding(3, Content.FAULT, "fault", -1)),
                source.bindings());
        assertEquals(List.of("a"), source.arrays());
        assertEquals(List.of("K.java"), source.files());
    }

    @Test
    void bindings_uncheckedAccess_areTheParameters() {
        MslSource source =
                emit("%n:i32 at 0, %a:device<f32> at 1", "%0:f32 = load unchecked %a[%n]\nstore unchecked %a[%n], %0");
        assertEquals(2, source.bindings().size());
        assertFalse(source.text().contains("fault"));
    }

    @Test
    void languageVersion_bfloatArray_isThatOfMacOs14() {
        assertEquals(LanguageVersion.MSL_3_1, emit("%a:device<bf16> at 0", "").languageVersion());
        assertEquals(LanguageVersion.MSL_3_0, emit("%a:device<f16> at 0", "").languageVersion());
    }

    @Test
    void languageVersion_matmul2d_ofBfloatsAndFourBitsIsThatOfTheirMacOs() {
        String product = "%0:tensor<f32,16x16,bf16,i8,1> = fill %f";
        assertEquals(
                LanguageVersion.MSL_4_0_BFLOAT, emit("%f:f32 at 0", product).languageVersion());
        String fourBits = product.replace("i8", "u4");
        assertEquals(
                LanguageVersion.MSL_4_0_FOUR_BITS, emit("%f:f32 at 0", fourBits).languageVersion());
        String other = product.replace("bf16", "f16");
        assertEquals(LanguageVersion.MSL_4_0, emit("%f:f32 at 0", other).languageVersion());
    }

    @Test
    void emit_moreBuffersThanMetalHas_namesTheKernelAndTheNumber() {
        String parameters =
                IntStream.range(0, 32).mapToObj(i -> "%p" + i + ":i32 at " + i).collect(Collectors.joining(", "));
        MslLimitException thrown = assertThrows(MslLimitException.class, () -> emit(parameters, ""));
        assertEquals("K.java:7", thrown.diagnostic().location().toString());
        assertEquals("the kernel k needs 32 buffers", thrown.diagnostic().problem());
    }

    @Test
    void attribute_threadgroupOf32_isLeftOut() {
        String kernel = "kernel @k(%n:i32 at 0) threadgroup(%s) { return }";
        assertFalse(MslBackend.emit(IrParser.parse(kernel.replace("%s", "32")))
                .text()
                .contains("max_total_threads"));
        assertTrue(MslBackend.emit(IrParser.parse(kernel.replace("%s", "16, 8")))
                .text()
                .contains("[[kernel, max_total_threads_per_threadgroup(128)]]"));
    }
}
