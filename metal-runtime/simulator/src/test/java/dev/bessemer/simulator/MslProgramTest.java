package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the check accepts is built, plain and watched, and built once. */
@NeedsToolchain
class MslProgramTest {
    private static final String TEXT = """
            #include <metal_stdlib>
            using namespace metal;
            constant int factor [[function_constant(0)]];
            kernel void scale(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) { a[i] *= factor; }
            """;

    @TestFactory
    Stream<DynamicTest> build_acceptedFiles_becomeObjects() throws Exception {
        return Stream.concat(MslFiles.in("accepted").stream(), MslFiles.in("corpus").stream())
                .flatMap(file -> Stream.of(new MslOptions.Watch[] {}, MslOptions.Watch.values())
                        .map(watches -> DynamicTest.dynamicTest(
                                file.getFileName() + (watches.length == 0 ? "" : " watched"), () -> {
                                    MslOptions options = MslFiles.options(file).withWatches(watches);
                                    MslProgram program = MslProgram.build(MslFiles.source(file), options);
                                    assertTrue(Files.size(program.object()) > 0);
                                })));
    }

    @Test
    void build_sameTextTwice_isTakenFromTheCache() throws Exception {
        MslOptions options = MslOptions.DEFAULT.withFunctionConstant("factor", "3");
        MslProgram first = MslProgram.build(MslSource.of("scale.metal", TEXT), options);
        FileTime time = Files.getLastModifiedTime(first.object());
        MslProgram second = MslProgram.build(MslSource.of("scale.metal", TEXT), options);
        assertEquals(first.object(), second.object());
        assertEquals(time, Files.getLastModifiedTime(second.object()));
    }

    @Test
    void build_otherConstant_isAnotherObject() {
        MslSource source = MslSource.of("scale.metal", TEXT);
        assertNotEquals(
                MslProgram.build(source, MslOptions.DEFAULT.withFunctionConstant("0", "3"))
                        .object(),
                MslProgram.build(source, MslOptions.DEFAULT.withFunctionConstant("0", "4"))
                        .object());
    }

    @Test
    void build_constantWithoutValue_isRefused() {
        MslException refused = assertThrows(
                MslException.class, () -> MslProgram.build(MslSource.of("scale.metal", TEXT), MslOptions.DEFAULT));
        String said = refused.report().toString();
        assertTrue(said.contains("no value was given for function constant factor (0)"), said);
    }

    @Test
    void build_fileWithErrors_isRefusedWithAllOfThem() {
        String wrong = TEXT.replace("*= factor", "*= no_such_name + (double)1");
        MslException refused = assertThrows(
                MslException.class, () -> MslProgram.build(MslSource.of("scale.metal", wrong), MslOptions.DEFAULT));
        assertEquals(2, refused.report().errors().size(), refused.getMessage());
    }
}
