package dev.bessemer.simulator.cuda;

import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.PtxProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A kernel translated for the GPU at hand and for one size of threadgroups. */
public final class CudaKernel implements AutoCloseable {
    /** {@code struct __metal_launch_arguments} of {@code __metal_grid.h}. */
    private static final int SLOTS = 31;

    private static final long OFFSETS = 8L * SLOTS;
    private static final long EXTENTS = OFFSETS + 4L * SLOTS;
    private static final long ARGUMENT_BYTES = 400;

    private static final int JIT_THREADS_PER_BLOCK = 1;
    private static final int JIT_ERROR_LOG = 5;
    private static final int JIT_ERROR_LOG_BYTES = 6;
    private static final int LOG_BYTES = 8192;
    private static final int LOCAL_BYTES = 3;
    private static final int REGISTERS = 4;
    private static final int SIMD_WIDTH = 32;
    private static final int ALIGNMENT = 16;

    private final CudaDevice device;
    private final CudaDriver driver;
    private final MemorySegment module;
    private final MemorySegment function;

    private CudaKernel(CudaDevice device, MemorySegment module, MemorySegment function) {
        this.device = device;
        this.driver = device.driver();
        this.module = module;
        this.function = function;
    }

    /**
     * Translates a program's kernel.
     *
     * @param threadgroup the threads of a threadgroup, which decide how many registers one may use
     * @throws CudaException where the driver refuses the text
     */
    public static CudaKernel load(CudaDevice device, PtxProgram program, MslKernel kernel, MslExtent threadgroup) {
        MemorySegment module = loadModule(device.driver(), program.text(), wholeSimdgroups(threadgroup));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocateFrom(program.entry(kernel));
            long function = device.driver().get("cuModuleGetFunction", module, entry);
            return new CudaKernel(device, module, MemorySegment.ofAddress(function));
        }
    }

    private static MemorySegment loadModule(CudaDriver driver, String text, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment log = arena.allocate(LOG_BYTES);
            MemorySegment options =
                    arena.allocateFrom(ValueLayout.JAVA_INT, JIT_THREADS_PER_BLOCK, JIT_ERROR_LOG, JIT_ERROR_LOG_BYTES);
            MemorySegment values = arena.allocateFrom(ValueLayout.JAVA_LONG, threads, log.address(), LOG_BYTES);
            try {
                MemorySegment source = arena.allocateFrom(text);
                return MemorySegment.ofAddress(driver.get("cuModuleLoadDataEx", source, 3, options, values));
            } catch (CudaException e) {
                throw new CudaException(e.getMessage() + "\n" + log.getString(0), e);
            }
        }
    }

    private static int wholeSimdgroups(MslExtent threadgroup) {
        int threads = threadgroup.x() * threadgroup.y() * threadgroup.z();
        return (threads + SIMD_WIDTH - 1) / SIMD_WIDTH * SIMD_WIDTH;
    }

    /** The registers that a thread has. */
    public int registers() {
        return attribute(REGISTERS);
    }

    /** The bytes of a thread's private memory that are in no registers. */
    public int spilledBytes() {
        return attribute(LOCAL_BYTES);
    }

    private int attribute(int which) {
        return (int) driver.get("cuFuncGetAttribute", which, function);
    }

    /**
     * Launches the kernel some times, one after the other, and waits for it. What the launch's buffers hold at the end is copied back.
     *
     * @param launch the grid, the threads of a threadgroup and the buffers; the other fields are the simulator's
     * @param times how often, at least 1
     * @return the milliseconds that each took
     * @throws CudaException where it cannot be launched, or fails, after which the driver does nothing more for this process
     */
    public List<Float> launch(MslLaunch launch, int times) {
        Map<Integer, Long> addresses = new HashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            launch.buffers().forEach((slot, buffer) -> addresses.put(slot, device.copyIn(buffer.memory())));
            List<Float> milliseconds = new ArrayList<>();
            MemorySegment parameters = arena.allocate(ValueLayout.ADDRESS);
            parameters.set(ValueLayout.ADDRESS, 0, arguments(launch, addresses, arena));
            for (int i = 0; i < times; i++) {
                milliseconds.add(device.time(() -> start(launch, parameters)));
            }
            for (Map.Entry<Integer, MslBuffer> buffer : launch.buffers().entrySet()) {
                device.copyOut(buffer.getValue().memory(), Objects.requireNonNull(addresses.get(buffer.getKey())));
            }
            addresses.values().forEach(device::free);
            return milliseconds;
        }
    }

    private void start(MslLaunch launch, MemorySegment parameters) {
        MslExtent grid = launch.grid();
        MslExtent group = launch.threadgroup();
        driver.call(
                "cuLaunchKernel",
                function,
                groups(grid.x(), group.x()),
                groups(grid.y(), group.y()),
                groups(grid.z(), group.z()),
                wholeSimdgroups(group),
                1,
                1,
                threadgroupBytes(launch),
                MemorySegment.NULL,
                parameters,
                MemorySegment.NULL);
    }

    private static int groups(int threads, int ofGroup) {
        return (threads + ofGroup - 1) / ofGroup;
    }

    private static int aligned(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static int threadgroupBytes(MslLaunch launch) {
        return launch.threadgroupBytes().values().stream()
                .mapToInt(CudaKernel::aligned)
                .sum();
    }

    private static MemorySegment arguments(MslLaunch launch, Map<Integer, Long> addresses, Arena arena) {
        MemorySegment arguments = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
        addresses.forEach((slot, address) -> arguments.setAtIndex(ValueLayout.JAVA_LONG, slot, address));
        int offset = 0;
        for (Map.Entry<Integer, Integer> bytes : launch.threadgroupBytes().entrySet()) {
            arguments.set(ValueLayout.JAVA_INT, OFFSETS + 4L * bytes.getKey(), offset);
            offset += aligned(bytes.getValue());
        }
        MslExtent group = launch.threadgroup();
        MslExtent grid = launch.grid();
        int[] extents = {group.x(), group.y(), group.z(), grid.x(), grid.y(), grid.z()};
        for (int i = 0; i < extents.length; i++) {
            arguments.set(ValueLayout.JAVA_INT, EXTENTS + 4L * i, extents[i]);
        }
        return arguments;
    }

    @Override
    public void close() {
        driver.call("cuModuleUnload", module);
    }
}
