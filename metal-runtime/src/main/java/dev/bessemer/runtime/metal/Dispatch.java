package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A launch of a kernel with its arguments, encoded again and again. */
public final class Dispatch implements Command {
    private static final Message SET_PIPELINE = Message.of("MTLComputeCommandEncoder", "setComputePipelineState:");
    private static final Message SET_BUFFER = Message.of("MTLComputeCommandEncoder", "setBuffer:offset:atIndex:");
    private static final Message SET_BYTES = Message.of("MTLComputeCommandEncoder", "setBytes:length:atIndex:");
    private static final Message DISPATCH =
            Message.of("MTLComputeCommandEncoder", "dispatchThreads:threadsPerThreadgroup:");

    private final String task;
    private final Pipeline pipeline;
    private final List<Binding> bindings;
    private final MemorySegment grid;
    private final MemorySegment threadgroup;

    /**
     * @param task what messages call it
     * @param grid the threads of the grid, in x, y, z; each at least 1
     * @param threadgroup the threads of a threadgroup; those at the grid's ends need not be full
     */
    public Dispatch(
            String task, Pipeline pipeline, List<Binding> bindings, List<Integer> grid, List<Integer> threadgroup) {
        this(task, pipeline, bindings, size(grid), size(threadgroup));
    }

    private Dispatch(
            String task, Pipeline pipeline, List<Binding> bindings, MemorySegment grid, MemorySegment threadgroup) {
        this.task = task;
        this.pipeline = pipeline;
        this.bindings = List.copyOf(bindings);
        this.grid = grid;
        this.threadgroup = threadgroup;
    }

    /** The same launch with one argument more. */
    public Dispatch with(Binding more) {
        List<Binding> all = new ArrayList<>(bindings);
        all.add(more);
        return new Dispatch(task, pipeline, all, grid, threadgroup);
    }

    /** A {@code MTLSize}. */
    private static MemorySegment size(List<Integer> extents) {
        return Arena.ofAuto()
                .allocateFrom(
                        ValueLayout.JAVA_LONG,
                        extents.stream().mapToLong(Integer::longValue).toArray());
    }

    @Override
    public String task() {
        return task;
    }

    /** @param encoder a {@code MTLComputeCommandEncoder} */
    void encode(long encoder) {
        var _ = SET_PIPELINE.send(encoder, pipeline.address());
        for (Binding binding : bindings) {
            switch (binding) {
                case Binding.Buffer(int index, long buffer, long offset) -> {
                    var _ = SET_BUFFER.send(encoder, buffer, offset, index);
                }
                case Binding.Bytes(int index, MemorySegment bytes) -> {
                    var _ = SET_BYTES.send(encoder, bytes.address(), bytes.byteSize(), index);
                }
            }
        }
        DISPATCH.sendStructs(encoder, grid, threadgroup);
    }
}
