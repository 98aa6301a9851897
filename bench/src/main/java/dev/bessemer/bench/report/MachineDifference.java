package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What besides Bessemer's code differs between two runs. */
final class MachineDifference {
    private MachineDifference() {}

    /** Each difference in words, the first machine's fact before the second one's. */
    static List<String> between(Machine before, Machine after) {
        List<String> found = new ArrayList<>();
        add(found, "processor", before.chip(), after.chip());
        add(found, "processors", Integer.toString(before.processors()), Integer.toString(after.processors()));
        add(found, "device", before.device(), after.device());
        add(found, "system", before.os(), after.os());
        add(found, "Java", before.jdk(), after.jdk());
        Map<String, String> now = after.versions();
        before.versions().forEach((name, version) -> add(found, name, version, now.getOrDefault(name, version)));
        return found;
    }

    private static void add(List<String> found, String what, String before, String after) {
        if (!before.equals(after)) {
            found.add(what + " " + before + ", then " + after);
        }
    }
}
