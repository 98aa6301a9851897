package dev.bessemer.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.simulator.standin.MetalStandIn;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** The messages and functions of a warm execution of chained vector additions, sent to the stand-in by plain downcalls and nothing else. */
@SuppressWarnings("restricted") // native access is what it is for
final class MessageReplay implements AutoCloseable {
    private static final MemoryLayout SIZE = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final long BYTES = 4096;

    private static final MethodHandle PUSH = function("objc_autoreleasePoolPush", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle POP = function("objc_autoreleasePoolPop", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle RETAIN = function("objc_retain", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RELEASE = function("objc_release", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle SELECTOR =
            function("sel_registerName", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle DEVICE =
            function("MTLCreateSystemDefaultDevice", FunctionDescriptor.of(JAVA_LONG));

    private static final MethodHandle GIVES = message(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GIVES_FOR =
            message(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GIVES_FOR_TWO =
            message(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GIVES_FOR_THREE =
            message(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle REAL = message(FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle DOES = message(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle DOES_WITH = message(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle DOES_WITH_THREE =
            message(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle DOES_WITH_SIZES =
            message(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, SIZE, SIZE));

    private static final long COMMAND_BUFFER = selector("commandBuffer");
    private static final long ENCODER = selector("computeCommandEncoderWithDispatchType:");
    private static final long PIPELINE = selector("setComputePipelineState:");
    private static final long SET_BUFFER = selector("setBuffer:offset:atIndex:");
    private static final long SET_BYTES = selector("setBytes:length:atIndex:");
    private static final long DISPATCH = selector("dispatchThreads:threadsPerThreadgroup:");
    private static final long BARRIER = selector("memoryBarrierWithScope:");
    private static final long END = selector("endEncoding");
    private static final long COMMIT = selector("commit");
    private static final long WAIT = selector("waitUntilCompleted");
    private static final long STATUS = selector("status");
    private static final long GPU_END = selector("GPUEndTime");
    private static final long GPU_START = selector("GPUStartTime");

    private final Arena arena = Arena.ofShared();
    private final List<Long> owned = new ArrayList<>();
    private final int tasks;
    private final long queue;
    private final long pipeline;
    private final List<Long> buffers = new ArrayList<>();
    private final MemorySegment sizes = arena.allocateFrom(JAVA_LONG, 32, 32, 32);
    private final MemorySegment grid = arena.allocateFrom(JAVA_LONG, 32, 1, 1);

    /** @param graph its first task has three arrays, sizes and a fault record */
    MessageReplay(ImmutableTaskGraph graph, int tasks) {
        this.tasks = tasks;
        try {
            long pool = (long) PUSH.invokeExact();
            long device = own((long) DEVICE.invokeExact());
            queue = own((long) GIVES.invokeExact(device, selector("newCommandQueue")));
            long source = text(graph.metalSource("s0.add0"));
            MemorySegment error = arena.allocate(JAVA_LONG);
            long library = own((long) GIVES_FOR_THREE.invokeExact(
                    device, selector("newLibraryWithSource:options:error:"), source, 0L, error.address()));
            long function = own((long) GIVES_FOR.invokeExact(library, selector("newFunctionWithName:"), text("add")));
            pipeline = own((long) GIVES_FOR_TWO.invokeExact(
                    device, selector("newComputePipelineStateWithFunction:error:"), function, error.address()));
            for (int i = 0; i < 4; i++) {
                buffers.add(own(
                        (long) GIVES_FOR_TWO.invokeExact(device, selector("newBufferWithLength:options:"), BYTES, 0L)));
            }
            POP.invokeExact(pool);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor shape) {
        return Linker.nativeLinker()
                .downcallHandle(MetalStandIn.open().symbols().findOrThrow(name), shape);
    }

    private static MethodHandle message(FunctionDescriptor shape) {
        return function("objc_msgSend", shape);
    }

    private static long selector(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) SELECTOR.invokeExact(arena.allocateFrom(name));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** An autoreleased {@code NSString}. */
    private long text(String text) throws Throwable {
        try (Arena scratch = Arena.ofConfined()) {
            MethodHandle type = function("objc_getClass", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
            long strings = (long) type.invokeExact(scratch.allocateFrom("NSString"));
            return (long) GIVES_FOR.invokeExact(
                    strings,
                    selector("stringWithUTF8String:"),
                    scratch.allocateFrom(text).address());
        }
    }

    private long own(long object) {
        if (object == 0) {
            throw new AssertionError("the stand-in made nothing");
        }
        owned.add(object);
        return object;
    }

    /** Sends them once. */
    void run() {
        try {
            long pool = (long) PUSH.invokeExact();
            long commandBuffer = (long) GIVES.invokeExact(queue, COMMAND_BUFFER);
            long encoder = (long) GIVES_FOR.invokeExact(commandBuffer, ENCODER, 1L);
            for (int task = 0; task < tasks; task++) {
                if (task > 0) {
                    DOES_WITH.invokeExact(encoder, BARRIER, 1L);
                }
                DOES_WITH.invokeExact(encoder, PIPELINE, pipeline);
                DOES_WITH_THREE.invokeExact(encoder, SET_BUFFER, (long) buffers.get(0), 0L, 0L);
                DOES_WITH_THREE.invokeExact(encoder, SET_BUFFER, (long) buffers.get(1), 0L, 1L);
                DOES_WITH_THREE.invokeExact(encoder, SET_BUFFER, (long) buffers.get(2), 0L, 2L);
                DOES_WITH_THREE.invokeExact(encoder, SET_BYTES, sizes.address(), sizes.byteSize(), 3L);
                DOES_WITH_THREE.invokeExact(encoder, SET_BUFFER, (long) buffers.get(3), 0L, 4L);
                DOES_WITH_SIZES.invokeExact(encoder, DISPATCH, grid, grid);
            }
            DOES.invokeExact(encoder, END);
            long kept = (long) RETAIN.invokeExact(commandBuffer);
            DOES.invokeExact(commandBuffer, COMMIT);
            POP.invokeExact(pool);
            end(kept);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void end(long commandBuffer) throws Throwable {
        long pool = (long) PUSH.invokeExact();
        DOES.invokeExact(commandBuffer, WAIT);
        long _ = (long) GIVES.invokeExact(commandBuffer, STATUS);
        double _ = (double) REAL.invokeExact(commandBuffer, GPU_END);
        double _ = (double) REAL.invokeExact(commandBuffer, GPU_START);
        long inner = (long) PUSH.invokeExact();
        RELEASE.invokeExact(commandBuffer);
        POP.invokeExact(inner);
        POP.invokeExact(pool);
    }

    @Override
    public void close() {
        try {
            for (long object : owned.reversed()) {
                RELEASE.invokeExact(object);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        arena.close();
    }
}
