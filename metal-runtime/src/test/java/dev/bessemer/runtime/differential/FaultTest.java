package dev.bessemer.runtime.differential;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The JVM that tests and samples run in keeps the lines of what Java throws: by itself HotSpot leaves out the stack trace of an exception that
 * compiled code throws again and again, and a fault would be reported without its line.
 */
class FaultTest {
    private static final int UNTIL_COMPILED = 100_000;

    @Test
    void divide_byZeroInCompiledCode_keepsItsLine() {
        for (int i = 0; i < UNTIL_COMPILED; i++) {
            assertNotEquals(0, lineOfDivision(i, 0));
        }
    }

    private static int lineOfDivision(int dividend, int divisor) {
        try {
            return -(dividend / divisor);
        } catch (ArithmeticException byZero) {
            return Arrays.stream(byZero.getStackTrace())
                    .mapToInt(StackTraceElement::getLineNumber)
                    .findFirst()
                    .orElse(0);
        }
    }
}
