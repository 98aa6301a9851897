package dev.bessemer.runtime.mps;

/** An operation that is encoded again and again, for one device and with the same buffers, by one thread at a time. */
public interface PreparedOperation extends AutoCloseable {
    /**
     * Encodes it; no encoder of the command buffer may be open.
     *
     * @param commandBuffer the {@code MTLCommandBuffer}
     * @return the command buffer to go on with: MPSGraph may commit one on the way and go on with another of its queue
     */
    long encode(long commandBuffer);

    /** Releases what was made for it; command buffers that use it keep it until they are done. */
    @Override
    void close();
}
