package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslPointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command line of {@code msl}.
 *
 * @param action what to do
 * @param file the Metal file
 * @param kernel the name of a kernel; empty where none was given
 * @param options how the file is compiled
 * @param grid the grid's threads; empty where none were given
 * @param threadgroup a threadgroup's threads; empty where none were given
 * @param buffers what is bound, by slot
 * @param pointers what pointers lie in buffers
 * @param threadgroupBytes threadgroup memory of the host's size, by slot
 * @param outputs files for what buffers hold afterwards, by slot
 * @param printed how many numbers of each buffer are printed
 * @param repeat how often a GPU executes the kernel
 * @param operations the floating-point operations of one execution; 0 where they were not given
 */
record MslArguments(
        String action,
        Path file,
        String kernel,
        MslOptions options,
        Optional<MslExtent> grid,
        Optional<MslExtent> threadgroup,
        Map<Integer, BufferPattern> buffers,
        List<MslPointer> pointers,
        Map<Integer, Integer> threadgroupBytes,
        Map<Integer, Path> outputs,
        int printed,
        int repeat,
        double operations) {
    private static final int PRINTED = 8;
    private static final int DIMENSIONS = 3;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException where it makes no sense; the message says why
     */
    static MslArguments parse(List<String> arguments) {
        return new Reader(arguments).read();
    }

    /** Goes over the words. */
    private static final class Reader {
        private final List<String> arguments;
        private final List<String> words = new ArrayList<>();
        private final Map<Integer, BufferPattern> buffers = new TreeMap<>();
        private final List<MslPointer> pointers = new ArrayList<>();
        private final Map<Integer, Integer> threadgroupBytes = new TreeMap<>();
        private final Map<Integer, Path> outputs = new TreeMap<>();
        private MslOptions options = MslOptions.DEFAULT;
        private Optional<MslExtent> grid = Optional.empty();
        private Optional<MslExtent> threadgroup = Optional.empty();
        private int printed = PRINTED;
        private int repeat = 1;
        private double operations;
        private int next;

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        MslArguments read() {
            while (next < arguments.size()) {
                String word = arguments.get(next++);
                if (word.startsWith("-")) {
                    option(word);
                } else {
                    words.add(word);
                }
            }
            if (words.size() > 3) {
                throw new IllegalArgumentException("one kernel at a time, not also " + words.get(3));
            }
            String kernel = words.size() > 2 ? words.get(2) : "";
            if (!kernel.isEmpty()) {
                options = options.withKernels(kernel);
            }
            return new MslArguments(
                    word(0, "an action"),
                    Path.of(word(1, "a Metal file")),
                    kernel,
                    options,
                    grid,
                    threadgroup,
                    buffers,
                    pointers,
                    threadgroupBytes,
                    outputs,
                    printed,
                    repeat,
                    operations);
        }

        private void option(String word) {
            switch (word) {
                case "--metal-version" -> options = options.withVersion(version(value(word)));
                case "--constant" -> {
                    String[] pair = pair(word);
                    options = options.withFunctionConstant(pair[0], pair[1]);
                }
                case "--grid" -> grid = Optional.of(extent(value(word)));
                case "--threadgroup" -> threadgroup = Optional.of(extent(value(word)));
                case "--buffer" -> {
                    String[] pair = pair(word);
                    buffers.put(number(pair[0]), BufferPattern.parse(pair[1]));
                }
                case "--pointer" -> {
                    String[] pair = pair(word);
                    String[] place = pair[0].split("\\+", 2);
                    int offset = place.length > 1 ? number(place[1]) : 0;
                    pointers.add(new MslPointer(number(place[0]), offset, number(pair[1])));
                }
                case "--threadgroup-memory" -> {
                    String[] pair = pair(word);
                    threadgroupBytes.put(number(pair[0]), number(pair[1]));
                }
                case "--output" -> {
                    String[] pair = pair(word);
                    outputs.put(number(pair[0]), Path.of(pair[1]));
                }
                case "--print" -> printed = number(value(word));
                case "--repeat" -> repeat = Math.max(1, number(value(word)));
                case "--operations" -> operations = decimal(value(word));
                default -> likeACompiler(word);
            }
        }

        private void likeACompiler(String word) {
            if (word.startsWith("-D")) {
                String[] parts = word.substring(2).split("=", 2);
                options = options.withMacro(parts[0], parts.length > 1 ? parts[1] : "1");
            } else if (word.startsWith("-I")) {
                options = options.withIncludeFolder(Path.of(word.substring(2)));
            } else {
                throw new IllegalArgumentException("there is no option " + word);
            }
        }

        private String[] pair(String option) {
            String[] parts = value(option).split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException(option + " needs something on both sides of a =");
            }
            return parts;
        }

        private String value(String option) {
            if (next == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return arguments.get(next++);
        }

        private static int number(String text) {
            try {
                int number = Integer.parseUnsignedInt(text);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no number: " + text, e);
            }
            throw new IllegalArgumentException("too large a number: " + text + "; the largest is " + Integer.MAX_VALUE);
        }

        private static double decimal(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no number: " + text, e);
            }
        }

        /** One to three numbers with commas between them; what is missing is 1. */
        private static MslExtent extent(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length > DIMENSIONS) {
                throw new IllegalArgumentException("more than three dimensions: " + text);
            }
            int[] extent = {1, 1, 1};
            for (int i = 0; i < parts.length; i++) {
                extent[i] = number(parts[i]);
                if (extent[i] == 0) {
                    throw new IllegalArgumentException("an empty dimension: " + text);
                }
            }
            return new MslExtent(extent[0], extent[1], extent[2]);
        }

        private static int version(String text) {
            String[] parts = text.split("\\.", -1);
            int minor = parts.length > 1 ? number(parts[1]) : 0;
            return number(parts[0]) * 100 + minor * 10;
        }

        private String word(int index, String what) {
            if (index >= words.size()) {
                throw new IllegalArgumentException(what + " is missing");
            }
            return words.get(index);
        }
    }
}
