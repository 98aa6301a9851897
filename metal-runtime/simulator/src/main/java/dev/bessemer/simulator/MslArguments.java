package dev.bessemer.simulator;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line of {@code msl}.
 *
 * @param action what to do
 * @param file the Metal file
 * @param kernel the name of a kernel; empty where none was given
 * @param options how the file is compiled
 */
record MslArguments(String action, Path file, String kernel, MslOptions options) {
    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException where it makes no sense; the message says why
     */
    static MslArguments parse(List<String> arguments) {
        Reader reader = new Reader(arguments);
        reader.read();
        return new MslArguments(
                reader.word(0, "an action"), Path.of(reader.word(1, "a Metal file")), reader.kernel(), reader.options);
    }

    /** Goes over the words. */
    private static final class Reader {
        private final List<String> arguments;
        private final List<String> words = new java.util.ArrayList<>();
        private MslOptions options = MslOptions.DEFAULT;
        private int next;

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        void read() {
            while (next < arguments.size()) {
                String word = arguments.get(next++);
                if (word.startsWith("-")) {
                    option(word);
                } else {
                    words.add(word);
                }
            }
        }

        private void option(String word) {
            if (word.startsWith("-D")) {
                String[] parts = word.substring(2).split("=", 2);
                options = options.withMacro(parts[0], parts.length > 1 ? parts[1] : "1");
            } else if (word.startsWith("-I")) {
                options = options.withIncludeFolder(Path.of(word.substring(2)));
            } else if (word.equals("--metal-version")) {
                options = options.withVersion(version(value(word)));
            } else if (word.equals("--constant")) {
                String[] parts = value(word).split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException("--constant needs NAME=VALUE");
                }
                options = options.withFunctionConstant(parts[0], parts[1]);
            } else {
                throw new IllegalArgumentException("there is no option " + word);
            }
        }

        private String value(String option) {
            if (next == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return arguments.get(next++);
        }

        private static int version(String text) {
            String[] parts = text.split("\\.", -1);
            try {
                int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
                return Integer.parseInt(parts[0]) * 100 + minor * 10;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no Metal version: " + text, e);
            }
        }

        String word(int index, String what) {
            if (index >= words.size()) {
                throw new IllegalArgumentException(what + " is missing");
            }
            return words.get(index);
        }

        String kernel() {
            return words.size() > 2 ? words.get(2) : "";
        }
    }
}
