package dev.bessemer.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Programs that were built, and the processes of those that ran last. Launches run one after another. */
public final class SimulatedPrograms {
    private static final int MOST_PROCESSES = 4;
    private static final int MOST_PROGRAMS = 256;

    private static final Map<Source, MslProgram> PROGRAMS = new LinkedHashMap<>();
    private static final LinkedHashMap<MslProgram, Simulator> RUNNING = new LinkedHashMap<>();

    private record Source(String name, String text, MslOptions options) {}

    private SimulatedPrograms() {}

    /**
     * A program, built now if it has not been built before.
     *
     * @throws MslException where the source is refused
     */
    public static MslProgram program(MslSource source, MslOptions options) {
        synchronized (PROGRAMS) {
            if (PROGRAMS.size() > MOST_PROGRAMS) {
                PROGRAMS.clear();
            }
            return PROGRAMS.computeIfAbsent(
                    new Source(source.name(), source.text(), options), _ -> MslProgram.build(source, options));
        }
    }

    /** Executes a kernel of a program; see {@link Simulator#launch}. */
    public static MslResult run(MslProgram program, MslLaunch launch) {
        synchronized (RUNNING) {
            Simulator simulator = RUNNING.remove(program);
            if (simulator == null) {
                simulator = Simulator.open(program);
            }
            RUNNING.put(program, simulator);
            if (RUNNING.size() > MOST_PROCESSES) {
                Map.Entry<MslProgram, Simulator> eldest = RUNNING.firstEntry();
                eldest.getValue().close();
                RUNNING.remove(eldest.getKey());
            }
            return simulator.launch(launch);
        }
    }
}
