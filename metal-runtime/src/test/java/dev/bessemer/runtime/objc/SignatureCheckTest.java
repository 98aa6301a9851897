package dev.bessemer.runtime.objc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table beside the system that runs, which here is the stand-in. */
class SignatureCheckTest {
    @BeforeEach
    void needsASystem() {
        assumeTrue(Frameworks.missing().isEmpty(), () -> Frameworks.missing().orElse(""));
    }

    @Test
    void run_wholeTable_findsNoDifference() {
        SignatureCheck check = SignatureCheck.run();
        assertEquals(List.of(), check.different());
        assertTrue(check.same() > Signatures.all().size() / 2, check::toString);
        assertEquals(Signatures.all().size(), check.same() + check.absent().size());
    }

    @Test
    void run_wrongShapeAndUnknownMethod_areNamed() {
        Signature right = Signatures.of("MTLDevice", "newCommandQueue");
        Signature wrong = new Signature("Metal", "MTLDevice", false, "newCommandQueue", "v@:d", 0, true);
        Signature unknown = new Signature("Metal", "MTLDevice", false, "makeCoffee", "v@:", 0, false);
        SignatureCheck check = SignatureCheck.run(List.of(right, wrong, unknown));
        assertEquals(1, check.same());
        assertEquals(1, check.different().size());
        assertTrue(
                check.different().getFirst().startsWith("-[MTLDevice newCommandQueue] is @"),
                check.different()::getFirst);
        assertEquals(List.of("-[MTLDevice makeCoffee]"), check.absent());
    }
}
