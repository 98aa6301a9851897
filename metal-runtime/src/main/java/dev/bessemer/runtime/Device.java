package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that executes kernels. */
public final class Device {
    private static final Device CPU = new Device("cpu", "the CPU device, on all cores", new CpuBackend());

    private static final Device JAVA = new Device(
            "java",
            "the kernel's own Java, a thread of the JVM for each of the grid's, for debugging",
            new JavaBackend());

    private static final Device SIMULATOR = new Device(
            "simulator",
            "the Metal source in a simulated GPU that looks for races and stray accesses, slow",
            new SimulatorBackend());

    private static final Device METAL = new Device("metal", "this machine's GPU", new MetalBackend());

    private final String name;
    private final String description;
    private final Backend backend;

    private Device(String name, String description, Backend backend) {
        this.name = name;
        this.description = description;
        this.backend = backend;
    }

    /** The CPU device, which is everywhere. */
    public static Device cpu() {
        return CPU;
    }

    /**
     * The debug device: it runs the kernel's own Java on the JVM, so that a breakpoint in it works. A kernel with a {@code KernelContext} runs
     * in a virtual thread for each thread of the grid, at most 2^20, with real barriers and SIMD-group exchanges; one with {@code @Parallel}
     * loops runs as the loops it is. It is slow, and an oracle for the others.
     */
    public static Device java() {
        return JAVA;
    }

    /**
     * The simulator: it compiles the Metal source that a kernel becomes with a C++ compiler and executes it in a process of its own, thread by
     * thread. Races, accesses outside of arrays, reads of what nothing has written and threads that do not meet at a barrier are faults, thrown at
     * their Java lines. It shows that the source is right, and nothing of its speed.
     *
     * @throws IllegalArgumentException where there is none; the message says why
     */
    public static Device simulator() {
        SimulatorPresence.missing().ifPresent(reason -> {
            throw new IllegalArgumentException("there is no device 'simulator' here: " + reason);
        });
        return SIMULATOR;
    }

    /**
     * The GPU of a Mac: Apple silicon with macOS 14 or later. All tasks of an execution that it runs go into one command buffer, but for those between
     * which another device or a copy comes; with a profiler each has its own. Device arrays are its memory, too, and not copied.
     *
     * <p>With the system property {@code bessemer.metal} set to {@code stand-in} it is the simulator module's stand-in for Metal, which {@link #list}
     * leaves out.
     *
     * @throws IllegalArgumentException where there is none; the message says why
     */
    public static Device metal() {
        MetalPresence.missing().ifPresent(reason -> {
            throw new IllegalArgumentException("there is no device 'metal' here: " + reason);
        });
        return METAL;
    }

    /** What cooperative tensors become where a plan does not say; empty for a device that runs no Metal source. */
    public Optional<Lowering> lowering() {
        return backend.target() == CompileOptions.Target.MSL ? Optional.of(backend.lowering()) : Optional.empty();
    }

    /** What it can do at most, for a GPU of Apple whose figures are known; else empty. */
    public Optional<DeviceLimits> limits() {
        return backend.limits();
    }

    /** The machine that times measured on it hold for, in words that no other has; empty where they mean nothing, as on the debug device and the simulator. */
    public Optional<String> machine() {
        return backend.machine();
    }

    /** The devices of this machine, the best first. */
    public static List<Device> list() {
        List<Device> devices = new ArrayList<>();
        if (MetalPresence.isReal() && MetalPresence.missing().isEmpty()) {
            devices.add(METAL);
        }
        devices.add(CPU);
        devices.add(JAVA);
        if (SimulatorPresence.missing().isEmpty()) {
            devices.add(SIMULATOR);
        }
        return List.copyOf(devices);
    }

    /**
     * A device by its name.
     *
     * @throws IllegalArgumentException when there is none of this name; the message lists those that are there
     */
    public static Device byName(String name) {
        if (name.equals(SIMULATOR.name)) {
            return simulator();
        }
        if (name.equals(METAL.name)) {
            return metal();
        }
        return list().stream()
                .filter(device -> device.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no device '" + name + "' here; there "
                        + (list().size() == 1 ? "is " : "are ")
                        + list().stream().map(Device::toString).collect(Collectors.joining(", "))));
    }

    /** The name, as {@link #byName} takes it. */
    public String name() {
        return name;
    }

    Backend backend() {
        return backend;
    }

    /** The name and what it is. */
    @Override
    public String toString() {
        return "'" + name + "' (" + description + ")";
    }
}
