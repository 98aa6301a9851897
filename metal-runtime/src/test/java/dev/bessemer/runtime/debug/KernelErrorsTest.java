package dev.bessemer.runtime.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KernelErrorsTest {
    @Test
    void of_exceptionWithoutAStack_namesTheOptionThatKeepsIt() {
        ArithmeticException bare = new ArithmeticException("/ by zero");
        bare.setStackTrace(new StackTraceElement[0]);
        assertEquals(
                "unknown source: / by zero (HotSpot left its line out: start Java with -XX:-OmitStackTraceInFastThrow), thread 3",
                KernelErrors.of(bare, ", thread 3").getMessage());
    }
}
