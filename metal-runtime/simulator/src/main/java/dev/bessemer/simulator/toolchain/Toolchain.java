package dev.bessemer.simulator.toolchain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * clang and lld from Maven Central, with the simulator's own C++ files beside them. Nothing else is needed on the machine but its C and
 * C++ run-time libraries: no headers, start-up files, compiler or linker.
 */
public final class Toolchain {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SimulatorCache cache;
    private final Path programs;
    private final Path library;

    private Toolchain(SimulatorCache cache, Path programs, Path library) {
        this.cache = cache;
        this.programs = programs;
        this.library = library;
    }

    /** The one of this process, made ready at the first call, which takes seconds when nothing is in the cache. */
    private static final class Holder {
        private static final Toolchain INSTANCE = open(SimulatorCache.ofUser());
    }

    /**
     * The toolchain of this process, in the user's cache.
     *
     * @throws ToolchainException where there is none; the message says why
     */
    public static Toolchain get() {
        missing().ifPresent(reason -> {
            throw new ToolchainException(reason);
        });
        return Holder.INSTANCE;
    }

    /** Why there is no toolchain: a machine it was not made for, or no jar to take it from. Empty where there is one. */
    public static Optional<String> missing() {
        Optional<String> unsupported =
                CompilerJar.unsupported(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (unsupported.isPresent()) {
            return unsupported;
        }
        try {
            CompilerJar.find();
            return Optional.empty();
        } catch (ToolchainException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A toolchain whose files are in the given cache. */
    static Toolchain open(SimulatorCache cache) {
        return new Toolchain(
                cache,
                CompilerJar.find().unpacked(cache),
                LibraryFiles.read("include", "worker").unpacked(cache));
    }

    /** Where what is made with this toolchain is kept. */
    public SimulatorCache cache() {
        return cache;
    }

    /** The folder of the Metal library's headers. */
    public Path include() {
        return library.resolve("include");
    }

    /** The folder of the worker's sources. */
    public Path worker() {
        return library.resolve("worker");
    }

    /** A folder with another folder of the simulator's sources in it, named for what is in that. */
    public Path sources(String folder) {
        return LibraryFiles.read(folder).unpacked(cache);
    }

    /** Names this compiler together with these headers: what is made with other ones has another identity. */
    public String identity() {
        return Fingerprint.of(programs.getFileName() + " " + library.getFileName());
    }

    /** Runs clang with these arguments and nothing from the environment; it finds the linker when told {@code -fuse-ld=lld}. */
    public Subprocess.Result clang(List<String> arguments) {
        return run("clang", arguments);
    }

    /** Runs the program that leads from addresses in a linked file back to lines and names. */
    public Subprocess.Result symbolizer(List<String> arguments) {
        return run("llvm-symbolizer", arguments);
    }

    private Subprocess.Result run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve("bin/" + program).toString());
        command.addAll(arguments);
        return Subprocess.run(command, Map.of("LC_ALL", "C", "PATH", ""), LIMIT);
    }
}
