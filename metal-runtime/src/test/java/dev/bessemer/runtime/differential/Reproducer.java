package dev.bessemer.runtime.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kernel that failed once, kept in a file that the tests execute again: a first line that says what it is launched with, and its source.
 *
 * @param program without statements: what {@link Arguments} needs of it
 */
record Reproducer(Program program, String source) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "differential");

    /** All that are kept. */
    static List<Reproducer> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Reproducer::read).toList();
        }
    }

    /** Keeps a program that fails; gives its file. */
    static Path keep(Program program) {
        Path file = FOLDER.resolve(program.className() + ".java");
        try {
            return Files.writeString(file, header(program) + "\n" + program.source());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Reproducer read(Path file) {
        try {
            String source = Files.readString(file);
            return new Reproducer(parse(source.lines().findFirst().orElseThrow()), source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String header(Program program) {
        return Stream.of(
                        Stream.of("//", "" + program.seed(), "" + program.threads(), "" + program.threadgroup()),
                        program.arrays().stream()
                                .map(a -> String.join(":", a.name(), a.kind().name(), "" + a.size())),
                        program.scalars().stream()
                                .map(s -> String.join(
                                        ":",
                                        s.name(),
                                        s.type().name(),
                                        program.constants().contains(s.name()) ? "constant" : "variable")))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    private static Program parse(String header) {
        List<String> words = Arrays.asList(header.split(" ", -1));
        List<DeviceParameter> arrays = new ArrayList<>();
        List<Variable> scalars = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (String word : words.subList(4, words.size())) {
            String[] parts = word.split(":", -1);
            if (parts[2].equals("constant") || parts[2].equals("variable")) {
                scalars.add(Variable.of(parts[0], JavaType.valueOf(parts[1])));
                constants.addAll(parts[2].equals("constant") ? List.of(parts[0]) : List.of());
            } else {
                boolean written = parts[0].startsWith("out");
                arrays.add(new DeviceParameter(
                        parts[0], ArrayKind.valueOf(parts[1]), Integer.parseInt(parts[2]), written));
            }
        }
        return new Program(
                Long.parseLong(words.get(1)),
                arrays,
                scalars,
                constants,
                List.of(),
                List.of(),
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)),
                false);
    }
}
