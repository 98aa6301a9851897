package dev.bessemer.simulator;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Metal files among the test resources. A line {@code // metal-version: 3.1} or {@code // constant: NAME=VALUE} says how a file is compiled; {@code // error: text}
 * stands on a line that has to be refused with a message that holds the text.
 */
final class MslFiles {
    private static final Pattern SETTING = Pattern.compile("// (metal-version|constant): (.*)");
    private static final Pattern ERROR = Pattern.compile("// error: (.*?)(?= // error: |$)");

    private MslFiles() {}

    /** The files in a folder of {@code msl}. */
    static List<Path> in(String folder) throws IOException, URISyntaxException {
        Path path = Path.of(Objects.requireNonNull(MslFiles.class.getResource("/msl/" + folder), folder)
                .toURI());
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".metal"))
                    .sorted()
                    .toList();
        }
    }

    /** A file's text under its last name. */
    static MslSource source(Path file) throws IOException {
        MslSource read = MslSource.read(file);
        return new MslSource(file.getFileName().toString(), read.text(), read.folder());
    }

    /** What a file says about how it is compiled. */
    static MslOptions options(Path file) throws IOException {
        MslOptions options = MslOptions.DEFAULT;
        for (String line : Files.readAllLines(file)) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches() && setting.group(1).equals("constant")) {
                String[] parts = setting.group(2).split("=", 2);
                options = options.withFunctionConstant(parts[0], parts[1]);
            } else if (setting.matches()) {
                options = options.withVersion(Integer.parseInt(setting.group(2).replace(".", "")) * 10);
            }
        }
        return options;
    }

    /** What has to be said about a file, as {@code line: text}. */
    static List<String> expectedErrors(Path file) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher error = ERROR.matcher(lines.get(i));
            while (error.find()) {
                expected.add((i + 1) + ": " + error.group(1));
            }
        }
        return expected;
    }
}
