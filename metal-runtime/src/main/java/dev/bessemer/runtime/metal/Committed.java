package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.AutoreleasePool;
import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.ObjcException;
import dev.bessemer.runtime.objc.Owned;
import java.util.List;

/** What was committed and the GPU may still be at. */
public final class Committed {
    private static final long STATUS_ERROR = 5;
    private static final double NANOSECONDS = 1e9;

    private static final Message WAIT = Message.of("MTLCommandBuffer", "waitUntilCompleted");
    private static final Message STATUS = Message.of("MTLCommandBuffer", "status");
    private static final Message ERROR = Message.of("MTLCommandBuffer", "error");
    private static final Message GPU_START = Message.of("MTLCommandBuffer", "GPUStartTime");
    private static final Message GPU_END = Message.of("MTLCommandBuffer", "GPUEndTime");

    private final List<Owned> commandBuffers;
    private final List<String> tasks;

    /**
     * @param commandBuffers several where MPSGraph has committed on the way
     * @param tasks what messages call them
     */
    Committed(List<Owned> commandBuffers, List<String> tasks) {
        this.commandBuffers = commandBuffers;
        this.tasks = tasks;
    }

    /** Waits until the GPU has ended it, well or not. */
    void awaitEnd() {
        AutoreleasePool.run(() -> commandBuffers.forEach(buffer -> WAIT.send(buffer.address())));
    }

    /**
     * Waits until the GPU has ended it, and releases it; called once.
     *
     * @return how long the GPU took, in nanoseconds
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException when the GPU stopped a kernel
     * @throws IllegalStateException when the GPU could not execute it, as where memory is short
     */
    public long end() {
        return AutoreleasePool.call(() -> {
            try {
                commandBuffers.forEach(buffer -> WAIT.send(buffer.address()));
                commandBuffers.forEach(buffer -> check(buffer.address()));
                return nanoseconds();
            } finally {
                commandBuffers.forEach(Owned::close);
            }
        });
    }

    private void check(long commandBuffer) {
        if (STATUS.send(commandBuffer) == STATUS_ERROR) {
            long error = ERROR.send(commandBuffer);
            throw error == 0
                    ? GpuFailure.of(tasks, 0, "and does not say why")
                    : GpuFailure.of(tasks, ObjcException.of(error));
        }
    }

    private long nanoseconds() {
        double seconds = 0;
        for (Owned buffer : commandBuffers) {
            seconds += GPU_END.real(buffer.address()) - GPU_START.real(buffer.address());
        }
        return Math.round(seconds * NANOSECONDS);
    }
}
