package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.AutoreleasePool;
import dev.bessemer.runtime.objc.Maker;
import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.Objc;
import dev.bessemer.runtime.objc.ObjcException;
import dev.bessemer.runtime.objc.Owned;
import dev.bessemer.runtime.objc.Strings;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kernels that a device has compiled last. */
final class Pipelines implements AutoCloseable {
    private static final int MOST_KEPT = 512;

    private static final long SAFE_MATH = 0;
    private static final long FAST_MATH = 2;
    private static final long FAST_FUNCTIONS = 0;
    private static final long PRECISE_FUNCTIONS = 1;

    private static final Maker NEW_LIBRARY = Maker.of("MTLDevice", "newLibraryWithSource:options:error:");
    private static final Maker NEW_FUNCTION = Maker.of("MTLLibrary", "newFunctionWithName:");
    private static final Message SET_LANGUAGE = Message.of("MTLCompileOptions", "setLanguageVersion:");
    private static final Message SET_FAST_MATH = Message.of("MTLCompileOptions", "setFastMathEnabled:");
    private static final Message SET_MATH_MODE = Message.of("MTLCompileOptions", "setMathMode:");
    private static final Message SET_MATH_FUNCTIONS = Message.of("MTLCompileOptions", "setMathFloatingPointFunctions:");
    private static final Message SET_FUNCTION = Message.of("MTLComputePipelineDescriptor", "setComputeFunction:");
    private static final Message SET_MOST_THREADS =
            Message.of("MTLComputePipelineDescriptor", "setMaxTotalThreadsPerThreadgroup:");
    private static final Message MOST_THREADS = Message.of("MTLComputePipelineState", "maxTotalThreadsPerThreadgroup");
    private static final Message THREADGROUP_MEMORY =
            Message.of("MTLComputePipelineState", "staticThreadgroupMemoryLength");

    private final long device;
    private final long threadgroupBytes;
    private final PipelineArchives archives;

    /** The least recently asked for first. */
    private final Map<MetalCode, Owned> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param device the {@code MTLDevice}
     * @param threadgroupBytes how much threadgroup memory it has
     * @param archives where the code of kernels is kept
     */
    Pipelines(long device, long threadgroupBytes, PipelineArchives archives) {
        this.device = device;
        this.threadgroupBytes = threadgroupBytes;
        this.archives = archives;
    }

    /**
     * A kernel, compiled unless it is among those that were last; the caller closes it.
     *
     * @throws IllegalArgumentException when the source is not valid, or the kernel more than the device can do
     * @throws IllegalStateException when the system cannot make it, as where memory is short
     */
    synchronized Pipeline get(MetalCode code) {
        Owned known = kept.get(code);
        if (known == null) {
            known = AutoreleasePool.call(() -> checked(code, compile(code)));
            kept.put(code, known);
            if (kept.size() > MOST_KEPT) {
                Iterator<Owned> oldest = kept.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
        }
        return new Pipeline(Owned.retained(known.address()));
    }

    private Owned compile(MetalCode code) {
        try (Owned library = library(code);
                Owned name = Strings.of(code.function());
                Owned function = NEW_FUNCTION.send(library.address(), name.address());
                Owned descriptor = Maker.make("MTLComputePipelineDescriptor")) {
            var _ = SET_FUNCTION.send(descriptor.address(), function.address());
            var _ = SET_MOST_THREADS.send(descriptor.address(), code.threads());
            return archives.pipeline(code, descriptor.address());
        } catch (ObjcException refused) {
            throw new IllegalArgumentException(
                    "the system makes no pipeline of kernel '" + code.function() + "' with threadgroups of "
                            + code.threads() + " threads: " + refused.description(),
                    refused);
        }
    }

    private Owned library(MetalCode code) {
        try (Owned source = Strings.of(code.text());
                Owned options = Maker.make("MTLCompileOptions")) {
            var _ = SET_LANGUAGE.send(
                    options.address(), (long) (code.version() / 100) << 16 | code.version() / 10 % 10);
            setMath(options.address(), code.fastMath());
            return NEW_LIBRARY.sendOrThrow(device, source.address(), options.address());
        } catch (ObjcException refused) {
            throw new IllegalArgumentException(
                    "the system does not compile the Metal source of kernel '" + code.function() + "':\n"
                            + new CompilerMessages(code.text()).withJavaLines(refused.description()),
                    refused);
        }
    }

    /** Before macOS 15 there was fast math or not; since then, safe math also is told that functions are to be precise. */
    private static void setMath(long options, boolean fast) {
        if (Objc.responds(options, "setMathMode:")) {
            var _ = SET_MATH_MODE.send(options, fast ? FAST_MATH : SAFE_MATH);
            var _ = SET_MATH_FUNCTIONS.send(options, fast ? FAST_FUNCTIONS : PRECISE_FUNCTIONS);
        } else {
            var _ = SET_FAST_MATH.send(options, fast ? 1 : 0);
        }
    }

    private Owned checked(MetalCode code, Owned pipeline) {
        long most = MOST_THREADS.send(pipeline.address());
        long memory = THREADGROUP_MEMORY.send(pipeline.address());
        if (code.threads() <= most && memory <= threadgroupBytes) {
            return pipeline;
        }
        pipeline.close();
        throw new IllegalArgumentException(
                code.threads() > most
                        ? "threadgroups of " + code.threads() + " threads are larger than the " + most
                                + " that this device has registers for in kernel '" + code.function()
                                + "': ask for smaller ones with setLocalWork"
                        : "kernel '" + code.function() + "' has " + memory
                                + " bytes of threadgroup memory, more than the " + threadgroupBytes
                                + " of this device: allocate less");
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(Owned::close);
        kept.clear();
    }
}
