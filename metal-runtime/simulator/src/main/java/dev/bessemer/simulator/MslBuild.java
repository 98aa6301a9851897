package dev.bessemer.simulator;

import dev.bessemer.simulator.source.ExecutionRefusedException;
import dev.bessemer.simulator.source.ExecutionRewriter;
import dev.bessemer.simulator.source.ExecutionTarget;
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

/** How a Metal file is checked and then compiled for one of the machines that execute it. */
final class MslBuild {
    private final Toolchain toolchain;
    private final MslSource source;
    private final MslOptions options;
    private final ExecutionTarget target;

    private MslBuild(Toolchain toolchain, MslSource source, MslOptions options, ExecutionTarget target) {
        this.toolchain = toolchain;
        this.source = source;
        this.options = options;
        this.target = target;
    }

    /**
     * What came of a build.
     *
     * @param file the object or assembler text, in the user's cache
     * @param report what the check found, with the kernels that were built
     */
    record Built(Path file, MslReport report) {}

    /**
     * Checks a file and builds it; what was built before is taken from the cache.
     *
     * @throws MslException where the file is refused
     * @throws IllegalArgumentException where the options name a kernel that the file has not
     * @throws ToolchainException where there is no compiler for this machine
     */
    static Built build(MslSource source, MslOptions options, ExecutionTarget target) {
        MslBuild build = new MslBuild(Toolchain.get(), source, options, target);
        try {
            Path scratch = Files.createTempDirectory("bessemer-msl-");
            try {
                return build.run(scratch);
            } finally {
                SimulatorCache.deleteTree(scratch);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot build " + source.name() + ": " + e.getMessage(), e);
        }
    }

    private Built run(Path scratch) throws IOException {
        FrontEnd front = FrontEnd.read(toolchain, source, options, scratch);
        MslReport report = new MslChecker(toolchain).check(front, options);
        if (!report.isAccepted()) {
            throw new MslException(source.name(), report);
        }
        MslReport selected = select(report);
        RewrittenText rewritten = rewrite(front);
        ClangPass pass = switch (target) {
            case WORKER -> ClangPass.execute(toolchain, options, front.usesTensors());
            case NVIDIA -> ClangPass.ptx(toolchain, options, front.usesTensors());
        };
        String key = Fingerprint.of(pass.identity() + "\n" + rewritten.text());
        String name = target == ExecutionTarget.WORKER ? "kernels-" + key + ".o" : "kernels-" + key + ".ptx";
        Path file = toolchain.cache().entry(name, made -> compile(front, pass, rewritten, made));
        return new Built(file, selected);
    }

    private MslReport select(MslReport report) {
        for (String wanted : options.kernels()) {
            MslKernel.named(report.kernels(), wanted);
        }
        List<MslKernel> kernels = report.kernels().stream()
                .filter(kernel ->
                        options.kernels().isEmpty() || options.kernels().contains(kernel.name()))
                .toList();
        return new MslReport(report.diagnostics(), kernels);
    }

    private RewrittenText rewrite(FrontEnd front) {
        try {
            return ExecutionRewriter.rewrite(
                    front.text(), front.outline(), options.functionConstants(), options.kernels(), target);
        } catch (ExecutionRefusedException e) {
            MslDiagnostic refused = new MslDiagnostic(
                    MslDiagnostic.Severity.ERROR, source.name(), 0, 0, String.valueOf(e.getMessage()), e.remedy());
            throw new MslException(source.name(), new MslReport(List.of(refused), List.of()));
        }
    }

    private void compile(FrontEnd front, ClangPass pass, RewrittenText rewritten, Path made) throws IOException {
        Path file = Files.writeString(made.resolveSibling("execute.cpp"), rewritten.text());
        String what = target == ExecutionTarget.WORKER ? "-c" : "-S";
        Subprocess.Result result =
                pass.compile(file, front.libraryHeaders(), List.of(what, "-w", "-o", made.toString()));
        if (!result.succeeded()) {
            List<MslDiagnostic> said = new ClangDiagnostics(place -> inFile(place, front)).read(result);
            throw new MslException(source.name(), new MslReport(said, List.of()));
        }
    }

    /** The text tells clang what lines come from; columns are those of the rewritten text. */
    private static Optional<SourceMap.Place> inFile(SourceMap.Place said, FrontEnd front) {
        boolean known = front.original(said).isPresent();
        return known ? Optional.of(new SourceMap.Place(said.file(), said.line(), 0)) : Optional.empty();
    }
}
