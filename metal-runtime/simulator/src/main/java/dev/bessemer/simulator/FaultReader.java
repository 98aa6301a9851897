package dev.bessemer.simulator;

import dev.bessemer.simulator.worker.Symbols;
import dev.bessemer.simulator.worker.Wire;
import java.util.ArrayList;
import java.util.List;

/** Makes a worker's reports readable: names for memory, lines for addresses. */
final class FaultReader {
    private final MslProgram program;
    private final MslKernel kernel;
    private final Symbols symbols;
    private final JavaLines javaLines;

    FaultReader(MslProgram program, MslKernel kernel, Symbols symbols) {
        this.program = program;
        this.kernel = kernel;
        this.symbols = symbols;
        this.javaLines = new JavaLines(program.source().text());
    }

    List<MslFault> read(List<Wire.Fault> faults) {
        symbols.load(faults.stream()
                .flatMap(fault -> fault.places().stream())
                .flatMap(place -> place.frames().stream())
                .toList());
        return faults.stream().map(this::read).toList();
    }

    private MslFault read(Wire.Fault fault) {
        List<MslFault.Place> places = new ArrayList<>();
        for (Wire.Place place : fault.places()) {
            List<Integer> lines = linesOf(place);
            places.add(new MslFault.Place(
                    lines.isEmpty() ? 0 : lines.getFirst(),
                    lines.stream().flatMap(own -> javaLines.at(own).stream()).findFirst(),
                    MslExtent.position(place.thread()),
                    MslExtent.position(place.threadgroup()),
                    FaultText.action(fault, place)));
        }
        return new MslFault(FaultText.kind(fault), FaultText.message(fault, memory(fault)), places);
    }

    /** The lines of the file that a place is at: the innermost, then those that called it; else what the operation gave. */
    private List<Integer> linesOf(Wire.Place place) {
        List<Integer> lines = new ArrayList<>();
        for (long frame : place.frames()) {
            for (Symbols.Line line : symbols.lines(frame)) {
                if (line.file().equals(program.name()) || line.file().endsWith("/" + program.name())) {
                    lines.add(line.line());
                }
            }
        }
        if (lines.isEmpty() && place.line() > 0) {
            lines.add(place.line());
        }
        return lines;
    }

    private String memory(Wire.Fault fault) {
        return switch (fault.memory()) {
            case NONE -> "";
            case BUFFER -> named("buffer", MslKernel.Binding.BUFFER, fault.slot());
            case THREADGROUP_ARGUMENT -> named("threadgroup argument", MslKernel.Binding.THREADGROUP, fault.slot());
            case THREADGROUP_VARIABLE -> variable(fault.address());
        };
    }

    private String named(String what, MslKernel.Binding binding, int slot) {
        return kernel.parameters(binding).stream()
                .filter(parameter -> parameter.index() == slot)
                .map(parameter -> what + " '" + parameter.name() + "'")
                .findFirst()
                .orElse(what + " " + slot);
    }

    private String variable(long address) {
        return symbols.variable(address)
                .map(found -> "threadgroup variable '"
                        + found.name().substring(found.name().lastIndexOf(':') + 1) + "' at byte "
                        + (address - found.start()))
                .orElse("threadgroup memory");
    }
}
