package dev.bessemer.simulator.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Some of a file's kernels, and the names that their text leads to: those in it, those in the functions and variables of these names, and so on. Operators are called
 * without their names, so that all of them count as called.
 */
final class Selection {
    private final TokenCursor cursor;
    private final Outline outline;
    private final Set<String> wanted;
    private final List<Outline.Function> kernels;
    private final Map<String, List<Outline.Function>> functions = new HashMap<>();
    private final Map<String, Outline.Variable> variables = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<Range> open = new ArrayDeque<>();

    /** Tokens from one place to before another. */
    private record Range(int from, int to) {}

    private Selection(TokenCursor cursor, Outline outline, Set<String> wanted) {
        this.cursor = cursor;
        this.outline = outline;
        this.wanted = wanted;
        this.kernels = Kernels.launched(outline).stream()
                .filter(kernel -> wanted.isEmpty() || wanted.contains(kernel.hostName()))
                .toList();
    }

    /**
     * The kernels that the host calls by these names.
     *
     * @param wanted the names; all kernels where there are none
     */
    static Selection of(TokenCursor cursor, Outline outline, Set<String> wanted) {
        Selection selection = new Selection(cursor, outline, wanted);
        if (!wanted.isEmpty()) {
            selection.follow();
        }
        return selection;
    }

    /** The selected kernels in the file's order. */
    List<Outline.Function> kernels() {
        return kernels;
    }

    /** Instantiations that make kernels which are not selected. */
    List<Outline.Function> dropped() {
        List<Outline.Function> others = new ArrayList<>(Kernels.launched(outline));
        others.removeAll(kernels);
        others.removeIf(kernel -> kernel.form() != Outline.Form.INSTANTIATION);
        return others;
    }

    /** Whether a selected kernel may use the variable of this name. */
    boolean reaches(String variable) {
        return wanted.isEmpty() || reached.contains(variable);
    }

    private void follow() {
        for (Outline.Function function : outline.functions()) {
            if (function.form() == Outline.Form.DEFINITION) {
                functions
                        .computeIfAbsent(function.name(), name -> new ArrayList<>())
                        .add(function);
            }
            if (function.name().startsWith("operator")) {
                add(function);
            }
        }
        outline.variables().forEach(variable -> variables.put(variable.name(), variable));
        for (Outline.Function kernel : kernels) {
            add(kernel);
            add(Kernels.definition(outline, kernel));
        }
        while (!open.isEmpty()) {
            Range range = open.pop();
            for (int i = range.from(); i < range.to(); i++) {
                reach(cursor.at(i).text());
            }
        }
    }

    private void reach(String name) {
        boolean known = functions.containsKey(name) || variables.containsKey(name);
        if (known && reached.add(name)) {
            functions.getOrDefault(name, List.of()).forEach(this::add);
            Outline.Variable variable = variables.get(name);
            if (variable != null) {
                open.push(new Range(variable.from(), variable.to()));
            }
        }
    }

    private void add(Outline.Function function) {
        open.push(new Range(function.from(), function.bodyTo()));
    }
}
