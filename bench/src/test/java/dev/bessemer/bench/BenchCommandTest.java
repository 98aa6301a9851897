package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.LauncherSandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code bench/README.md}, on small data and for a moment each. */
class BenchCommandTest {
    private static final String PREFIX = "    ./bessemer ";
    private static final String SMALL = " -foe true -f 1 -wi 0 -i 1 -r 10ms"
            + " -p length=64 -p extent=64 -p size=64 -p variant=SAMPLE -p causal=true -p type=f16 -p kernel=gather -p cached=false";

    @TempDir
    private Path folder = Path.of("");

    static Stream<String> commands() throws IOException {
        List<String> lines = Files.readAllLines(SourceTree.root().resolve("bench/README.md"));
        return lines.stream()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> line.substring(PREFIX.length()).replaceFirst(" {2,}.*", ""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_onSmallData_endsWithATable(String command) throws Exception {
        LauncherSandbox sandbox = new LauncherSandbox(folder)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("JDK_JAVA_OPTIONS", "-Djmh.ignoreLock=true")
                .with("BESSEMER_CLASS_PATH", LauncherTest.classPath());
        Result result = sandbox.run((command.replace("'", "") + SMALL).split(" "));
        assertEquals(0, result.status(), () -> result.out() + result.err());
        List<String> table = result.out()
                .lines()
                .dropWhile(line -> !line.startsWith("Benchmark "))
                .toList();
        assertTrue(table.size() > 1, result.out());
        boolean pair = table.stream().anyMatch(line -> line.contains("Benchmark.turn "));
        assertEquals(pair, table.stream().anyMatch(line -> line.matches(".*turn:ratio .* [0-9.]+ .*")), result.out());
    }
}
