package dev.bessemer.runtime.mps;

import java.util.List;

/** An operation that one of Apple's libraries has. */
public interface MetalOperation {
    /**
     * Makes what an execution encodes: kernels, graphs, and views of the buffers.
     *
     * @param device the {@code MTLDevice}
     * @param buffers the operands' {@code MTLBuffer}s, in their order; their elements begin at 0
     * @throws IllegalArgumentException when this system's library does not have it; the message says what has
     * @throws IllegalStateException when the library makes no object of a class
     */
    PreparedOperation prepare(Messages messages, long device, List<Long> buffers);
}
