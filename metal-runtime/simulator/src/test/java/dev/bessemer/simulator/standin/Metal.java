package dev.bessemer.simulator.standin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A device with a queue and the kernels of some source, used the way that a program does; closing it releases all. */
final class Metal implements AutoCloseable {
    static final String SOURCE = """
            #include <metal_stdlib>
            using namespace metal;
            [[kernel]] void scale(device const float *in [[buffer(0)]], device float *out [[buffer(1)]],
                    constant float &factor [[buffer(2)]], uint i [[thread_position_in_grid]]) {
                out[i] = in[i] * factor;
            }
            [[kernel]] void increment(device float *out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                out[i] = out[i] + 1.0f;
            }
            [[kernel]] void sums(device const float *in [[buffer(0)]], device float *out [[buffer(1)]],
                    threadgroup float *part [[threadgroup(0)]], uint i [[thread_position_in_threadgroup]],
                    uint g [[threadgroup_position_in_grid]], uint n [[threads_per_threadgroup]]) {
                part[i] = in[g * n + i];
                threadgroup_barrier(mem_flags::mem_threadgroup);
                if (i == 0) {
                    float sum = 0.0f;
                    for (uint k = 0; k < n; k++) {
                        sum += part[k];
                    }
                    out[g] = sum;
                }
            }
            [[kernel]] void outside(device float *out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                out[i + 1000000] = 1.0f;
            }
            [[kernel]] void race(device float *out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                out[0] = float(i);
            }
            [[kernel]] void endless(device volatile float *out [[buffer(0)]]) {
                while (out[0] == 0.0f) {
                }
            }
            """;

    String lastError = "";
    final MemorySegment device = Objc.device();
    final MemorySegment queue = Objc.object(device, "newCommandQueue");
    final MemorySegment library = library(SOURCE);
    private final List<MemorySegment> owned = new ArrayList<>();

    /** A library, or nil; its error is in {@link #lastError}. */
    MemorySegment library(String source) {
        MemorySegment[] made = {MemorySegment.NULL};
        Objc.pooled(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment error = arena.allocate(ValueLayout.ADDRESS);
                made[0] = Objc.object(
                        device, "newLibraryWithSource:options:error:", Objc.string(source), Objc.NIL, error);
                lastError = describe(error.get(ValueLayout.ADDRESS, 0));
            }
        });
        return made[0];
    }

    private static String describe(MemorySegment error) {
        return error.address() == 0
                ? ""
                : Objc.text(Objc.object(error, "domain")) + " " + Objc.number(error, "code") + ": "
                        + Objc.text(Objc.object(error, "localizedDescription"));
    }

    static String error(MemorySegment commandBuffer) {
        return describe(Objc.object(commandBuffer, "error"));
    }

    MemorySegment keep(MemorySegment object) {
        owned.add(object);
        return object;
    }

    /** The pipeline of a kernel. */
    MemorySegment pipeline(String kernel) {
        MemorySegment[] made = {MemorySegment.NULL};
        Objc.pooled(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment function = Objc.object(library, "newFunctionWithName:", Objc.string(kernel));
                MemorySegment error = arena.allocate(ValueLayout.ADDRESS);
                made[0] = Objc.object(device, "newComputePipelineStateWithFunction:error:", function, error);
                Objc.release(function);
            }
        });
        return keep(made[0]);
    }

    /** A shared buffer with these numbers. */
    MemorySegment buffer(float... values) {
        MemorySegment buffer = keep(Objc.object(device, "newBufferWithLength:options:", 4L * values.length, 0L));
        MemorySegment.copy(values, 0, contents(buffer, values.length), ValueLayout.JAVA_FLOAT, 0, values.length);
        return buffer;
    }

    static MemorySegment contents(MemorySegment buffer, int count) {
        return Library.bytes(Objc.object(buffer, "contents"), 4L * count);
    }

    static float[] floats(MemorySegment buffer, int count) {
        return contents(buffer, count).toArray(ValueLayout.JAVA_FLOAT);
    }

    MemorySegment commandBuffer() {
        return Objc.object(queue, "commandBuffer");
    }

    static MemorySegment encoder(MemorySegment commandBuffer, MemorySegment pipeline, MemorySegment... buffers) {
        MemorySegment encoder = Objc.object(commandBuffer, "computeCommandEncoder");
        Objc.send(encoder, "setComputePipelineState:", pipeline);
        for (int slot = 0; slot < buffers.length; slot++) {
            Objc.send(encoder, "setBuffer:offset:atIndex:", buffers[slot], 0L, (long) slot);
        }
        return encoder;
    }

    static void dispatch(MemorySegment encoder, long threads, long threadgroup) {
        Objc.send(
                encoder,
                "dispatchThreads:threadsPerThreadgroup:",
                new Objc.Struct(threads, 1, 1),
                new Objc.Struct(threadgroup, 1, 1));
    }

    /** Executes a kernel of one buffer and waits; the command buffer is in the pool. */
    MemorySegment execute(MemorySegment pipeline, MemorySegment buffer, long threads) {
        MemorySegment commandBuffer = commandBuffer();
        MemorySegment encoder = encoder(commandBuffer, pipeline, buffer);
        dispatch(encoder, threads, 32);
        Objc.send(encoder, "endEncoding");
        Objc.send(commandBuffer, "commit");
        Objc.send(commandBuffer, "waitUntilCompleted");
        return commandBuffer;
    }

    @Override
    public void close() {
        owned.forEach(Objc::release);
        Objc.release(library, queue, device);
    }
}
