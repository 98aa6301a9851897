package dev.bessemer.simulator.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A running worker. It is started at the first launch, and again after its death, which is a fault of the launch that killed it. */
public final class WorkerProcess implements AutoCloseable {
    /** What the worker gets beyond its own time limit, before it is taken for dead. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path program;
    private final Path memory;
    private @org.jspecify.annotations.Nullable Process process;

    /**
     * A worker that is not started yet.
     *
     * @param program what {@link WorkerBuild} made
     * @param memory the file with the buffers
     */
    public WorkerProcess(Path program, Path memory) {
        this.program = program;
        this.memory = memory;
    }

    /**
     * Executes a launch.
     *
     * @throws IOException where the worker cannot be started
     */
    public Wire.Response launch(Wire.Request request) throws IOException {
        Process running = running();
        Executor later = CompletableFuture.delayedExecutor(
                request.limitMilliseconds() + GRACE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(running::destroyForcibly, later);
        try {
            running.getOutputStream().write(request.encoded());
            running.getOutputStream().flush();
            return read(running.getInputStream());
        } catch (IOException e) {
            close();
            return new Wire.Response(0, List.of(Wire.Fault.of(Wire.Kind.DIED, 0)));
        } finally {
            watchdog.cancel(false);
        }
    }

    private Process running() throws IOException {
        if (process == null || !process.isAlive()) {
            ProcessBuilder builder = new ProcessBuilder(program.toString(), memory.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            process = builder.start();
        }
        return process;
    }

    private static Wire.Response read(InputStream in) throws IOException {
        ByteBuffer head = readFully(in, Wire.RESPONSE_BYTES);
        List<Wire.Fault> faults = new ArrayList<>();
        for (int left = Wire.faultCount(head); left > 0; left--) {
            faults.add(Wire.fault(readFully(in, Wire.FAULT_BYTES)));
        }
        return new Wire.Response(head.getLong(8), faults);
    }

    private static ByteBuffer readFully(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the worker has ended");
        }
        return Wire.buffer(read);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
