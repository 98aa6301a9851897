package dev.bessemer.jit.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.testing.GoldenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The text form of the IR. */
class IrTextTest {
    static Stream<Path> files() {
        return GoldenFile.list(GoldenFile.path("filetests/roundtrip")).stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void print_parsedText_isTheSameText(Path file) {
        GoldenFile.check(file, IrPrinter.print(IrParser.parse(GoldenFile.read(file))));
    }

    @Test
    void print_valuesOfOneName_areMadeUnique() {
        Value first = new Value(ScalarType.I32, "row");
        Value second = new Value(ScalarType.I32, "row");
        Function function = kernel(List.of(
                new ScalarOp.Constant(first, 1, Location.NONE), new ScalarOp.Constant(second, 2, Location.NONE)));

        String text = IrPrinter.print(function);

        assertTrue(text.contains("%row:i32 = constant 1"), text);
        assertTrue(text.contains("%row.1:i32 = constant 2"), text);
        Op parsed = IrParser.parse(text).body().ops().get(1);
        assertEquals("row", parsed.results().getFirst().name());
    }

    @Test
    void print_markedOp_bearsComment() {
        Op marked = new MemoryOp.Barrier(Location.NONE);
        Op twin = new MemoryOp.Barrier(Location.NONE);

        String text = IrPrinter.print(kernel(List.of(twin, marked)), marked);

        assertTrue(text.contains("  barrier\n  barrier ; <-- here\n"), text);
    }

    @Test
    void print_withoutLocations_hasNone() {
        Function function = IrParser.parse("kernel @k() in \"K.java\" @1 {\n  barrier @2\n  return @\"L.java\":3\n}\n");

        assertEquals("kernel @k() {\n  barrier\n  return\n}\n", IrPrinter.printWithoutLocations(function));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel @k() { %x:i33 = constant 1 return } | line 1: no type 'i33'",
                "kernel @k() { %x:i32 = constant 1.5 return } | line 1: no i32: '1.5'",
                "kernel @k() { %x:i32 = frobnicate return } | line 1: no op 'frobnicate'",
                "kernel @k() { %x:i32 = negate %y return } | line 1: no value '%y' is defined before this",
                "kernel @k() { break ^l } | line 1: no label '^l' is defined before this",
                "kernel @k() { return | line 1: this op has one result",
                "kernel @k() { return } return | line 1: unexpected 'return' after the function",
                "kernel @k(%x:threadgroup<f32> at 0) { return } | line 1: a threadgroup array has no length -1",
            })
    void parse_badText_saysWhere(String text, String message) {
        IrSyntaxException thrown = assertThrows(IrSyntaxException.class, () -> IrParser.parse(text));

        assertEquals(message, thrown.getMessage());
    }

    private static Function kernel(List<Op> ops) {
        List<Op> all = new java.util.ArrayList<>(ops);
        all.add(new ControlOp.Return(null, Location.NONE));
        return new Function("k", List.of(), null, Function.Attributes.DEFAULT, Region.of(all), Location.NONE);
    }
}
