package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.bessemer.bench.Guard.Pair;
import dev.bessemer.bench.Guard.Ratio;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whether kernels are still as fast beside hand-written code as {@code guard.json} says. */
class GuardTest {
    /** Each in a JVM of its own, whose compiler may choose otherwise: a regression is one in all of them. */
    private static final int TRIES = 3;

    private static Map<String, Map<String, Ratio>> read(String json) {
        return new Gson().fromJson(json, new TypeToken<>() {});
    }

    private static Map<String, Ratio> stored() throws IOException {
        try (InputStream in = Objects.requireNonNull(GuardTest.class.getResourceAsStream("/guard.json"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getOrDefault(Guard.machine(), Map.of());
        }
    }

    private static Map<String, Ratio> measured() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        WarmUp.WAITING,
                        "-cp",
                        LauncherTest.classPath(),
                        Guard.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), json);
        return read(json).values().iterator().next();
    }

    @Test
    void kernels_besideHandWrittenCode_areAsFastAsTheyWere() throws Exception {
        Map<String, Ratio> before = stored();
        assumeTrue(
                !before.isEmpty(),
                "no ratios are stored for " + Guard.machine() + "; add what ./bessemer bench guard prints");
        Map<String, Ratio> worse = new TreeMap<>(before);
        for (int i = 0; i < TRIES && !worse.isEmpty(); i++) {
            Map<String, Ratio> now = measured();
            worse.entrySet()
                    .removeIf(old -> !Objects.requireNonNull(now.get(old.getKey()), old.getKey())
                            .isWorseThan(old.getValue()));
        }
        assertEquals(Map.of(), worse, "more than a quarter slower beside hand-written code than it was, three times");
    }

    @Test
    void sameCode_isNotWorse_andHalfAsMuchAgainIs() {
        MatMulInput input = new MatMulInput(256, 256, 256);
        Ratio same = Guard.measure(new Pair(() -> new PlainMatMul(input), () -> new PlainMatMul(input)));
        Ratio more = Guard.measure(new Pair(() -> new Slower(new PlainMatMul(input)), () -> new PlainMatMul(input)));
        Ratio before = new Ratio(1, 1, 1);
        assertFalse(same.isWorseThan(before), same::toString);
        assertTrue(more.isWorseThan(before), more::toString);
    }

    @Test
    void ratio_onABusyMachine_isJudgedByProcessorTime() {
        Ratio before = new Ratio(0.8, 0.8, 1);
        assertFalse(new Ratio(0.5, 0.75, 0.4).isWorseThan(before));
        assertTrue(new Ratio(0.5, 0.75, 1).isWorseThan(before));
        assertTrue(new Ratio(0.8, 0.5, 0.4).isWorseThan(before));
    }

    /** Another's work, with every second run twice: half as much again. */
    private static final class Slower implements Contender {
        private final Contender contender;
        private int runs;

        Slower(Contender contender) {
            this.contender = contender;
        }

        @Override
        public void run() {
            contender.run();
            if (runs++ % 2 == 0) {
                contender.run();
            }
        }

        @Override
        public void check() {
            contender.check();
        }

        @Override
        public double operations() {
            return contender.operations();
        }

        @Override
        public void close() {
            contender.close();
        }
    }
}
