package dev.bessemer.jit;

import dev.bessemer.jit.cache.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Stream;

/** Which build of the compiler this is, so that no cache entry outlives a change of it. */
final class CompilerVersion {
    private static final String TEXT = find();

    private CompilerVersion() {}

    static String text() {
        return TEXT;
    }

    private static String find() {
        CodeSource source = CompilerVersion.class.getProtectionDomain().getCodeSource();
        try {
            if (source == null || !"file".equals(source.getLocation().getProtocol())) {
                return ownClass();
            }
            Path place = Path.of(source.getLocation().toURI());
            return Files.isDirectory(place) ? ofFolder(place) : stamp(place);
        } catch (IOException | java.net.URISyntaxException e) {
            return "unknown-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        }
    }

    private static String stamp(Path file) throws IOException {
        return Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis();
    }

    private static String ofFolder(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(folder.relativize(file))
                        .append(' ')
                        .append(stamp(file))
                        .append('\n');
            }
        }
        return Fingerprint.of(all.toString());
    }

    private static String ownClass() throws IOException {
        try (InputStream bytes = CompilerVersion.class.getResourceAsStream("KernelCompiler.class")) {
            return bytes == null ? "none" : Fingerprint.of(bytes.readAllBytes());
        }
    }
}
