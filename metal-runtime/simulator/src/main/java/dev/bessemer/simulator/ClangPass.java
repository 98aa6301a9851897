package dev.bessemer.simulator;

import dev.bessemer.simulator.toolchain.Fingerprint;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways that clang goes over rewritten source: its options, and the Metal library precompiled for them. */
final class ClangPass {
    private static final String CPP = "c++";

    /** A language whose headers clang does not precompile. */
    private static final String CUDA = "cuda";

    private static final List<String> COMMON = List.of(
            "-nostdinc",
            "-nostdinc++",
            "-fdeclspec",
            "-fno-exceptions",
            "-fno-rtti",
            "-fno-strict-aliasing",
            "-fno-math-errno",
            "-ffp-contract=off",
            "-fno-caret-diagnostics",
            "-fno-color-diagnostics",
            "-fno-diagnostics-show-option",
            "-fno-elide-type",
            "-ferror-limit=50",
            "-Wno-unknown-pragmas",
            "-Wno-c++20-extensions",
            "-Wno-c99-designator",
            "-Wno-duplicate-decl-specifier",
            "-Wno-unused-value",
            "-Wno-undefined-internal",
            "-Wno-undefined-inline",
            "-Wno-pass-failed");
    private static final List<String> CHECK = List.of(
            "--target=amdgcn-amd-amdhsa",
            "-mcpu=gfx90a",
            "-nogpulib",
            "-Wuninitialized",
            "-Wsometimes-uninitialized",
            "-D__METAL_CHECK__");
    private static final List<String> EXECUTE = List.of(
            "--target=x86_64-unknown-linux-gnu",
            "-march=x86-64-v3",
            "-O2",
            "-gline-tables-only",
            "-fPIC",
            "-fno-stack-protector",
            "-fstack-clash-protection",
            "-Xclang",
            "-ffloat16-excess-precision=none",
            "-Xclang",
            "-fbfloat16-excess-precision=none",
            "-D__METAL_EXECUTE__");

    /** CUDA without CUDA's headers, for every GPU from Ampere on; kernels take all their functions in. */
    private static final List<String> PTX = List.of(
            "--cuda-device-only",
            "--cuda-gpu-arch=sm_80",
            "--cuda-feature=+ptx78",
            "-nocudainc",
            "-nocudalib",
            "-Wno-unknown-cuda-version",
            "-O2",
            "-mllvm",
            "-inline-threshold=100000",
            "-D__METAL_PTX__");

    /** Each access calls the worker; wider vectors than the calls know must not come about. */
    private static final List<String> RACES = List.of(
            "-fsanitize=thread",
            "-mllvm",
            "-tsan-instrument-func-entry-exit=0",
            "-mllvm",
            "-tsan-instrument-read-before-write",
            "-fno-vectorize",
            "-fno-slp-vectorize",
            "-D__METAL_RACES__");

    private final Toolchain toolchain;
    private final List<String> options;
    private final String language;

    private ClangPass(Toolchain toolchain, List<String> options, String language) {
        this.toolchain = toolchain;
        this.options = List.copyOf(options);
        this.language = language;
    }

    /** The check: Metal's address spaces on a GPU target. */
    static ClangPass check(Toolchain toolchain, int version, boolean tensors) {
        return of(toolchain, version, tensors, CHECK, CPP);
    }

    /** The execution build: x86-64, with what it watches. */
    static ClangPass execute(Toolchain toolchain, MslOptions options, boolean tensors) {
        List<String> all = new ArrayList<>(EXECUTE);
        all.add("-D" + MslOptions.COOPERATIVE_LAYOUT + "="
                + options.macros().getOrDefault(MslOptions.COOPERATIVE_LAYOUT, "0"));
        if (options.watches().contains(MslOptions.Watch.RACES)) {
            all.addAll(RACES);
        }
        if (options.watches().contains(MslOptions.Watch.UNDEFINED)) {
            all.addAll(List.of(
                    "-fsanitize=bounds,shift-exponent,float-cast-overflow,integer-divide-by-zero",
                    "-fsanitize-trap=all",
                    "-fno-sanitize-merge",
                    "-ftrivial-auto-var-init=pattern"));
        }
        return of(toolchain, options.version(), tensors, all, CPP);
    }

    /** The build for NVIDIA's GPUs, to assembler text. */
    static ClangPass ptx(Toolchain toolchain, MslOptions options, boolean tensors) {
        return of(toolchain, options.version(), tensors, PTX, CUDA);
    }

    private static ClangPass of(Toolchain toolchain, int version, boolean tensors, List<String> own, String language) {
        List<String> options = new ArrayList<>(own);
        options.addAll(COMMON);
        options.add("-D__METAL_VERSION__=" + version);
        options.add(tensors ? "-std=gnu++23" : "-std=c++17");
        options.addAll(List.of("-isystem", toolchain.include().toString()));
        return new ClangPass(toolchain, options, language);
    }

    /** Names the compiler, the library and the options. */
    String identity() {
        return toolchain.identity() + " " + String.join(" ", options);
    }

    /**
     * Compiles a file.
     *
     * @param source the file with rewritten source
     * @param headers the headers of the library that it includes
     * @param extra more options, such as what to make
     */
    Subprocess.Result compile(Path source, List<String> headers, List<String> extra) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(extra);
        if (!headers.isEmpty() && !language.equals(CUDA)) {
            arguments.addAll(List.of("-include-pch", precompiled(headers).toString()));
        }
        arguments.addAll(List.of("-x", language, source.toString()));
        return toolchain.clang(arguments);
    }

    /** The headers as clang reads them fastest, made once for these options. */
    private Path precompiled(List<String> headers) {
        StringBuilder text = new StringBuilder();
        headers.forEach(header -> text.append("#include <").append(header).append(">\n"));
        String name = "headers-" + Fingerprint.of(identity() + "\n" + text);
        try {
            Path source = toolchain.cache().entry(name + ".hpp", path -> Files.writeString(path, text));
            return toolchain.cache().entry(name + ".pch", path -> precompile(source, path));
        } catch (IOException e) {
            throw new ToolchainException("cannot precompile the Metal library: " + e.getMessage(), e);
        }
    }

    private void precompile(Path source, Path path) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-x", "c++-header", "-fpch-instantiate-templates", "-Xclang", "-fno-pch-timestamp"));
        arguments.addAll(List.of("-o", path.toString(), source.toString()));
        Subprocess.Result result = toolchain.clang(arguments);
        if (!result.succeeded()) {
            throw new IOException(result.errors());
        }
    }
}
