package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.AutoreleasePool;
import dev.bessemer.runtime.objc.Maker;
import dev.bessemer.runtime.objc.MappedMemory;
import dev.bessemer.runtime.objc.Owned;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** The memory of arrays as a device sees it, without copies: made when a device is first given an array, released when the array's memory goes. */
final class MetalBuffers implements AutoCloseable {
    private static final Maker NEW_BUFFER =
            Maker.of("MTLDevice", "newBufferWithBytesNoCopy:length:options:deallocator:");

    private final long device;
    private final long longest;
    private final Map<Long, Owned> buffers = new ConcurrentHashMap<>();
    private final LongConsumer forget = this::forget;

    /**
     * @param device the {@code MTLDevice}
     * @param longest the most bytes that a buffer can have
     */
    MetalBuffers(long device, long longest) {
        this.device = device;
        this.longest = longest;
        MappedMemory.beforeFree(forget);
    }

    /**
     * The {@code MTLBuffer} of whole pages, which stay where they are until they are freed.
     *
     * @throws IllegalArgumentException when there are more than a buffer can have
     * @throws IllegalStateException when the system makes none
     */
    long of(MemorySegment pages) {
        if (pages.byteSize() > longest) {
            throw new IllegalArgumentException("the array takes " + pages.byteSize()
                    + " bytes, but this device's buffers" + " have at most " + longest + ": cut it into several");
        }
        return buffers.computeIfAbsent(pages.address(), address -> make(address, pages.byteSize()))
                .address();
    }

    private Owned make(long address, long byteSize) {
        return AutoreleasePool.call(() -> NEW_BUFFER.send(device, address, byteSize, 0, 0));
    }

    private void forget(long address) {
        Owned buffer = buffers.remove(address);
        if (buffer != null) {
            buffer.close();
        }
    }

    @Override
    public void close() {
        MappedMemory.noLongerBeforeFree(forget);
        buffers.keySet().forEach(this::forget);
    }
}
