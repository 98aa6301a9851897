package dev.bessemer.simulator.standin;

import dev.bessemer.simulator.toolchain.Fingerprint;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import dev.bessemer.simulator.worker.WorkerBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the library that stands in for Metal, once for each state of its sources. */
final class StandInBuild {
    private static final List<String> COMPILE = List.of(
            "-O2",
            "-std=c++20",
            "-nostdinc",
            "-nostdinc++",
            "-ffreestanding",
            "-fno-exceptions",
            "-fno-rtti",
            "-fno-stack-protector",
            "-fno-strict-aliasing",
            "-fno-threadsafe-statics",
            "-fno-c++-static-destructors",
            "-fPIC",
            "-fvisibility=hidden",
            "-Wall",
            "-Wextra",
            "-Werror");

    private final Toolchain toolchain;
    private final Path sources;

    StandInBuild(Toolchain toolchain) {
        this.toolchain = toolchain;
        this.sources = toolchain.sources("standin");
    }

    /**
     * The library for this machine.
     *
     * @throws ToolchainException where it cannot be built
     */
    Path library() {
        String key = Fingerprint.of(toolchain.identity() + " " + sources.getFileName());
        try {
            return toolchain.cache().entry("libstandin-" + key + ".so", this::build);
        } catch (IOException e) {
            throw new ToolchainException("cannot build the stand-in for Metal: " + e.getMessage(), e);
        }
    }

    private void build(Path library) throws IOException {
        Path object = library.resolveSibling("standin.o");
        compile("x86_64", List.of("-march=x86-64-v3"), object);
        List<String> arguments = new ArrayList<>(
                List.of("--target=x86_64-unknown-linux-gnu", "-fuse-ld=lld", "-nostdlib", "-shared", "-Wl,-z,defs"));
        arguments.add(object.toString());
        WorkerBuild.systemLibraries().forEach(path -> arguments.add(path.toString()));
        run(arguments, List.of("-o", library.toString()));
    }

    /** Compiles the one file that is compiled, for an architecture of Linux. */
    void compile(String architecture, List<String> options, Path object) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--target=" + architecture + "-unknown-linux-gnu"));
        arguments.addAll(COMPILE);
        arguments.addAll(options);
        arguments.addAll(List.of("-I", toolchain.worker().toString(), "-c"));
        arguments.add(sources.resolve("standin/standin.cpp").toString());
        run(arguments, List.of("-o", object.toString()));
    }

    private void run(List<String> arguments, List<String> output) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(output);
        Subprocess.Result result = toolchain.clang(all);
        if (!result.succeeded()) {
            throw new IOException(result.errors());
        }
    }
}
