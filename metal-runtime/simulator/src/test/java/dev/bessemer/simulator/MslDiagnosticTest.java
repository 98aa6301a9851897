package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Diagnostics read like those of compilers. */
class MslDiagnosticTest {
    @Test
    void toString_placeKnownMoreOrLess_givesWhatIsKnown() {
        assertEquals("a.metal:3:7: error: no\n    write yes", at(3, 7, "write yes"));
        assertEquals("a.metal:3: error: no", at(3, 0, ""));
        assertEquals("a.metal: error: no", at(0, 0, ""));
    }

    private static String at(int line, int column, String remedy) {
        return new MslDiagnostic(MslDiagnostic.Severity.ERROR, "a.metal", line, column, "no", remedy).toString();
    }
}
