package dev.bessemer.simulator.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.simulator.NeedsToolchain;
import dev.bessemer.simulator.command.MslCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel is checked, built and executed where there is no compiler, no linker, no header and no start-up file: they are hidden behind empty folders and files. */
@NeedsToolchain
class BareMachineTest {
    /** In a mount namespace of its own: hides what compilers bring along and all commands, sees to it that they are hidden, and becomes the command it is given. */
    private static final String HIDE = """
            set -eu
            scratch=$1
            shift
            cp "$(command -v mount)" "$scratch/mount"
            : > "$scratch/nothing"
            for file in /usr/lib/*/*crt*.o /usr/lib/*/libc.so /usr/lib/*/libc.a /usr/lib/*/libm.so /usr/lib/*/libm.a /usr/lib64/*crt*.o /usr/lib64/libc.so; do
                [ ! -f "$file" ] || "$scratch/mount" --bind "$scratch/nothing" "$file"
            done
            for folder in /usr/include /usr/local/include /usr/lib/gcc /usr/lib/llvm-* /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
                [ ! -d "$folder" ] || "$scratch/mount" -t tmpfs none "$folder"
            done
            for hidden in /usr/bin/* /bin/* /usr/include/* /usr/lib/gcc/* /usr/local/bin/*; do
                [ ! -e "$hidden" ] || { echo "$hidden is not hidden"; exit 3; }
            done
            exec "$@"
            """;

    private static final String KERNEL = """
            #include <metal_stdlib>
            using namespace metal;
            kernel void totals(device const float* a [[buffer(0)]], device float* b [[buffer(1)]], uint i [[thread_position_in_grid]]) {
                threadgroup float tile[32];
                tile[i] = a[i];
                threadgroup_barrier(mem_flags::mem_threadgroup);
                b[i] = simd_sum(tile[31 - i]) + sqrt(tile[i]);
            }
            """;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void race_withoutCompilersAndHeaders_buildsAndExecutes() throws Exception {
        Subprocess.Result namespace = unshared(List.of("true"));
        Assumptions.assumeTrue(
                namespace.succeeded(), () -> "no mount namespace of one's own here: " + namespace.errors());
        Path kernel = Files.writeString(folder.resolve("totals.metal"), KERNEL);
        Path hide = Files.writeString(folder.resolve("hide.sh"), HIDE);
        List<String> command = new ArrayList<>(List.of("sh", hide.toString(), folder.toString()));
        command.addAll(java(cacheWithCompilerAlone()));
        command.addAll(List.of("race", kernel.toString(), "totals", "--grid", "32", "--threadgroup", "32"));
        command.addAll(List.of("--buffer", "0=iota*32", "--buffer", "1=empty*32", "--print", "2"));
        Subprocess.Result run = unshared(command);
        assertEquals("buffer 1 b: 496.0 497.0 ... (32)\nclean\n", run.output(), run::errors);
    }

    private static Subprocess.Result unshared(List<String> command) {
        List<String> all = new ArrayList<>(List.of("/usr/bin/env", "unshare", "-rm"));
        all.addAll(command);
        return Subprocess.run(all, Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin"), LIMIT);
    }

    /** A cache in which nothing has been made yet: only the programs of the jar are in it. */
    private Path cacheWithCompilerAlone() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        try (Stream<Path> entries = Files.list(Toolchain.get().cache().folder())) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith("llvm-")) {
                    Files.createSymbolicLink(cache.resolve(entry.getFileName()), entry);
                }
            }
        }
        return cache;
    }

    private static List<String> java(Path cache) throws URISyntaxException {
        Path classes = Path.of(MslCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dbessemer.simulator.cache=" + cache,
                "-Dbessemer.llvm.jar=" + CompilerJar.find().path(),
                "-cp",
                classes.toString(),
                MslCommand.class.getName());
    }
}
