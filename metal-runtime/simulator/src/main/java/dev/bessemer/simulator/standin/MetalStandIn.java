package dev.bessemer.simulator.standin;

import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.Simulator;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stand-in for Objective-C and Metal: a native library whose functions are those of {@code libobjc} and the frameworks, and what tests ask and tell
 * it. There is one in a process; tests that use it do so one after another.
 *
 * <p>No function of the library may be called with {@code Linker.Option.critical}: it calls Java when it notes a violation.
 */
public final class MetalStandIn {
    private static final long SETTLE_MILLISECONDS = 60_000;

    private final Path file;
    private final Library library;
    private final Control control;
    private final Kernels kernels;
    private final ViolationLog violations = new ViolationLog();

    /** The one of this process. */
    private static final class Holder {
        private static final MetalStandIn INSTANCE = new MetalStandIn(new StandInBuild(Toolchain.get()).library());
    }

    private MetalStandIn(Path file) {
        this.file = file;
        library = new Library(file);
        control = new Control(library);
        kernels = new Kernels(violations::note);
        begin();
    }

    /** Why there is none on this machine; empty where there is one. */
    public static Optional<String> missing() {
        return Simulator.missing();
    }

    /**
     * The stand-in, built and loaded at the first call.
     *
     * @throws ToolchainException where it cannot be built on this machine
     */
    public static MetalStandIn open() {
        return Holder.INSTANCE;
    }

    private void begin() {
        MethodHandles.Lookup own = MethodHandles.lookup();
        List<MemorySegment> hooks = List.of(
                library.callback(own, violations, "noteAt", ViolationLog.NOTE),
                library.callback(own, kernels, "compile", Kernels.COMPILE),
                library.callback(own, kernels, "describe", Kernels.DESCRIBE),
                library.callback(own, kernels, "dispatch", Kernels.DISPATCH));
        MethodHandle begin = library.procedure("bessemer_standin_begin", ValueLayout.ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment table = arena.allocate(ValueLayout.ADDRESS, hooks.size());
            for (int i = 0; i < hooks.size(); i++) {
                table.setAtIndex(ValueLayout.ADDRESS, i, hooks.get(i));
            }
            begin.invokeExact(table);
        } catch (Throwable e) {
            throw new IllegalStateException("the stand-in cannot be started", e);
        }
    }

    /** The library's file. */
    public Path library() {
        return file;
    }

    /** The library's functions, such as {@code objc_msgSend}. */
    public SymbolLookup symbols() {
        return library.symbols();
    }

    /** Makes it what it was at first: the default machine, queues that go on, no faults to come, no violations. */
    public void reset() {
        setHeld(false);
        settle();
        setMachine(Machine.DEFAULT);
        setWatches(Set.of(MslOptions.Watch.values()));
        setKernelLimit(Duration.ofMinutes(1));
        control.forgetFaults();
        var _ = takeViolations();
    }

    /** Chooses the Mac that is stood in for. */
    public void setMachine(Machine machine) {
        control.setMachine(machine);
    }

    /** Holds back what is committed, as a GPU does that is busy with something else, or lets it go on. Something that waits for the end of it waits too. */
    public void setHeld(boolean held) {
        control.hold(held);
    }

    /** Chooses what executions look out for, for libraries that are made from now on; at first everything. */
    public void setWatches(Set<MslOptions.Watch> watches) {
        kernels.setWatches(watches);
    }

    /** Chooses after which time a kernel is stopped; at first a minute. */
    public void setKernelLimit(Duration limit) {
        kernels.setLimit(limit);
    }

    /** Lets something fail once. */
    public void inject(Injection fault) {
        control.inject(fault);
    }

    /** Forgets faults that nothing has met; how many there were. */
    public int forgetFaults() {
        return control.forgetFaults();
    }

    /** How many faults have been met. */
    public long faultsMet() {
        return control.counter(4);
    }

    /** What the program did wrong so far, in order. */
    public List<Violation> violations() {
        noteAbandonedPools();
        return violations.all();
    }

    /** The violations so far, which are forgotten. */
    public List<Violation> takeViolations() {
        noteAbandonedPools();
        return violations.take();
    }

    private void noteAbandonedPools() {
        int left = control.abandonedPools();
        if (left > 0) {
            violations.note("missing pop: threads have ended with autorelease pools open, " + left + " in all");
        }
    }

    /**
     * Objects there are by class or protocol, after all committed work is done.
     *
     * @throws IllegalStateException where that takes more than a minute
     */
    public Map<String, Long> liveObjects() {
        settle();
        return control.live();
    }

    private void settle() {
        if (!control.settle(SETTLE_MILLISECONDS)) {
            throw new IllegalStateException("a command buffer has not been completed for a minute");
        }
    }

    /** Messages by selector since the library was loaded. */
    public Map<String, Long> messages() {
        return control.messages();
    }

    /** All messages since the library was loaded. */
    public long messageCount() {
        return control.counter(0);
    }

    /** Calls of functions such as {@code objc_release} and {@code objc_autoreleasePoolPush} since the library was loaded. */
    public long functionCount() {
        return control.counter(1);
    }

    /** Pipelines that a binary archive had. */
    public long archiveHits() {
        return control.counter(2);
    }

    /** Pipelines that were made from a descriptor and that no binary archive had. */
    public long archiveMisses() {
        return control.counter(3);
    }

    /** How each library was compiled, in order. */
    public List<MslOptions> compilations() {
        return kernels.compilations();
    }

    /** All methods, for comparison with the signatures that the caller believes in. */
    public List<MethodSignature> methods() {
        return control.methods();
    }

    /**
     * Says what the next message of this thread looks like, as its caller believes; another method's encoding is a violation.
     *
     * @param encoding a type encoding without offsets, such as {@code @@:Q}
     */
    public void expect(String encoding) {
        control.expect(encoding);
    }
}
