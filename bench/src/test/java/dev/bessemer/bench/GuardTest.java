package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whether kernels are still as fast beside hand-written code as {@code guard.json} says. */
class GuardTest {
    /** JVMs whose mean counts where the first one is in doubt: the compiler of each may choose otherwise. */
    private static final int TRIES = 3;

    private static final String WIDTH = "bessemer.vector.bits";

    private static Map<String, Map<String, Ratio>> read(String json) {
        return new Gson().fromJson(json, new TypeToken<>() {});
    }

    private static Map<String, Ratio> stored() throws IOException {
        try (InputStream in = Objects.requireNonNull(GuardTest.class.getResourceAsStream("/guard.json"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getOrDefault(Guard.machine(), Map.of());
        }
    }

    /** @param bits of the vectors of our kernels at most; those of the hand-written code are as wide as ever */
    private static Map<String, Ratio> measured(int bits, String... names) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                WarmUp.WAITING,
                "-D" + WIDTH + "=" + bits,
                "-cp",
                LauncherTest.classPath(),
                Guard.class.getName()));
        command.addAll(List.of(names));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), json);
        return read(json).values().iterator().next();
    }

    /** What has fallen too far: those in doubt after a measurement of all are measured again. */
    private static Map<String, Ratio> fallen(Map<String, Ratio> before, int bits) throws Exception {
        Map<String, List<Ratio>> doubtful = new TreeMap<>();
        measured(bits, before.keySet().toArray(String[]::new)).forEach((name, ratio) -> {
            if (ratio.hasFallen(Objects.requireNonNull(before.get(name), name), Guard.NOISE)) {
                doubtful.put(name, new ArrayList<>(List.of(ratio)));
            }
        });
        for (int i = 1; i < TRIES && !doubtful.isEmpty(); i++) {
            measured(bits, doubtful.keySet().toArray(String[]::new))
                    .forEach((name, ratio) ->
                            Objects.requireNonNull(doubtful.get(name), name).add(ratio));
        }
        Map<String, Ratio> fallen = new TreeMap<>();
        doubtful.forEach((name, ratios) -> {
            Ratio mean = Ratio.mean(ratios);
            if (mean.hasFallen(Objects.requireNonNull(before.get(name), name), Guard.TOLERATED)) {
                fallen.put(name, mean);
            }
        });
        return fallen;
    }

    private static Map<String, Ratio> storedOrSkipped() throws IOException {
        Map<String, Ratio> stored = stored();
        assumeTrue(
                !stored.isEmpty(),
                "no ratios are stored for " + Guard.machine() + "; add what ./bessemer bench guard prints");
        return stored;
    }

    @Test
    void kernels_besideHandWrittenCode_areAsFastAsTheyWere() throws Exception {
        Map<String, Ratio> before = storedOrSkipped();
        Map<String, Ratio> fallen = fallen(before, Integer.getInteger(WIDTH, 512));
        assumeFalse(
                !fallen.isEmpty() && fallen.values().stream().allMatch(Ratio::isOfABusyMachine),
                () -> "the machine is too busy to tell whether kernels got slower: " + fallen);
        assertEquals(
                Map.of(),
                fallen,
                "more than a quarter slower beside hand-written code than " + before + ", over three JVMs");
    }

    /** Vectors of a quarter of the width are what makes a kernel slower here: the guard has to see it. */
    @Test
    void kernel_withNarrowVectors_isFoundSlower() throws Exception {
        String name = "attention f32";
        Map<String, Ratio> one = new TreeMap<>(storedOrSkipped());
        one.keySet().retainAll(Set.of(name));
        assertEquals(Set.of(name), fallen(one, 128).keySet());
    }

    /** Against what it is in the same JVM: no slower than itself, and slower where it does everything twice; a busy machine is 15 % off. */
    @Test
    void sameCode_hasNotFallen_andTwiceTheWorkHas() {
        MatMulInput input = new MatMulInput(256, 256, 256);
        Ratio same = Guard.measure(new Pair(() -> new PlainMatMul(input), () -> new PlainMatMul(input)));
        Ratio more = Guard.measure(new Pair(() -> new Twice(new PlainMatMul(input)), () -> new PlainMatMul(input)));
        Ratio before = new Ratio(1, 1, 1);
        assertFalse(same.hasFallen(before, Guard.TOLERATED), same::toString);
        assertTrue(more.hasFallen(before, Guard.TOLERATED), more::toString);
    }

    @Test
    void ratio_onABusyMachine_isJudgedByProcessorTime() {
        Ratio before = new Ratio(0.8, 0.8, 1);
        assertFalse(new Ratio(0.5, 0.75, 0.4).hasFallen(before, 0.25));
        assertTrue(new Ratio(0.5, 0.75, 1).hasFallen(before, 0.25));
        assertTrue(new Ratio(0.8, 0.5, 0.4).hasFallen(before, 0.25));
        assertTrue(new Ratio(0.8, 0.7, 1).hasFallen(before, 0.1));
    }

    @Test
    void ratio_withFewOfTheProcessors_blamesNoCode() {
        assertTrue(new Ratio(0.5, 0.5, 0.5).isOfABusyMachine());
        assertFalse(new Ratio(0.5, 0.5, 0.8).isOfABusyMachine());
    }

    @Test
    void mean_ofRatios_isGeometricAndAsBusyAsTheBusiest() {
        Ratio mean = Ratio.mean(List.of(new Ratio(0.5, 1, 0.95), new Ratio(2, 4, 0.5)));
        assertEquals(1, mean.speed(), 1e-12);
        assertEquals(2, mean.work(), 1e-12);
        assertEquals(0.5, mean.processors(), 1e-12);
    }

    /** Another's work, done twice. */
    private static final class Twice implements Contender {
        private final Contender contender;

        Twice(Contender contender) {
            this.contender = contender;
        }

        @Override
        public void run() {
            contender.run();
            contender.run();
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
