package dev.bessemer.simulator;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Metal file with two kernels, {@code wrong} and {@code right}. Comments at its top say how they are launched; {@code // fault: KIND} stands on the line that
 * is wrong, or at the top where the report has no line, and {@code // other} on the line of the second thread.
 */
final class FaultCase {
    private static final Pattern LAUNCH = Pattern.compile("// launch: (\\d+) / (\\d+)");
    private static final Pattern MEMORY = Pattern.compile("// (buffer|output|threadgroup) (\\d+): (\\d+) bytes");
    private static final Pattern ALIAS = Pattern.compile("// alias (\\d+): (\\d+)");
    private static final Pattern LIMIT = Pattern.compile("// limit: (\\d+) ms");
    private static final Pattern FAULT = Pattern.compile("// fault: (\\w+)");

    private final Path file;
    private final List<String> lines;

    FaultCase(Path file) throws IOException {
        this.file = file;
        this.lines = Files.readAllLines(file);
    }

    MslProgram program() throws IOException {
        boolean watched = !lines.contains("// watch: nothing");
        MslOptions options = watched
                ? MslOptions.DEFAULT.withWatches(MslOptions.Watch.RACES, MslOptions.Watch.UNDEFINED)
                : MslOptions.DEFAULT;
        return MslProgram.build(MslFiles.source(file), options);
    }

    MslLaunch launch(String kernel, Arena arena) {
        MatchResult extents = matches(LAUNCH).getFirst();
        MslLaunch launch = MslLaunch.of(kernel, MslExtent.of(number(extents, 1)), MslExtent.of(number(extents, 2)));
        for (MatchResult memory : matches(MEMORY)) {
            int slot = number(memory, 2);
            int bytes = number(memory, 3);
            launch = switch (memory.group(1)) {
                case "buffer" -> launch.withBuffer(slot, MslBuffer.of(counting(arena, bytes)));
                case "output" -> launch.withBuffer(slot, MslBuffer.output(arena.allocate(bytes)));
                default -> launch.withThreadgroupBytes(slot, bytes);
            };
        }
        for (MatchResult alias : matches(ALIAS)) {
            MslBuffer same = Objects.requireNonNull(launch.buffers().get(number(alias, 2)));
            launch = launch.withBuffer(number(alias, 1), same);
        }
        for (MatchResult limit : matches(LIMIT)) {
            launch = launch.withLimit(Duration.ofMillis(number(limit, 1)));
        }
        return launch;
    }

    private static MemorySegment counting(Arena arena, int bytes) {
        MemorySegment memory = arena.allocate(bytes, Float.BYTES);
        for (int i = 0; i < bytes / Float.BYTES; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
        }
        return memory;
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private List<MatchResult> matches(Pattern pattern) {
        List<MatchResult> found = new ArrayList<>();
        lines.forEach(line -> pattern.matcher(line).results().forEach(found::add));
        return found;
    }

    MslFault.Kind expectedKind() {
        return MslFault.Kind.valueOf(matches(FAULT).getFirst().group(1));
    }

    /** The line that is wrong, or 0 where the file says that there is none. */
    int expectedLine() {
        return lineWith("fault: ");
    }

    /** The other thread's line, or 0. */
    int expectedOther() {
        return lineWith("other");
    }

    private int lineWith(String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("// " + mark)) {
                return lines.get(i).startsWith("//") ? 0 : i + 1;
            }
        }
        return 0;
    }
}
