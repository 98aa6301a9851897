package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.metal.Command;
import dev.bessemer.runtime.metal.MetalDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Launches that a Metal device executes in one command buffer, one unit of work. */
final class MetalStep implements Step {
    private final MetalDevice device;
    private final List<Part> parts;
    private final List<Command> commands;
    private final List<Boolean> barriers;

    /** The parts' fault records serve one execution at a time. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile long gpuNanoseconds;

    /**
     * A launch.
     *
     * @param barrier whether it waits for all launches before it
     * @param fault where its kernel leaves a fault; null where it has none to leave
     * @param resources what it needs, released when it is not executed any more
     */
    record Part(Command command, boolean barrier, @Nullable FaultRecord fault, Runnable resources) {
        Part withBarrier() {
            return new Part(command, true, fault, resources);
        }
    }

    MetalStep(MetalDevice device, List<Part> parts) {
        this.device = device;
        this.parts = List.copyOf(parts);
        commands = parts.stream().map(Part::command).toList();
        barriers = parts.stream().map(Part::barrier).toList();
    }

    /**
     * Several steps as one.
     *
     * @param waits for each step whether it has to wait for those before it
     */
    static MetalStep joined(List<MetalStep> steps, List<Boolean> waits) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Part> parts = steps.get(i).parts;
            if (!parts.isEmpty()) {
                all.add(waits.get(i) ? parts.getFirst().withBarrier() : parts.getFirst());
                all.addAll(parts.subList(1, parts.size()));
            }
        }
        return new MetalStep(steps.getFirst().device, all);
    }

    @Override
    public long units() {
        return parts.isEmpty() ? 0 : 1;
    }

    @Override
    public void run(long first, long last) {
        lock.lock();
        try {
            for (Part part : parts) {
                if (part.fault() != null) {
                    part.fault().clear();
                }
            }
            gpuNanoseconds = device.execute(commands, barriers);
            for (Part part : parts) {
                if (part.fault() != null) {
                    part.fault().check();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long the GPU took for the last execution. */
    long gpuNanoseconds() {
        return gpuNanoseconds;
    }

    /** Releases what it needs; it is not executed any more. */
    void close() {
        parts.forEach(part -> part.resources().run());
    }
}
