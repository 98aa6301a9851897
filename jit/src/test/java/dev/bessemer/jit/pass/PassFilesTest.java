package dev.bessemer.jit.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.testing.GoldenFile;
import dev.bessemer.jit.verify.Verifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pass on functions of its folder: a file holds the function, a line of dashes, and what the pass makes of it. */
class PassFilesTest {
    private static final Path FOLDER = GoldenFile.path("filetests/pass");
    private static final String SEPARATOR = "---\n";
    private static final Map<String, Pass> PASSES = passes();

    private static Map<String, Pass> passes() {
        List<Pass> all = List.of(
                new SpecializeParameters(Map.of(1, 8)),
                new FoldConstants(),
                new Simplify(),
                new EliminateDeadCode(),
                new EliminateCommonCode(),
                new CountLoops(),
                new HoistInvariants(),
                new DropBoundsChecks(),
                new ProveIndices(),
                new UnrollLoops(),
                new PromoteThreadArrays(),
                new LengthenProducts(),
                new SplitTileLoops(),
                new ConvertIfs(),
                new LowerTensors(false),
                new PackTiles(),
                new FuseMaps());
        return new TreeMap<>(all.stream().collect(Collectors.toMap(Pass::name, pass -> pass)));
    }

    static Stream<Path> files() {
        return PASSES.keySet().stream().flatMap(name -> GoldenFile.list(FOLDER.resolve(name)).stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void run_function_becomesWhatTheFileSays(Path file) {
        String text = GoldenFile.read(file);
        int end = text.indexOf("\n" + SEPARATOR);
        String before = end < 0 ? text : text.substring(0, end + 1);
        Function function = IrParser.parse(before);
        assertEquals(List.of(), Verifier.check(function), file + " is wrong to begin with");

        Function after = pass(file).run(function);

        assertEquals(List.of(), Verifier.check(after), () -> "the result is wrong:\n" + IrPrinter.print(after));
        GoldenFile.check(file, before + SEPARATOR + IrPrinter.print(after));
    }

    @ParameterizedTest
    @MethodSource("files")
    void run_again_changesNothing(Path file) {
        Pass pass = pass(file);
        if (pass instanceof SpecializeParameters) {
            return;
        }
        Function once = pass.run(IrParser.parse(GoldenFile.read(file).split(SEPARATOR, -1)[0]));

        assertEquals(IrPrinter.print(once), IrPrinter.print(pass.run(once)));
    }

    @Test
    void folders_ofThePasses_areAllThere() {
        Set<Path> folders = Set.copyOf(GoldenFile.list(FOLDER));
        for (String name : PASSES.keySet()) {
            assertTrue(folders.contains(FOLDER.resolve(name)), "no files for the pass " + name);
        }
        GoldenFile.checkNoOrphans(
                FOLDER, PASSES.keySet().stream().map(FOLDER::resolve).collect(Collectors.toSet()));
    }

    private static Pass pass(Path file) {
        Pass pass = PASSES.get(String.valueOf(FOLDER.relativize(file).getName(0)));
        if (pass == null) {
            throw new IllegalArgumentException(file + " is of no known pass");
        }
        return pass;
    }
}
