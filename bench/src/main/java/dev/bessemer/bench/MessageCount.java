package dev.bessemer.bench;

import dev.bessemer.runtime.objc.Frameworks;
import dev.bessemer.runtime.objc.MessageCounter;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * How many messages a warm execution of a small graph sends to Metal, counted in a JVM of its own, since counting takes time. Where there is no Metal they
 * go to its stand-in, which executes the kernels: who receives them makes no difference to what is sent.
 */
final class MessageCount {
    /** The unit. */
    static final String MESSAGES = "messages";

    /** The variable with the class path of the stand-in, which the launcher sets. */
    private static final String PATH = "BESSEMER_STAND_IN";

    private static final String STAND_IN_CLASS = "dev.bessemer.simulator.standin.MetalStandIn";
    private static final int EXECUTIONS = 20;

    private MessageCount() {}

    /** Who receives them here. */
    static String receiver() {
        return Candidates.metal().isPresent() ? "metal" : "stand-in for Metal";
    }

    /** Why there is neither Metal nor its stand-in; empty where there is. */
    static Optional<String> missing() {
        if (Candidates.metal().isPresent() || System.getenv(PATH) != null) {
            return Optional.empty();
        }
        try {
            Class.forName(STAND_IN_CLASS, false, MessageCount.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException absent) {
            return Optional.of("there is no Metal device here, and its stand-in was not fetched");
        }
    }

    /**
     * The messages of one execution.
     *
     * @param method of {@link LaunchBenchmark}
     * @throws RunnerException if the program that counts fails
     */
    static double of(String method) throws RunnerException {
        try {
            Process process = new ProcessBuilder(command(method))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new RunnerException("counting messages failed: " + said.strip());
            }
            return Double.parseDouble(said.strip());
        } catch (IOException e) {
            throw new RunnerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException(e);
        }
    }

    private static List<String> command(String method) {
        String own = System.getProperty("java.class.path");
        String standIn = System.getenv(PATH);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-D" + MessageCounter.PROPERTY + "=true"));
        if (Candidates.metal().isEmpty()) {
            command.add("-D" + Frameworks.PROPERTY + "=" + Frameworks.STAND_IN);
        }
        command.addAll(List.of(
                "-cp", standIn == null ? own : own + File.pathSeparator + standIn, MessageCount.class.getName()));
        command.add(method);
        return command;
    }

    /** Counts and prints. */
    public static void main(String[] arguments) {
        LaunchBenchmark benchmark = new LaunchBenchmark();
        benchmark.device = "metal";
        try {
            benchmark.check();
            Runnable execution = switch (arguments[0]) {
                case "execute" -> benchmark::execute;
                case "executeTen" -> benchmark::executeTen;
                default -> throw new IllegalArgumentException("there is no launch " + arguments[0]);
            };
            repeat(execution);
            long before = MessageCounter.sent();
            repeat(execution);
            System.out.println((MessageCounter.sent() - before) / (double) EXECUTIONS);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        } finally {
            benchmark.end();
        }
    }

    private static void repeat(Runnable execution) {
        for (int i = 0; i < EXECUTIONS; i++) {
            execution.run();
        }
    }
}
