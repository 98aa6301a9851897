package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.graph.TransferStep;
import dev.bessemer.types.DeviceArray;

/**
 * A copy between a Java array and the device, in pieces that several threads take.
 *
 * @param copy the device's
 * @param graph whose first execution it belongs to; empty where every execution copies
 * @param offset the first element
 * @param size how many elements
 */
record CopyStep(
        DeviceMemory memory, Object array, DeviceArray copy, boolean toDevice, String graph, long offset, long size)
        implements Step {
    private static final long PIECE = 1 << 18;

    static CopyStep in(DeviceMemory memory, TransferStep.CopyIn in, String graph) {
        Object array = in.array();
        return new CopyStep(memory, array, memory.of(array), true, in.once() ? graph : "", 0, HostArrays.size(array));
    }

    static CopyStep out(DeviceMemory memory, TransferStep.CopyOut out) {
        return new CopyStep(memory, out.array(), memory.of(out.array()), false, "", out.offset(), out.size());
    }

    /** Whether an execution has nothing to copy any more. */
    boolean isDone() {
        return !graph.isEmpty() && memory.isBrought(graph, array);
    }

    /** The same copy at every execution. */
    CopyStep always() {
        return new CopyStep(memory, array, copy, toDevice, "", offset, size);
    }

    long byteSize() {
        return size * copy.elementType().byteSize();
    }

    @Override
    public long units() {
        return isDone() ? 0 : Math.ceilDiv(size, PIECE);
    }

    @Override
    public void run(long first, long last) {
        long from = offset + first * PIECE;
        long count = Math.min(offset + size, offset + last * PIECE) - from;
        if (toDevice) {
            HostArrays.copyIn(array, copy, from, count);
        } else {
            HostArrays.copyOut(copy, array, from, count);
        }
        if (!graph.isEmpty()) {
            memory.setBrought(graph, array);
        }
    }
}
