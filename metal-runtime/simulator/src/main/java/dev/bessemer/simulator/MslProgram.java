package dev.bessemer.simulator;

import dev.bessemer.simulator.source.ExecutionRefusedException;
import dev.bessemer.simulator.source.ExecutionRewriter;
import dev.bessemer.simulator.source.RewrittenText;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.toolchain.Fingerprint;
import dev.bessemer.simulator.toolchain.SimulatorCache;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Metal file built for execution: an x86-64 object with the table {@code __metal_kernels} in it, for the worker to be linked with.
 *
 * @param source the source
 * @param object the object file, in the user's cache
 * @param kernels the file's kernels
 * @param options what it was built with
 * @param warnings what the check had to say all the same
 */
public record MslProgram(
        MslSource source, Path object, List<MslKernel> kernels, MslOptions options, List<MslDiagnostic> warnings) {
    /** Copies the lists. */
    public MslProgram {
        kernels = List.copyOf(kernels);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks a file and builds it; what was built before is taken from the cache.
     *
     * @throws MslException where the file is refused
     * @throws ToolchainException where there is no compiler for this machine
     */
    public static MslProgram build(MslSource source, MslOptions options) {
        Toolchain toolchain = Toolchain.get();
        try {
            Path scratch = Files.createTempDirectory("bessemer-msl-");
            try {
                return build(toolchain, source, options, scratch);
            } finally {
                SimulatorCache.deleteTree(scratch);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot build " + source.name() + ": " + e.getMessage(), e);
        }
    }

    private static MslProgram build(Toolchain toolchain, MslSource source, MslOptions options, Path scratch)
            throws IOException {
        FrontEnd front = FrontEnd.read(toolchain, source, options, scratch);
        MslReport report = new MslChecker(toolchain).check(front, options);
        if (!report.isAccepted()) {
            throw new MslException(source.name(), report);
        }
        RewrittenText rewritten = rewrite(front, options);
        ClangPass pass = ClangPass.execute(toolchain, options, front.usesTensors());
        String key = Fingerprint.of(pass.identity() + "\n" + rewritten.text());
        Path object = toolchain.cache().entry("kernels-" + key + ".o", made -> compile(front, pass, rewritten, made));
        return new MslProgram(source, object, report.kernels(), options, report.diagnostics());
    }

    private static RewrittenText rewrite(FrontEnd front, MslOptions options) {
        try {
            return ExecutionRewriter.rewrite(front.text(), front.outline(), options.functionConstants());
        } catch (ExecutionRefusedException e) {
            MslDiagnostic refused = new MslDiagnostic(
                    MslDiagnostic.Severity.ERROR,
                    front.source().name(),
                    0,
                    0,
                    String.valueOf(e.getMessage()),
                    e.remedy());
            throw new MslException(front.source().name(), new MslReport(List.of(refused), List.of()));
        }
    }

    private static void compile(FrontEnd front, ClangPass pass, RewrittenText rewritten, Path object)
            throws IOException {
        Path file = Files.writeString(object.resolveSibling("execute.cpp"), rewritten.text());
        Subprocess.Result result =
                pass.compile(file, front.libraryHeaders(), List.of("-c", "-w", "-o", object.toString()));
        if (!result.succeeded()) {
            List<MslDiagnostic> said = new ClangDiagnostics(place -> inFile(place, front)).read(result);
            throw new MslException(front.source().name(), new MslReport(said, List.of()));
        }
    }

    /** The text tells clang what lines come from; columns are those of the rewritten text. */
    private static Optional<SourceMap.Place> inFile(SourceMap.Place said, FrontEnd front) {
        boolean known = front.original(said).isPresent();
        return known ? Optional.of(new SourceMap.Place(said.file(), said.line(), 0)) : Optional.empty();
    }

    /** The source's name. */
    public String name() {
        return source.name();
    }

    /** The kernel that the host calls by this name, if there is one. */
    public Optional<MslKernel> kernel(String hostName) {
        return kernels.stream().filter(kernel -> kernel.name().equals(hostName)).findFirst();
    }
}
