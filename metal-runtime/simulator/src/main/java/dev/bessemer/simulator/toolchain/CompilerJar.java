package dev.bessemer.simulator.toolchain;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jar with clang and lld for this machine: where it is, and its files laid out as the programs expect them. */
final class CompilerJar {
    /** In the jar, the files of one kind of machine. */
    private static final String ROOT = "org/bytedeco/llvm/linux-x86_64/";

    /** File of the jar to file of the unpacked folder, with the names that the programs look for at run time. */
    private static final Map<String, String> LAYOUT = new TreeMap<>(Map.of(
            "clang", "bin/clang",
            "lld", "bin/ld.lld",
            "llvm-symbolizer", "bin/llvm-symbolizer",
            "libclang-cpp.so", "lib/libclang-cpp.so.20.1",
            "libLLVM.so", "lib/libLLVM.so.20.1"));

    private final Path jar;

    private CompilerJar(Path jar) {
        this.jar = jar;
    }

    /**
     * Why this machine can have no compiler, whatever is on the class path.
     *
     * @param system the system property {@code os.name}
     * @param architecture the system property {@code os.arch}
     */
    static Optional<String> unsupported(String system, String architecture) {
        if (system.equals("Linux") && architecture.equals("amd64")) {
            return Optional.empty();
        }
        return Optional.of(
                "Metal source is checked and executed on x86-64 Linux only; this is " + system + " on " + architecture);
    }

    /**
     * The jar: named by the system property {@code bessemer.llvm.jar}, else on the class path or module path.
     *
     * @throws ToolchainException where there is none
     */
    static CompilerJar find() {
        String given = System.getProperty("bessemer.llvm.jar", "");
        if (!given.isEmpty()) {
            return new CompilerJar(Path.of(given));
        }
        URL clang = ClassLoader.getSystemResource(ROOT + "clang");
        if (clang != null) {
            return new CompilerJar(jarOf(clang));
        }
        return onModulePath()
                .map(CompilerJar::new)
                .orElseThrow(
                        () -> new ToolchainException(
                                "no jar with clang is on the class path:"
                                        + " org.bytedeco:llvm with the classifier linux-x86_64 is needed to check or execute Metal source"));
    }

    /** Where the jar is. */
    Path path() {
        return jar;
    }

    private static Path jarOf(URL clang) {
        try {
            if (clang.openConnection() instanceof JarURLConnection connection) {
                return Path.of(connection.getJarFileURL().toURI());
            }
        } catch (IOException | URISyntaxException e) {
            throw new ToolchainException("cannot open " + clang + ": " + e.getMessage(), e);
        }
        throw new ToolchainException("clang is looked for in a jar, but is at " + clang);
    }

    /** On a module path the jar may be there without being a module that was resolved. */
    private static Optional<Path> onModulePath() {
        for (String part : System.getProperty("jdk.module.path", "").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            if (part.contains("llvm") && Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** The folder with the programs, unpacked into a cache if it is not there. */
    Path unpacked(SimulatorCache cache) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return cache.entry("llvm-" + fingerprint(zip), folder -> unpack(zip, folder));
        } catch (IOException e) {
            throw new ToolchainException("cannot unpack " + jar + " to " + cache.folder() + ": " + e.getMessage(), e);
        }
    }

    private String fingerprint(ZipFile zip) throws IOException {
        StringBuilder contents = new StringBuilder();
        for (Map.Entry<String, String> file : LAYOUT.entrySet()) {
            ZipEntry entry = entry(zip, file.getKey());
            contents.append(file.getValue())
                    .append(' ')
                    .append(entry.getCrc())
                    .append(' ')
                    .append(entry.getSize())
                    .append('\n');
        }
        return Fingerprint.of(contents.toString());
    }

    private void unpack(ZipFile zip, Path folder) throws IOException {
        for (Map.Entry<String, String> file : LAYOUT.entrySet()) {
            Path target = folder.resolve(file.getValue());
            Files.createDirectories(target.getParent());
            try (var in = zip.getInputStream(entry(zip, file.getKey()))) {
                Files.copy(in, target);
            }
            if (!target.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + target + " executable");
            }
        }
    }

    private ZipEntry entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(ROOT + name);
        if (entry == null) {
            throw new IOException("there is no " + ROOT + name + " in it");
        }
        return entry;
    }
}
