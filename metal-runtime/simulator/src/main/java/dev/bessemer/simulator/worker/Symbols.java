package dev.bessemer.simulator.worker;

import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What addresses in a worker mean: lines of the Metal file for code, names for variables. */
public final class Symbols {
    /**
     * A line of code.
     *
     * @param file the file as the line table names it
     * @param line the line, from 1
     */
    public record Line(String file, int line) {}

    /**
     * A variable.
     *
     * @param name its name, qualified with the function it is in
     * @param start its first byte's address
     * @param bytes how many it has
     */
    public record Variable(String name, long start, long bytes) {}

    private final Toolchain toolchain;
    private final Path program;
    private final Map<Long, List<Line>> lines = new HashMap<>();

    /** The symbols of a program. */
    public Symbols(Toolchain toolchain, Path program) {
        this.toolchain = toolchain;
        this.program = program;
    }

    /** Looks up many addresses at once; each later {@link #lines} for one of them costs nothing. */
    public void load(List<Long> returnAddresses) {
        List<Long> fresh = returnAddresses.stream()
                .distinct()
                .filter(address -> !lines.containsKey(address))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("--obj=" + program, "--inlines", "--output-style=LLVM"));
        fresh.forEach(address -> arguments.add("0x" + Long.toHexString(address - 1)));
        String[] blocks = run(arguments).split("\n\n", -1);
        for (int i = 0; i < fresh.size(); i++) {
            lines.put(fresh.get(i), i < blocks.length ? linesOf(blocks[i]) : List.of());
        }
    }

    /** The lines at a return address: the innermost inlined function first. */
    public List<Line> lines(long returnAddress) {
        load(List.of(returnAddress));
        return lines.getOrDefault(returnAddress, List.of());
    }

    /** A frame is two lines: the function's name, and {@code FILE:LINE:COLUMN}. */
    private static List<Line> linesOf(String block) {
        String[] text = block.strip().split("\n", -1);
        List<Line> found = new ArrayList<>();
        for (int i = 1; i < text.length; i += 2) {
            line(text[i]).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Line> line(String text) {
        int second = text.lastIndexOf(':');
        int first = text.lastIndexOf(':', second - 1);
        if (first < 0) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text.substring(first + 1, second));
        return number == 0 ? Optional.empty() : Optional.of(new Line(text.substring(0, first), number));
    }

    /** The variable at an address. */
    public Optional<Variable> variable(long address) {
        String[] text = run(List.of("--obj=" + program, "DATA 0x" + Long.toHexString(address)))
                .split("\n", -1);
        String[] extent = text.length > 1 ? text[1].split(" ", -1) : new String[0];
        if (extent.length != 2 || text[0].equals("??")) {
            return Optional.empty();
        }
        return Optional.of(new Variable(text[0], Long.parseLong(extent[0]), Long.parseLong(extent[1])));
    }

    private String run(List<String> arguments) {
        Subprocess.Result result = toolchain.symbolizer(arguments);
        return result.succeeded() ? result.output() : "";
    }
}
