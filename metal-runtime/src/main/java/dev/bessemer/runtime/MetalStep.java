package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.metal.Committed;
import dev.bessemer.runtime.metal.MetalDevice;
import java.util.ArrayList;
import java.util.List;

/** Launches that a Metal device executes in one command buffer, one unit of work. */
final class MetalStep implements Step {
    private final MetalDevice device;
    private final List<Part> parts;
    private final List<Boolean> barriers;

    private volatile long gpuNanoseconds;

    /**
     * A launch among others.
     *
     * @param barrier whether it waits for all launches before it
     */
    record Part(MetalLaunch launch, boolean barrier) {
        Part withBarrier() {
            return new Part(launch, true);
        }
    }

    MetalStep(MetalDevice device, List<Part> parts) {
        this.device = device;
        this.parts = List.copyOf(parts);
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

    /** What the GPU was given to execute, until its end was waited for. */
    final class Flight {
        private final List<MetalLaunch.Use> uses;
        private final Committed committed;

        private Flight(List<MetalLaunch.Use> uses, Committed committed) {
            this.uses = uses;
            this.committed = committed;
        }

        /** What the GPU may still be at. */
        Committed committed() {
            return committed;
        }

        /**
         * Waits for its end; called once.
         *
         * @throws dev.bessemer.jit.diagnostic.KernelFaultException when a kernel has left a fault, or the GPU stopped it
         * @throws IllegalStateException when the GPU could not execute it
         */
        void end() {
            try {
                gpuNanoseconds = committed.end();
                uses.forEach(MetalLaunch.Use::check);
            } finally {
                giveBack(uses);
            }
        }
    }

    @Override
    public long units() {
        return parts.isEmpty() ? 0 : 1;
    }

    @Override
    public void run(long first, long last) {
        commit().end();
    }

    /**
     * Gives the GPU everything to execute, once and without waiting; there has to be a unit of work.
     *
     * @throws IllegalStateException when the system makes no command buffer or encoder for it
     */
    Flight commit() {
        List<MetalLaunch.Use> uses = new ArrayList<>(parts.size());
        try {
            for (Part part : parts) {
                uses.add(part.launch().take());
            }
            return new Flight(
                    uses,
                    device.commit(uses.stream().map(MetalLaunch.Use::command).toList(), barriers));
        } catch (RuntimeException | Error failed) {
            giveBack(uses);
            throw failed;
        }
    }

    private void giveBack(List<MetalLaunch.Use> uses) {
        for (int i = 0; i < uses.size(); i++) {
            parts.get(i).launch().give(uses.get(i));
        }
    }

    /** How long the GPU took for the execution that ended last. */
    long gpuNanoseconds() {
        return gpuNanoseconds;
    }

    /** Whose queue it goes to. */
    MetalDevice device() {
        return device;
    }

    /** Releases what it needs; it is not executed any more. */
    void close() {
        parts.forEach(part -> part.launch().close());
    }
}
