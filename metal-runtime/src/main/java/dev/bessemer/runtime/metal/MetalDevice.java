package dev.bessemer.runtime.metal;

import dev.bessemer.jit.cache.CacheFolder;
import dev.bessemer.jit.msl.ProbeSource;
import dev.bessemer.runtime.mps.MetalOperation;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.runtime.objc.AutoreleasePool;
import dev.bessemer.runtime.objc.Frameworks;
import dev.bessemer.runtime.objc.Maker;
import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.Objc;
import dev.bessemer.runtime.objc.Owned;
import dev.bessemer.runtime.objc.Strings;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's GPU: one command queue, the kernels it has compiled, and the arrays it has been given. Any thread may use it. */
public final class MetalDevice implements AutoCloseable {
    private static final long APPLE_7 = 1007;
    private static final long METAL_4 = 5002;
    private static final int PROBE_THREADS = 32;
    private static final int OLDEST_SYSTEM = 14;
    private static final int TENSOR_SYSTEM = 26;
    private static final int FIRST_WITH_TENSOR_UNITS = 10;

    private static final Maker NEW_QUEUE = Maker.of("MTLDevice", "newCommandQueue");
    private static final Message NAME = Message.of("MTLDevice", "name");
    private static final Message SUPPORTS_FAMILY = Message.of("MTLDevice", "supportsFamily:");
    private static final Message MAX_BUFFER = Message.of("MTLDevice", "maxBufferLength");
    private static final Message MAX_THREADGROUP_MEMORY = Message.of("MTLDevice", "maxThreadgroupMemoryLength");
    private static final Message MAX_THREADS = Message.of("MTLDevice", "maxThreadsPerThreadgroup");
    private static final Message WORKING_SET = Message.of("MTLDevice", "recommendedMaxWorkingSetSize");
    private static final Message PROCESS_INFO = Message.of("NSProcessInfo", "processInfo");
    private static final Message SYSTEM_VERSION = Message.of("NSProcessInfo", "operatingSystemVersion");

    private final Owned device;
    private final Owned queue;
    private final Facts facts;
    private final Pipelines pipelines;
    private final MetalBuffers buffers;
    private final Underway underway = new Underway();

    /** Whether tensors are what it is best at; null until that is asked. */
    private @Nullable Boolean tensors;

    /**
     * What a device says of itself.
     *
     * @param system the version of macOS: major and minor
     * @param family the newest family of Apple's GPUs that it belongs to, such as 7 for the M1
     * @param isMetal4 whether it belongs to the family of Metal 4
     * @param maxBufferBytes the longest buffer
     * @param threadgroupBytes the most threadgroup memory
     * @param workingSetBytes how much memory it uses without getting slower
     * @param threadgroup the most threads of a threadgroup in x, y and z
     */
    public record Facts(
            String name,
            List<Integer> system,
            int family,
            boolean isMetal4,
            long maxBufferBytes,
            long threadgroupBytes,
            long workingSetBytes,
            List<Long> threadgroup) {
        /** The newest language version that this system compiles, as {@code __METAL_VERSION__} gives it. */
        public int languageVersion() {
            return system.getFirst() >= TENSOR_SYSTEM ? 400 : system.getFirst() >= 15 ? 320 : 310;
        }

        /** GPU and system, which compiled code and measured times hold for. */
        public String machine() {
            return name + " " + family + " " + system;
        }

        /** Whether GPU and system are new enough for {@code matmul2d}. */
        public boolean hasTensors() {
            return isMetal4 && languageVersion() >= 400;
        }

        /** Whether a system that has {@code matmul2d} has this minor version of its first one, or is later. */
        public boolean hasMinor(int minor) {
            return system.getFirst() > TENSOR_SYSTEM || system.get(1) >= minor;
        }

        /** Whether the GPU has units for it; the others' shaders do the same more slowly than with SIMD-group matrices. */
        public boolean hasFastTensors() {
            return hasTensors() && family >= FIRST_WITH_TENSOR_UNITS;
        }
    }

    private MetalDevice(Owned device, Owned queue, Facts facts, Path cache) {
        this.device = device;
        this.queue = queue;
        this.facts = facts;
        pipelines = new Pipelines(
                device.address(),
                facts.threadgroupBytes,
                new PipelineArchives(device.address(), cache, facts.machine()));
        buffers = new MetalBuffers(device.address(), facts.maxBufferBytes);
    }

    /**
     * The default device.
     *
     * @throws IllegalStateException when there is none, or it or its macOS is too old; the message says which
     */
    public static MetalDevice open() {
        return open(CacheFolder.find());
    }

    /** The same with another folder of caches. */
    static MetalDevice open(Path cache) {
        Frameworks.missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return AutoreleasePool.call(() -> {
            Owned device = Objc.defaultDevice()
                    .orElseThrow(() -> new IllegalStateException("this system has no Metal device"));
            try {
                Facts facts = facts(device.address());
                check(facts);
                return new MetalDevice(device, NEW_QUEUE.send(device.address()), facts, cache);
            } catch (RuntimeException refused) {
                device.close();
                throw refused;
            }
        });
    }

    /** The version of macOS: major and minor. */
    static List<Integer> systemVersion() {
        long info = PROCESS_INFO.send(Objc.requireClass("NSProcessInfo"));
        long[] version = SYSTEM_VERSION.words(info);
        return List.of((int) version[0], (int) version[1]);
    }

    private static Facts facts(long device) {
        int family = 0;
        while (SUPPORTS_FAMILY.flag(device, APPLE_7 + Math.max(0, family - 6))) {
            family = Math.max(7, family + 1);
        }
        return new Facts(
                Strings.text(NAME.send(device)),
                systemVersion(),
                family,
                SUPPORTS_FAMILY.flag(device, METAL_4),
                MAX_BUFFER.send(device),
                MAX_THREADGROUP_MEMORY.send(device),
                WORKING_SET.send(device),
                Arrays.stream(MAX_THREADS.words(device)).boxed().toList());
    }

    private static void check(Facts facts) {
        if (facts.system.getFirst() < OLDEST_SYSTEM) {
            throw new IllegalStateException("this is macOS " + facts.system.getFirst() + "." + facts.system.get(1)
                    + ", but kernels need macOS " + OLDEST_SYSTEM + " or later, whose Metal has bfloat");
        }
        if (facts.family == 0) {
            throw new IllegalStateException("the GPU '" + facts.name
                    + "' is older than Apple's family 7 (M1), but kernels need its SIMD-group matrices");
        }
    }

    /** What it says of itself. */
    public Facts facts() {
        return facts;
    }

    /** Whether kernels multiply with {@code matmul2d} unless told otherwise: the GPU has units for it, and the system compiles one, which is tried once. */
    public synchronized boolean hasFastTensors() {
        Boolean known = tensors;
        if (known == null) {
            known = facts.hasFastTensors() && compilesTensors();
            tensors = known;
        }
        return known;
    }

    private boolean compilesTensors() {
        MetalCode probe =
                new MetalCode(ProbeSource.TENSORS, ProbeSource.FUNCTION, facts.languageVersion(), false, PROBE_THREADS);
        try (Pipeline _ = pipeline(probe)) {
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /**
     * A kernel; the caller closes it.
     *
     * @throws IllegalArgumentException when the source is not valid, or the kernel more than the device can do
     * @throws IllegalStateException when the system cannot make it, as where memory is short
     */
    public Pipeline pipeline(MetalCode code) {
        return pipelines.get(code);
    }

    /**
     * The {@code MTLBuffer} of an array's whole pages.
     *
     * @throws IllegalArgumentException when there are more than a buffer can have
     * @throws IllegalStateException when the system makes none
     */
    public long buffer(MemorySegment pages) {
        return buffers.of(pages);
    }

    /**
     * An operation of Apple's libraries; the caller closes it.
     *
     * @param operands the operands' buffers, in their order
     * @throws IllegalArgumentException when this system's library does not have it
     * @throws IllegalStateException when the library makes no object of a class
     */
    public PreparedOperation prepare(MetalOperation operation, List<Long> operands) {
        return AutoreleasePool.call(
                () -> new PooledOperation(operation.prepare(MetalMessages.SHARED, device.address(), operands)));
    }

    /**
     * Encodes commands into one command buffer and commits it; the GPU executes it behind those that were committed before, as far as they touch the
     * same memory.
     *
     * @param barriers for each command whether it waits for those before it
     * @throws IllegalStateException when the system makes no command buffer or encoder
     */
    public Committed commit(List<Command> commands, List<Boolean> barriers) {
        return AutoreleasePool.call(() -> new Submission(queue.address()).commit(commands, barriers));
    }

    /** The executions that nobody waits for. */
    public Underway underway() {
        return underway;
    }

    /** Releases what there is; nothing may be executing. */
    @Override
    public void close() {
        underway.close();
        buffers.close();
        pipelines.close();
        queue.close();
        device.close();
    }
}
