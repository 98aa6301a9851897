package dev.bessemer.simulator.toolchain;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** C++ files of the simulator, in folders such as {@code include/} and {@code worker/}, as files that a compiler can read. */
final class LibraryFiles {
    private final Map<String, byte[]> contents;

    private LibraryFiles(Map<String, byte[]> contents) {
        this.contents = contents;
    }

    /** Reads the files of some folders from where the simulator's own classes are. */
    static LibraryFiles read(String... folders) {
        Map<String, byte[]> contents = new TreeMap<>();
        try {
            for (String folder : folders) {
                URL place = Objects.requireNonNull(
                        LibraryFiles.class.getResource("/dev/bessemer/simulator/" + folder + "/README.md"), folder);
                read(folder, place.toURI(), contents);
            }
        } catch (IOException | URISyntaxException e) {
            throw new ToolchainException("cannot read the simulator's own files: " + e.getMessage(), e);
        }
        return new LibraryFiles(contents);
    }

    private static void read(String name, URI readme, Map<String, byte[]> contents) throws IOException {
        if (readme.getScheme().equals("file")) {
            readTree(name, Path.of(readme).resolveSibling(""), contents);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(readme, Map.of())) {
                String inside = readme.toString();
                readTree(
                        name,
                        jar.getPath(inside.substring(inside.indexOf("!/") + 1)).resolveSibling(""),
                        contents);
            }
        }
    }

    private static void readTree(String name, Path folder, Map<String, byte[]> contents) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String below = folder.relativize(file).toString().replace('\\', '/');
                contents.put(name + "/" + below, Files.readAllBytes(file));
            }
        }
    }

    /** Names what is in the files. */
    String fingerprint() {
        StringBuilder all = new StringBuilder();
        contents.forEach((name, bytes) ->
                all.append(name).append(' ').append(Fingerprint.of(bytes)).append('\n'));
        return Fingerprint.of(all.toString());
    }

    /** The folder with the folders in it, written into a cache if it is not there. */
    Path unpacked(SimulatorCache cache) {
        try {
            return cache.entry("library-" + fingerprint(), this::write);
        } catch (IOException e) {
            throw new ToolchainException(
                    "cannot write the Metal library to " + cache.folder() + ": " + e.getMessage(), e);
        }
    }

    private void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
