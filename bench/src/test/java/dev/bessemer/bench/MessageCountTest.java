package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.objc.MessageCounter;
import dev.bessemer.simulator.standin.MetalStandIn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.RunnerException;

/** The count of messages that reports show, against what the stand-in for Metal received. */
class MessageCountTest {
    @ParameterizedTest
    @CsvSource({"execute, 25", "executeTen, 100"})
    void count_isWhatTheStandInReceives(String method, int most) throws Exception {
        assumeTrue(
                MetalStandIn.missing().isEmpty(), () -> MetalStandIn.missing().orElse(""));
        MetalStandIn standIn = MetalStandIn.open();
        standIn.reset();
        LaunchBenchmark benchmark = new LaunchBenchmark();
        benchmark.device = "metal";
        benchmark.check();
        Runnable execution = method.equals("execute") ? benchmark::execute : benchmark::executeTen;
        execution.run();
        long before = standIn.messageCount();
        execution.run();
        long received = standIn.messageCount() - before;
        benchmark.end();
        assertEquals("[]", standIn.takeViolations().toString());
        assertEquals((double) received, MessageCount.of(method));
        assertTrue(received > 0 && received <= most, () -> method + " sends " + received);
        System.out.printf(Locale.ROOT, "%s: %d messages%n", method, received);
    }

    @Test
    void count_withoutTheProperty_isRefused() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, MessageCounter::sent);
        assertEquals("messages are not counted: start the JVM with -Dbessemer.metal.count=true", refused.getMessage());
    }

    @Test
    void count_programThatFails_isAnError() {
        RunnerException failed = assertThrows(RunnerException.class, () -> MessageCount.of("nothing"));
        assertTrue(String.valueOf(failed.getMessage()).contains("nothing"), failed::getMessage);
    }

    @Test
    void cases_ofLaunch_countMessagesOfWhoReceivesThem() {
        assumeTrue(Candidates.metal().isEmpty(), "there is Metal");
        assertEquals(Optional.empty(), MessageCount.missing());
        List<String> titles = Case.of(List.of("launch"), false).stream()
                .filter(one -> one.unit().equals(MessageCount.MESSAGES))
                .map(Case::title)
                .toList();
        assertEquals(List.of("launch execute stand-in for Metal", "launch executeTen stand-in for Metal"), titles);
    }
}
