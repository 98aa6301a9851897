package dev.bessemer.runtime;

import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * An operation that a library provides, with the arrays it works on: what {@link TaskGraph#libraryTask} takes. {@code dev.bessemer.library} has
 * those of MPS and MPSGraph.
 *
 * <p>An operation describes; it does not change, and several executions may use it at once. A Metal device encodes what Apple's library has for
 * it; the CPU device and the debug device compute it here, in parts that several threads take.
 */
public interface LibraryOperation {
    /** What messages and profiles call it. */
    String operationName();

    /** The arrays, in an order that does not change. */
    List<Operand> operands();

    /** In how many independent parts the host computes it; at least 0. */
    long parts();

    /**
     * Computes some parts on the host; several threads call it with parts of their own.
     *
     * @param elements the operands' memory, in their order
     * @param first the first part
     * @param last the part after the last
     */
    void compute(List<MemorySegment> elements, long first, long last);

    /**
     * An array of an operation.
     *
     * @param name what messages call it
     * @param access what the operation does with it
     */
    record Operand(String name, DeviceArray array, Access access) {}
}
