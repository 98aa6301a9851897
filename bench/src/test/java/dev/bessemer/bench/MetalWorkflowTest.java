package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.msl.MslBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps that continuous integration takes on a Mac, tried with a compiler and a launcher that only say how they were called. */
class MetalWorkflowTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ +run: (\\S+)");
    private static final Path GOLDENS = Path.of("jit/src/test/resources/golden/msl");

    /** Knows no Metal 4, and finds fault with one file. */
    private static final String COMPILER = """
            #!/bin/sh
            [ "$1" != -std=metal4.0 ] || exit 1
            case $3 in *reduction.metal) echo "$3:1:1: error: broken"; exit 1 ;; esac
            """;

    @TempDir
    private Path folder = Path.of("");

    private record Result(int status, String output) {}

    private Result run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", ".ci/metal"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SourceTree.root().toFile())
                .redirectErrorStream(true);
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private String script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }

    @Test
    void workflows_commands_exist() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> workflows = Files.list(SourceTree.root().resolve(".github/workflows"))) {
            for (Path workflow : workflows.toList()) {
                COMMAND.matcher(Files.readString(workflow))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(commands::add);
            }
        }
        assertTrue(commands.contains(".ci/metal") && commands.contains(".ci/run"), commands::toString);
        commands.remove("xcrun");
        for (String command : commands) {
            assertTrue(Files.isExecutable(SourceTree.root().resolve(command)), command);
        }
    }

    @Test
    void script_shell_readsIt() throws Exception {
        Process check = new ProcessBuilder("sh", "-n", ".ci/metal")
                .directory(SourceTree.root().toFile())
                .start();
        assertEquals(0, check.waitFor());
        assertTrue(run(Map.of(), "help").output.contains(".ci/metal compile OUT"));
        assertEquals(1, run(Map.of(), "compile").status);
        assertEquals(
                new Result(1, ".ci/metal: there is no step 'dance'; see .ci/metal help\n"), run(Map.of(), "dance"));
    }

    @Test
    void list_goldens_namesAllWithTheVersionTheyNeed() throws Exception {
        Map<String, String> expected = new HashMap<>();
        try (Stream<Path> kernels = Files.list(SourceTree.root().resolve(GOLDENS))) {
            for (Path kernel :
                    kernels.filter(file -> file.toString().endsWith(".tir")).toList()) {
                String version = MslBackend.emit(IrParser.parse(Files.readString(kernel)))
                        .languageVersion()
                        .name();
                String name = kernel.getFileName().toString().replace(".tir", ".metal");
                expected.put(
                        GOLDENS + "/" + name,
                        version.substring("MSL_".length(), "MSL_4_0".length()).replace('_', '.'));
            }
        }
        Map<String, String> listed = new HashMap<>();
        run(Map.of(), "list").output.lines().forEach(line -> listed.put(line.substring(4), line.substring(0, 3)));
        assertTrue(expected.size() > 10);
        assertEquals(expected, listed);
    }

    /** How many golden files are in a version that the compiler of the tests does not know. */
    private long unknownGoldens() throws Exception {
        long count = run(Map.of(), "list")
                .output
                .lines()
                .filter(line -> line.startsWith("4."))
                .count();
        assertTrue(count > 0);
        return count;
    }

    @Test
    void compile_oneFileBroken_compilesTheRestAndFails() throws Exception {
        Result result = run(Map.of("METAL", script("metal", COMPILER)), "compile", folder.toString());
        assertEquals(1, result.status, result.output);
        assertTrue(result.output.contains("FAILED for Metal 3.0: " + GOLDENS + "/reduction.metal\n"), result.output);
        assertTrue(result.output.contains("reduction.metal:1:1: error: broken\n"), result.output);
        assertTrue(
                Pattern.compile("Metal source: \\d\\d+ compiled, 2 failed, " + unknownGoldens()
                                + " skipped; versions of the language: 3.0 3.1 3.2\n")
                        .matcher(result.output)
                        .find(),
                result.output);
    }

    @Test
    void compile_versionTheCompilerDoesNotKnow_isSkippedAndCounted() throws Exception {
        Path explained = Files.createDirectories(folder.resolve("explain"));
        Files.writeString(explained.resolve("tensor.metal"), "#include <MetalPerformancePrimitives/x.h>\n");
        String compiler = script("metal", COMPILER.replace("reduction.metal", "none"));
        Result result = run(Map.of("METAL", compiler), "compile", folder.toString());
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.contains(" 0 failed, " + (unknownGoldens() + 1) + " skipped;"), result.output);
    }

    @Test
    void compile_typesOfTensorsTheCompilerDoesNotKnow_areSkippedAndCounted() throws Exception {
        String compiler = script("metal", """
                #!/bin/sh
                ! grep -q int4b_format "$3" || { echo "$3:1:1: error: unknown type"; exit 1; }
                """);
        Result result = run(Map.of("METAL", compiler), "compile", folder.toString());
        assertEquals(0, result.status, result.output);
        assertTrue(
                result.output.contains(" 0 failed, 1 skipped; versions of the language: 3.0 3.1 3.2 4.0"),
                result.output);
    }

    @Test
    void compile_noCompiler_saysSo() throws Exception {
        Result result = run(Map.of("METAL", "false"), "compile", folder.toString());
        assertEquals(1, result.status);
        assertTrue(result.output.startsWith(".ci/metal: 'false' does not compile Metal 3.0 and 3.1"), result.output);
    }

    @Test
    void device_noneHere_skipsAndCounts() throws Exception {
        String launcher = script("bessemer", "#!/bin/sh\n[ \"$1\" = doctor ] && echo '  cpu    here'\n");
        Result result = run(Map.of("BESSEMER", launcher), "device", folder.toString());
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.endsWith("Steps on the Metal device: 0 ran, 0 failed, 7 skipped.\n"), result.output);
    }

    @Test
    void device_here_runsTheSamplesAndCountsFailures() throws Exception {
        String launcher = script("bessemer", """
                #!/bin/sh
                [ "$1" != doctor ] || { echo '  metal  Apple M1'; exit; }
                echo "did $*"
                [ "$2 $4" != 'matmul bf16' ]
                """);
        Result result = run(Map.of("BESSEMER", launcher), "device", folder.toString());
        assertEquals(1, result.status, result.output);
        assertTrue(result.output.contains("did run vector-add --device metal\n"), result.output);
        assertTrue(result.output.contains("FAILED: bessemer run matmul --dtype bf16 --device metal\n"), result.output);
        assertTrue(result.output.endsWith("Steps on the Metal device: 6 ran, 1 failed, 0 skipped.\n"), result.output);
    }

    @Test
    void explain_samples_areCutIntoOneFileAKernel() throws Exception {
        String launcher = script("bessemer", """
                #!/bin/sh
                echo "// $*"
                for part in 1 2; do echo '#include <metal_stdlib>'; echo "part $part"; done
                """);
        Result result = run(Map.of("BESSEMER", launcher), "explain", folder.toString());
        assertEquals(0, result.status, result.output);
        assertEquals(
                "#include <metal_stdlib>\npart 2\n", Files.readString(folder.resolve("explain/matmul-bf16-2.metal")));
        assertFalse(Files.exists(folder.resolve("explain/matmul-bf16-3.metal")));
    }
}
