package dev.bessemer.simulator;

import dev.bessemer.simulator.source.ExecutionTarget;
import dev.bessemer.simulator.toolchain.ToolchainException;
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
        MslBuild.Built built = MslBuild.build(source, options, ExecutionTarget.WORKER);
        return new MslProgram(
                source,
                built.file(),
                built.report().kernels(),
                options,
                built.report().diagnostics());
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
