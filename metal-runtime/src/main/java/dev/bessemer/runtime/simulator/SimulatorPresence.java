package dev.bessemer.runtime.simulator;

import dev.bessemer.simulator.Simulator;
import java.util.Optional;

/** Whether the simulator is there: a class of its own, since the JVM needs the simulator's exceptions to verify one that catches them. */
public final class SimulatorPresence {
    private SimulatorPresence() {}

    /** Why there is no simulator here; empty where there is one. */
    public static Optional<String> missing() {
        try {
            return Simulator.missing();
        } catch (NoClassDefFoundError absent) {
            return Optional.of("the simulator's jar is not on the class path");
        }
    }
}
