package dev.bessemer.simulator.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The first NVIDIA GPU of this machine, for the thread that opened it. */
public final class CudaDevice implements AutoCloseable {
    private static final int NAME_BYTES = 256;

    private final CudaDriver driver;
    private final int device;

    private CudaDevice(CudaDriver driver, int device) {
        this.driver = driver;
        this.device = device;
    }

    /**
     * Opens it.
     *
     * @throws CudaException where there is none
     */
    public static CudaDevice open() {
        CudaDriver driver = CudaDriver.load();
        int device = (int) driver.get("cuDeviceGet", 0);
        driver.call("cuCtxSetCurrent", MemorySegment.ofAddress(driver.get("cuDevicePrimaryCtxRetain", device)));
        return new CudaDevice(driver, device);
    }

    /** Its name, such as NVIDIA H200. */
    public String name() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(NAME_BYTES);
            driver.call("cuDeviceGetName", text, NAME_BYTES, device);
            return text.getString(0);
        }
    }

    CudaDriver driver() {
        return driver;
    }

    /** Copies memory to the GPU, where {@link #free} ends its life. */
    long copyIn(MemorySegment memory) {
        long address = driver.get("cuMemAlloc_v2", Math.max(1, memory.byteSize()));
        driver.call("cuMemcpyHtoD_v2", address, memory, memory.byteSize());
        return address;
    }

    void copyOut(MemorySegment memory, long address) {
        driver.call("cuMemcpyDtoH_v2", memory, address, memory.byteSize());
    }

    void free(long address) {
        driver.call("cuMemFree_v2", address);
    }

    /** Runs something on the GPU and returns the milliseconds that it took there. */
    float time(Runnable work) {
        MemorySegment start = MemorySegment.ofAddress(driver.get("cuEventCreate", 0));
        MemorySegment end = MemorySegment.ofAddress(driver.get("cuEventCreate", 0));
        try (Arena arena = Arena.ofConfined()) {
            driver.call("cuEventRecord", start, MemorySegment.NULL);
            work.run();
            driver.call("cuEventRecord", end, MemorySegment.NULL);
            driver.call("cuEventSynchronize", end);
            MemorySegment milliseconds = arena.allocate(ValueLayout.JAVA_FLOAT);
            driver.call("cuEventElapsedTime", milliseconds, start, end);
            return milliseconds.get(ValueLayout.JAVA_FLOAT, 0);
        } finally {
            driver.call("cuEventDestroy_v2", start);
            driver.call("cuEventDestroy_v2", end);
        }
    }

    @Override
    public void close() {
        driver.call("cuDevicePrimaryCtxRelease_v2", device);
    }
}
