package dev.bessemer.runtime;

import dev.bessemer.runtime.graph.AccessGate;
import dev.bessemer.runtime.graph.Footprint;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a plan is made of: its settings, the programs compiled for them, device memory, and the order of its executions. */
final class PlanEngine {
    /** Frees the copies of a plan that nobody closed and nobody, nor a result of its, holds any more. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final PlanGraphs graphs;
    private final DeviceMemory memory = new DeviceMemory();
    private final AccessGate gate = new AccessGate();

    /** Guards what follows. Executions hold it while they begin, not while they run. */
    private final ReentrantLock lock = new ReentrantLock();

    private final PlanSettings settings;

    /** By the places of the graphs they execute. */
    private final Map<List<Integer>, PlanProgram> programs = new HashMap<>();

    /** Programs that are not begun any more, of which executions may still run. */
    private final List<PlanProgram> retired = new ArrayList<>();

    private boolean closed;

    PlanEngine(PlanGraphs graphs) {
        this.graphs = graphs;
        settings = new PlanSettings(IntStream.range(0, graphs.size()).boxed().toList());
        var _ = CLEANER.register(this, memory::free);
    }

    /** Changes settings that programs do not depend on. */
    void configure(Consumer<PlanSettings> change) {
        locked(() -> change.accept(settings));
    }

    /** Changes settings that programs depend on. */
    void change(Consumer<PlanSettings> change) {
        locked(() -> {
            change.accept(settings);
            retire();
        });
    }

    void compile() {
        locked(() -> {
            var _ = program();
        });
    }

    /** Compiles what is not compiled yet and takes the place of an execution in the order. */
    Execution begin() {
        return begin(true);
    }

    /** @param mayFollow whether it may go to a device's queue behind executions that are there */
    private Execution begin(boolean mayFollow) {
        lock.lock();
        try {
            checkOpen();
            boolean compiled = programs.get(settings.selected) == null;
            PlanProgram program = program();
            checkMemory(program);
            List<PlanGraphs.Needed> needed = graphs.needed(settings.selected);
            Optional<MetalProgram> metal = mayFollow && settings.profiler == null ? program.metal() : Optional.empty();
            boolean follows = metal.isPresent()
                    && metal.get().isFirst()
                    && needed.stream().allMatch(before -> memory.isExecuted(before.producer()));
            return new Execution(
                    this,
                    program,
                    metal,
                    gate.enter(program.footprint(), follows),
                    graphs.select(settings.selected),
                    needed,
                    settings.profiler,
                    compiled);
        } finally {
            lock.unlock();
        }
    }

    /** Executes without leaving traces, at least once. */
    void warmUp(BooleanSupplier again) {
        Execution execution = begin(false);
        execution.alone(program -> {
            new WarmUp(program, memory).run(again);
            return true;
        });
    }

    DeviceMemory memory() {
        return memory;
    }

    /** Copies part of an array that was left on the device. */
    void copyOut(DataRange range) {
        if (!HostArrays.isCopied(range.array())) {
            return;
        }
        AccessGate.Ticket ticket = enter(range.array());
        try (ticket) {
            ticket.await();
            HostArrays.copyOut(memory.left(range.array()), range.array(), range.offset(), range.count());
        }
    }

    private AccessGate.Ticket enter(Object array) {
        lock.lock();
        try {
            checkOpen();
            return gate.enter(Footprint.exclusive(array));
        } finally {
            lock.unlock();
        }
    }

    void free() {
        locked(() -> {
            gate.awaitEmpty();
            release();
        });
    }

    private void retire() {
        retired.addAll(programs.values());
        programs.clear();
    }

    /** Releases all programs and memory; nothing may be executing. */
    private void release() {
        retire();
        retired.forEach(PlanProgram::close);
        retired.clear();
        memory.free();
    }

    long copiedBytes() {
        return memory.bytes();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            gate.close();
            release();
        } finally {
            lock.unlock();
        }
    }

    private PlanProgram program() {
        PlanProgram ready = programs.get(settings.selected);
        if (ready == null || !ready.fits(settings)) {
            ready = PlanProgram.of(graphs.select(settings.selected), settings, memory);
            PlanProgram outdated = programs.put(settings.selected, ready);
            if (outdated != null) {
                retired.add(outdated);
            }
        }
        return ready;
    }

    private void checkMemory(PlanProgram program) {
        if (program.byteSize() > settings.memoryLimit) {
            throw new IllegalStateException("the arrays of " + names() + " take " + ByteSize.text(program.byteSize())
                    + ", more than the memory limit of " + ByteSize.text(settings.memoryLimit)
                    + ": raise it with withMemoryLimit, or give the graph smaller arrays");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "the plan of " + names() + " is closed: make a new ExecutionPlan to execute it again");
        }
    }

    private String names() {
        List<String> names = new ArrayList<>();
        graphs.names().forEach(name -> names.add("'" + name + "'"));
        return (names.size() == 1 ? "graph " : "graphs ") + String.join(", ", names);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            checkOpen();
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "plan of " + names() + " for " + settings.device;
        } finally {
            lock.unlock();
        }
    }
}
