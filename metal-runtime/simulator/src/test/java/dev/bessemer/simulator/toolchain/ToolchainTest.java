package dev.bessemer.simulator.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

/** clang and lld work from their jar alone. */
@NeedsToolchain
class ToolchainTest {
    /** A program without any header, start-up file or library: it exits with 6 * 7. */
    private static final String PROGRAM = """
            static int product(const int *a, int n) {
                int p = 1;
                for (int i = 0; i < n; i++) p *= a[i];
                return p;
            }
            extern "C" [[noreturn]] void _start() {
                volatile int a[2] = {6, 7};
                int b[2] = {a[0], a[1]};
                asm volatile("syscall" : : "a"(60), "D"(product(b, 2)) : "rcx", "r11", "memory");
                __builtin_unreachable();
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void clang_programWithoutHeadersOrLibraries_isCompiledLinkedAndRun() throws Exception {
        Path source = Files.writeString(folder.resolve("answer.cpp"), PROGRAM);
        Path program = folder.resolve("answer");
        Subprocess.Result made = Toolchain.get()
                .clang(List.of(
                        "-x",
                        "c++",
                        "-nostdinc",
                        "-nostdinc++",
                        "-O1",
                        "-fno-stack-protector",
                        "-nostdlib",
                        "-static",
                        "-fuse-ld=lld",
                        "-o",
                        program.toString(),
                        source.toString()));
        assertEquals("", made.errors());
        assertEquals(
                42,
                Subprocess.run(List.of(program.toString()), Map.of(), Duration.ofSeconds(20))
                        .status());
    }

    @Test
    void clang_wrongProgram_saysWhatAndWhere() throws Exception {
        Path source = Files.writeString(folder.resolve("wrong.cpp"), "int f() {\n  return x;\n}\n");
        Subprocess.Result made = Toolchain.get().clang(List.of("-x", "c++", "-fsyntax-only", source.toString()));
        assertEquals(1, made.status());
        assertTrue(made.errors().contains("wrong.cpp:2:10: error: use of undeclared identifier 'x'"), made.errors());
    }

    @Test
    void include_libraryFiles_areUnpacked() {
        assertTrue(Files.isRegularFile(Toolchain.get().include().resolve("README.md")));
        assertTrue(Files.isRegularFile(Toolchain.get().worker().resolve("README.md")));
    }

    @Test
    void include_wholeLibrary_readsNoHeaderOfTheMachine() throws Exception {
        String headers = "#include <metal_stdlib>\n#include <metal_tensor>\n";
        Path source = Files.writeString(folder.resolve("all.cpp"), headers);
        String include = Toolchain.get().include().toString();
        Subprocess.Result read = Toolchain.get()
                .clang(List.of(
                        "-x",
                        "c++",
                        "-std=gnu++20",
                        "-H",
                        "-E",
                        "-D__METAL_EXECUTE__",
                        "-D__METAL_VERSION__=400",
                        "-nostdinc",
                        "-nostdinc++",
                        "-isystem",
                        include,
                        "-o",
                        "/dev/null",
                        source.toString()));
        List<String> files =
                read.errors().lines().filter(line -> line.startsWith(".")).toList();
        assertTrue(files.size() > 10, read::errors);
        assertEquals(
                List.of(),
                files.stream().filter(line -> !line.contains(include)).toList());
    }

    @Test
    void missing_onAMachineWithoutCompiler_skipsTestsAndSaysWhy() {
        String real = System.setProperty("os.arch", "aarch64");
        try {
            String reason = "Metal source is checked and executed on x86-64 Linux only; this is Linux on aarch64";
            assertEquals(reason, Toolchain.missing().orElseThrow());
            assertEquals(
                    reason,
                    assertThrows(ToolchainException.class, Toolchain::get).getMessage());
            ConditionEvaluationResult tests = NeedsToolchain.Condition.evaluate();
            assertTrue(tests.isDisabled());
            assertEquals(reason, tests.getReason().orElseThrow());
        } finally {
            System.setProperty("os.arch", real);
        }
        assertFalse(NeedsToolchain.Condition.evaluate().isDisabled());
    }

    @Test
    void unsupported_otherMachines_areNamed() {
        assertEquals(
                "Metal source is checked and executed on x86-64 Linux only; this is Mac OS X on aarch64",
                CompilerJar.unsupported("Mac OS X", "aarch64").orElseThrow());
        assertTrue(CompilerJar.unsupported("Linux", "amd64").isEmpty());
    }
}
