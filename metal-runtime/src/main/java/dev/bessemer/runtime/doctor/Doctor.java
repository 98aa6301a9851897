package dev.bessemer.runtime.doctor;

import java.io.PrintStream;
import java.util.List;

/** Reports on this machine: its system, its devices and whether they compute, Metal, and the caches. */
public final class Doctor {
    private Doctor() {}

    /** Prints the report and ends the process: 0 when all that is there works, 1 when something does not, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (!arguments.isEmpty()) {
            err.println("bessemer: doctor takes no arguments, but '" + String.join(" ", arguments) + "' was given");
            return 2;
        }
        List<Section> sections =
                List.of(SystemReport.section(), DeviceReport.section(), MetalReport.section(), CacheReport.section());
        sections.forEach(section -> out.println(section.text()));
        long failures = sections.stream().mapToLong(Section::failures).sum();
        out.println(failures == 0 ? "All that is here works." : failures + " of these did not work; see FAILED above.");
        return failures == 0 ? 0 : 1;
    }
}
