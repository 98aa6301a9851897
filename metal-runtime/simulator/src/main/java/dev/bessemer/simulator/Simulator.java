package dev.bessemer.simulator;

import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import dev.bessemer.simulator.worker.SharedMemory;
import dev.bessemer.simulator.worker.Symbols;
import dev.bessemer.simulator.worker.Wire;
import dev.bessemer.simulator.worker.WorkerBuild;
import dev.bessemer.simulator.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Executes the kernels of a program in a process of their own, which is kept for the next launch. Whatever a kernel does is told by the
 * result: it cannot harm this process, nor the next launch.
 *
 * <p>A program that was built to watch for races is executed by one process, threadgroup after threadgroup; any other one by several at once.
 */
public final class Simulator implements AutoCloseable {
    private static final int MAX_THREADS = 1024;
    private static final int MAX_THREADGROUP_BYTES = 32 * 1024;
    private static final byte POISON = -1;

    private final MslProgram program;
    private final SharedMemory memory;
    private final WorkerProcess worker;
    private final Symbols symbols;
    private final boolean races;

    private Simulator(MslProgram program, Path executable, SharedMemory memory) {
        this.program = program;
        this.memory = memory;
        this.worker = new WorkerProcess(executable, memory.file());
        this.symbols = new Symbols(Toolchain.get(), executable);
        this.races = program.options().watches().contains(MslOptions.Watch.RACES);
    }

    /** Why nothing can be executed here; empty where it can. */
    public static Optional<String> missing() {
        return Toolchain.missing();
    }

    /**
     * Makes a program ready to be executed.
     *
     * @throws ToolchainException where that cannot be done on this machine
     */
    public static Simulator open(MslProgram program) {
        Path executable = new WorkerBuild(Toolchain.get()).program(program.object());
        try {
            return new Simulator(program, executable, new SharedMemory());
        } catch (IOException e) {
            throw new ToolchainException("cannot make a file for buffers: " + e.getMessage(), e);
        }
    }

    /** The program that is executed. */
    public MslProgram program() {
        return program;
    }

    /**
     * Executes a kernel and waits for its end. Results are in the buffers that the kernel may write.
     *
     * @throws IllegalArgumentException for a launch that Metal would refuse: no such kernel, too many threads, too much threadgroup
     *     memory; or buffers that overlap without being one,
     *     or pointers without a place or a target
     * @throws ToolchainException where no worker can be started
     */
    public synchronized MslResult launch(MslLaunch launch) {
        MslKernel kernel = program.kernel(launch.kernel())
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no kernel '" + launch.kernel() + "' in " + program.name()));
        check(launch, kernel);
        if (launch.grid().count() == 0) {
            return new MslResult(List.of(), Duration.ZERO);
        }
        try {
            return execute(launch, kernel);
        } catch (IOException e) {
            throw new ToolchainException("cannot execute " + launch.kernel() + ": " + e.getMessage(), e);
        }
    }

    private MslResult execute(MslLaunch launch, MslKernel kernel) throws IOException {
        LaunchBuffers buffers = new LaunchBuffers(launch, kernel);
        List<Wire.Region> regions =
                memory.layout(buffers.needs(), launch.placement().shared());
        for (int i = 0; i < regions.size(); i++) {
            MslBuffer buffer = buffers.distinct().get(i);
            if (buffer.uninitialized()) {
                memory.bytes(regions.get(i)).fill(POISON);
            } else {
                memory.bytes(regions.get(i)).copyFrom(buffer.memory());
            }
        }
        buffers.writePointers(memory, regions);
        Wire.Response response = worker.launch(request(launch, kernel, buffers, regions));
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).writable()) {
                buffers.distinct().get(i).memory().copyFrom(memory.bytes(regions.get(i)));
            }
        }
        List<MslFault> faults = response.faults().isEmpty()
                ? List.of()
                : new FaultReader(program, kernel, symbols).read(response.faults());
        return new MslResult(faults, Duration.ofNanos(response.nanoseconds()));
    }

    private Wire.Request request(MslLaunch launch, MslKernel kernel, LaunchBuffers buffers, List<Wire.Region> regions) {
        List<Integer> threadgroupBytes = new ArrayList<>(Collections.nCopies(Wire.SLOTS, 0));
        launch.threadgroupBytes().forEach(threadgroupBytes::set);
        return new Wire.Request(
                program.kernels().indexOf(kernel),
                launch.grid().values(),
                launch.threadgroup().values(),
                Math.clamp(launch.limit().toMillis(), 1, Integer.MAX_VALUE / 2),
                workers(launch),
                races,
                regions,
                buffers.regionBySlot(),
                threadgroupBytes);
    }

    private int workers(MslLaunch launch) {
        if (races) {
            return 1;
        }
        MslExtent grid = launch.grid();
        MslExtent group = launch.threadgroup();
        long groups = (long) Math.ceilDiv(grid.x(), group.x())
                * Math.ceilDiv(grid.y(), group.y())
                * Math.ceilDiv(grid.z(), group.z());
        return (int) Math.min(Math.min(Runtime.getRuntime().availableProcessors(), Wire.MAX_WORKERS), groups);
    }

    private static void check(MslLaunch launch, MslKernel kernel) {
        MslExtent grid = launch.grid();
        MslExtent group = launch.threadgroup();
        if (Math.min(Math.min(grid.x(), grid.y()), grid.z()) < 0) {
            throw new IllegalArgumentException("a grid cannot have " + grid + " threads");
        }
        int most = Math.min(MAX_THREADS, kernel.maxThreads().orElse(MAX_THREADS));
        if (Math.min(Math.min(group.x(), group.y()), group.z()) < 1 || group.count() > most) {
            throw new IllegalArgumentException(
                    "a threadgroup of " + kernel.name() + " has 1 to " + most + " threads, not " + group);
        }
        long bytes = kernel.threadgroupBytes()
                + launch.threadgroupBytes().values().stream()
                        .mapToLong(Integer::longValue)
                        .sum();
        if (bytes > MAX_THREADGROUP_BYTES) {
            throw new IllegalArgumentException(kernel.name() + " would have " + bytes
                    + " bytes of threadgroup memory; Metal gives " + MAX_THREADGROUP_BYTES);
        }
    }

    /** Ends the process. */
    @Override
    public synchronized void close() {
        worker.close();
        try {
            memory.close();
        } catch (IOException e) {
            throw new ToolchainException("cannot delete " + memory.file() + ": " + e.getMessage(), e);
        }
    }
}
