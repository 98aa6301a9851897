package dev.bessemer.runtime.objc;

import dev.bessemer.simulator.standin.MetalStandIn;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** The stand-in for Metal that tests use where there is none, if its module is on the path. */
final class StandIn {
    private StandIn() {}

    /** Why it cannot be used; empty where it can. */
    static Optional<String> missing() {
        try {
            return MetalStandIn.missing();
        } catch (NoClassDefFoundError absent) {
            return Optional.of("the simulator's jar, which has the stand-in for Metal, is not on the class path");
        }
    }

    static SymbolLookup symbols() {
        return MetalStandIn.open().symbols();
    }
}
