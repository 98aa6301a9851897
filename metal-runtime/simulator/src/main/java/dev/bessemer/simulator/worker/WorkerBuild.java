package dev.bessemer.simulator.worker;

import dev.bessemer.simulator.toolchain.Fingerprint;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Links a Metal file's object with the worker, to a program that executes its kernels. */
public final class WorkerBuild {
    private static final List<String> COMPILE = List.of(
            "--target=x86_64-unknown-linux-gnu",
            "-march=x86-64-v3",
            "-O2",
            "-std=c++17",
            "-nostdinc",
            "-nostdinc++",
            "-ffreestanding",
            "-fno-exceptions",
            "-fno-rtti",
            "-fno-stack-protector",
            "-fno-strict-aliasing",
            "-fno-pic",
            "-D__METAL_EXECUTE__");
    private static final Path INTERPRETER = Path.of("/lib64/ld-linux-x86-64.so.2");

    private final Toolchain toolchain;

    /** Builds with a toolchain. */
    public WorkerBuild(Toolchain toolchain) {
        this.toolchain = toolchain;
    }

    /**
     * The program for an object, made now if it is not in the cache.
     *
     * @param object a Metal file built for execution
     * @throws ToolchainException where it cannot be linked, as when a kernel calls a function that nobody has written
     */
    public Path program(Path object) {
        String key = Fingerprint.of(toolchain.identity() + " " + object.getFileName());
        try {
            Path worker = toolchain.cache().entry("worker-" + toolchain.identity() + ".o", this::compile);
            return toolchain.cache().entry("kernels-" + key, program -> link(worker, object, program));
        } catch (IOException e) {
            throw new ToolchainException("cannot build the process that executes kernels: " + e.getMessage(), e);
        }
    }

    private void compile(Path object) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(COMPILE);
        arguments.addAll(List.of("-c", toolchain.worker().resolve("worker.cpp").toString(), "-o", object.toString()));
        run(arguments);
    }

    private void link(Path worker, Path object, Path program) throws IOException {
        List<Path> libraries = systemLibraries();
        Path loader = Files.exists(INTERPRETER)
                ? INTERPRETER
                : libraries.getFirst().resolveSibling(INTERPRETER.getFileName());
        run(List.of(
                "--target=x86_64-unknown-linux-gnu",
                "-fuse-ld=lld",
                "-nostdlib",
                "-no-pie",
                "-Wl,-e,_start",
                "-Wl,--dynamic-linker=" + loader,
                worker.toString(),
                object.toString(),
                libraries.get(0).toString(),
                libraries.get(1).toString(),
                "-o",
                program.toString()));
    }

    private void run(List<String> arguments) throws IOException {
        Subprocess.Result result = toolchain.clang(arguments);
        if (!result.succeeded()) {
            throw new IOException(result.errors());
        }
    }

    /**
     * The C library that this very process uses, and the library of mathematics beside it.
     *
     * @throws IOException where the machine's C library is not glibc
     */
    public static List<Path> systemLibraries() throws IOException {
        Path libc = libc();
        return List.of(libc, libc.resolveSibling("libm.so.6"));
    }

    private static Path libc() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.endsWith("/libc.so.6"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .findFirst()
                .orElseThrow(() -> new IOException("this machine's C library is not glibc"));
    }
}
