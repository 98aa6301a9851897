package dev.bessemer.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;

/** Variables that native libraries read once, when they are loaded, so that a JVM cannot set them for itself. */
final class Environment {
    /** Floats of a 512-bit vector. */
    private static final int WIDE = 16;

    /** What the JVM says at each start, once too often. */
    private static final String NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector";

    private Environment() {}

    /** The variables, and what they should be unless somebody decided otherwise. */
    static Map<String, String> wanted() {
        String processors = Integer.toString(Runtime.getRuntime().availableProcessors());
        Map<String, String> wanted = new TreeMap<>();
        // Threads that wait for work must not take processors from the next one's turn.
        wanted.put("OMP_WAIT_POLICY", "passive");
        wanted.put("OMP_NUM_THREADS", processors);
        wanted.put("OPENBLAS_THREAD_TIMEOUT", "20"); // 2^20 cycles
        // Whoever calls it from threads of its own, as libtorch's attention does, waits for it forever where it has
        // threads, too.
        wanted.put("OPENBLAS_NUM_THREADS", "1");
        if (FloatVector.SPECIES_PREFERRED.length() == WIDE
                && MachineFacts.chip().contains("AMD")) {
            // It does not know that some of them have such vectors, and takes twice as long then.
            wanted.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return wanted;
    }

    static boolean isSet() {
        return System.getenv().keySet().containsAll(wanted().keySet());
    }

    /**
     * Runs the program again in a JVM that has them; returns its exit status.
     *
     * @param options of that JVM, and of those that it starts for benchmarks
     */
    static int again(List<String> words, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.add("--sun-misc-unsafe-memory-access=allow"); // JMH's, which would be warned of
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectError(Redirect.PIPE);
        wanted().forEach((name, value) -> builder.environment().putIfAbsent(name, value));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        try (BufferedReader errors = process.errorReader()) {
            errors.lines().filter(line -> !line.equals(NOTICE)).forEach(System.err::println);
        }
        return process.waitFor();
    }
}
