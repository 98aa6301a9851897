package dev.bessemer.simulator.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, in an environment that holds nothing of ours. */
public final class Subprocess {
    /**
     * What a program left behind.
     *
     * @param status its exit status; 128 and the signal's number where a signal ended it
     * @param output what it wrote to standard output
     * @param errors what it wrote to standard error
     */
    public record Result(int status, String output, String errors) {
        /** Whether the program says that it did what it was asked to do. */
        public boolean succeeded() {
            return status == 0;
        }
    }

    private Subprocess() {}

    /**
     * Runs a command.
     *
     * @param command the program and its arguments
     * @param environment all the environment variables that the program sees
     * @param limit after this time the program is killed
     * @throws ToolchainException where it cannot be started or takes too long
     */
    public static Result run(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            Path scratch = Files.createTempDirectory("bessemer-run-");
            try {
                return run(command, environment, limit, scratch);
            } finally {
                SimulatorCache.deleteTree(scratch);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static Result run(List<String> command, Map<String, String> environment, Duration limit, Path scratch)
            throws IOException {
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = waitFor(builder.start(), command, limit);
        return new Result(status, read(output), read(errors));
    }

    private static int waitFor(Process process, List<String> command, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ToolchainException(command.getFirst() + " took more than " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolchainException("interrupted while waiting for " + command.getFirst(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The text of a file, where bytes that are no UTF-8 become replacement characters. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
