package dev.bessemer.jit;

import dev.bessemer.jit.CompiledKernel.Traits;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.LaunchNeeds;
import dev.bessemer.jit.bytecode.Lifter;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.cache.CacheEntry;
import dev.bessemer.jit.cache.CacheFolder;
import dev.bessemer.jit.cache.DiskCache;
import dev.bessemer.jit.cache.RecordingClassLoader;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.jvm.JvmBackend;
import dev.bessemer.jit.jvm.UnsupportedKernelException;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.jit.msl.MslLimitException;
import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.jit.pass.PassPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Compiles kernels, each signature once: first the memory is asked, then the disk. Safe for use by several threads. */
public final class KernelCompiler {
    private static final KernelCompiler SHARED = new KernelCompiler(CacheFolder.find());

    private final DiskCache disk;
    private final Map<ClassLoader, Map<Signature, Kept>> memory = new WeakHashMap<>();

    /** What kernels were found to need of their launches. */
    private final Map<ClassLoader, Map<Signature, LaunchNeeds>> needs = new WeakHashMap<>();

    /**
     * A kernel in memory.
     *
     * @param fields fingerprints of the static fields it depends on: an array's elements can change
     */
    private record Kept(CompiledKernel kernel, Map<String, String> fields) {}

    /** @param cacheFolder where the disk cache is */
    public KernelCompiler(Path cacheFolder) {
        disk = new DiskCache(cacheFolder);
    }

    /** The compiler of this process, with the user's disk cache. */
    public static KernelCompiler shared() {
        return SHARED;
    }

    /**
     * Compiles a kernel, or finds it compiled.
     *
     * @param kernel the method
     * @param kinds what the launch passes, one a parameter of the method
     * @param constants the values of the {@code @Constant} parameters, by position
     * @throws KernelCompilationException with everything that is wrong with the kernel
     */
    public CompiledKernel compile(
            KernelReference kernel, List<ParameterKind> kinds, Map<Integer, Object> constants, CompileOptions options) {
        return compile(new Request(kernel, kinds, constants, options), false);
    }

    /**
     * Compiles a kernel for a launch, or finds it compiled: where its code depends on what the launch knows, for these values.
     *
     * @see #compile(KernelReference, List, Map, CompileOptions)
     */
    public CompiledKernel compile(
            KernelReference kernel,
            List<ParameterKind> kinds,
            Map<Integer, Object> constants,
            CompileOptions options,
            LaunchValues launch) {
        Request request = new Request(kernel, kinds, constants, options);
        while (true) {
            Map<Signature, LaunchNeeds> known = perLoader(needs, kernel.loader());
            Signature signature = request.signature();
            LaunchNeeds needed = known.get(signature);
            if (needed == null) {
                try {
                    return compile(request, true);
                } catch (NeedsLaunchException found) {
                    needed = found.needs;
                    known.put(signature, needed);
                }
            }
            if (needed.threadgroup() && launch.threadgroup().isEmpty()) {
                return compile(request, false);
            }
            request = request.with(needed, launch);
        }
    }

    /** What is to be compiled, and how. */
    private record Request(
            KernelReference kernel, List<ParameterKind> kinds, Map<Integer, Object> constants, CompileOptions options) {
        Signature signature() {
            byte[] owner = RecordingClassLoader.classFile(kernel.loader(), kernel.owner());
            return Signature.of(kernel, owner == null ? new byte[0] : owner, kinds, constants, options);
        }

        /** The same with what a launch has of what is needed. */
        Request with(LaunchNeeds needs, LaunchValues launch) {
            Map<Integer, Object> all = new HashMap<>(constants);
            needs.positions()
                    .forEach(position -> all.put(position, launch.arguments().get(position)));
            return new Request(
                    kernel, kinds, all, needs.threadgroup() ? options.withThreadgroup(launch.threadgroup()) : options);
        }
    }

    /** Says that a kernel's code depends on what its launch knows. */
    @SuppressWarnings("serial") // it leaves no method of this class
    private static final class NeedsLaunchException extends RuntimeException {
        private final LaunchNeeds needs;

        NeedsLaunchException(LaunchNeeds needs) {
            super(null, null, false, false);
            this.needs = needs;
        }
    }

    /** @param asks whether to throw NeedsLaunchException, rather than to refuse the kernel, where the code depends on its launch */
    private CompiledKernel compile(Request request, boolean asks) {
        KernelReference kernel = request.kernel();
        CompileOptions options = request.options();
        if (options.target() == CompileOptions.Target.CPU && options.vectorApi()) {
            VectorApiNotice.give();
        }
        Signature signature = request.signature();
        Map<Signature, Kept> known = perLoader(memory, kernel.loader());
        Kept kept = known.get(signature);
        if (kept != null && !RecordingClassLoader.agrees(kernel.loader(), kept.fields())) {
            known.remove(signature, kept);
            kept = null;
        }
        return kept != null
                ? kept.kernel()
                : known.computeIfAbsent(signature, s -> {
                            Kept stored = fromDisk(kernel, s, options);
                            return stored != null ? stored : build(request, s, asks);
                        })
                        .kernel();
    }

    private static <V> Map<Signature, V> perLoader(Map<ClassLoader, Map<Signature, V>> all, ClassLoader loader) {
        synchronized (all) {
            return all.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
        }
    }

    private @Nullable Kept fromDisk(KernelReference kernel, Signature signature, CompileOptions options) {
        String key = signature.key();
        Optional<CacheEntry> entry = disk.find(key, signature.text())
                .filter(found -> RecordingClassLoader.agrees(kernel.loader(), found.classes()));
        if (entry.isEmpty()) {
            return null;
        }
        try {
            CompiledKernel decoded = decode(entry.get().payload(), options);
            return new Kept(decoded, RecordingClassLoader.fields(entry.get().classes()));
        } catch (IOException | IllegalArgumentException damaged) {
            disk.remove(key);
            return null;
        }
    }

    private static CompiledKernel decode(byte[] payload, CompileOptions options) throws IOException {
        return switch (options.target()) {
            case CPU -> KernelCodec.decodeCpu(payload);
            case MSL -> KernelCodec.decodeMsl(payload);
        };
    }

    private Kept build(Request request, Signature signature, boolean asks) {
        KernelReference kernel = request.kernel();
        CompileOptions options = request.options();
        RecordingClassLoader classes = new RecordingClassLoader(kernel.loader());
        KernelReference recorded = new KernelReference(classes, kernel.owner(), kernel.name(), kernel.descriptor());
        Function lifted = lift(new Request(recorded, request.kinds(), request.constants(), options), asks);
        Traits traits = KernelTraits.of(lifted);
        CompiledKernel compiled = switch (options.target()) {
            case CPU -> {
                byte[] classFile = emitCpu(lifted, options);
                store(signature, classes, KernelCodec.encode(traits, classFile));
                yield KernelCodec.cpu(traits, classFile);
            }
            case MSL -> {
                MslSource source = emitMsl(lifted, options);
                store(signature, classes, KernelCodec.encode(traits, source));
                yield new CompiledKernel(traits, new CompiledKernel.Msl(source));
            }
        };
        return new Kept(compiled, RecordingClassLoader.fields(classes.classes()));
    }

    private static Function lift(Request request, boolean asks) {
        Diagnostics diagnostics = new Diagnostics();
        LaunchNeeds needs = asks ? new LaunchNeeds() : null;
        Function lifted = Lifter.lift(
                request.kernel(),
                request.kinds(),
                request.constants(),
                request.options().threadgroup(),
                diagnostics,
                needs);
        if (needs != null && !needs.isEmpty() && diagnostics.isEmpty()) {
            throw new NeedsLaunchException(needs);
        }
        if (lifted == null) {
            throw new KernelCompilationException(request.kernel().name(), diagnostics.list());
        }
        return lifted;
    }

    private static byte[] emitCpu(Function lifted, CompileOptions options) {
        Function kernel = PassPipeline.cpu(options.boundsChecks()).run(lifted);
        try {
            return JvmBackend.emit(kernel, options.vectorApi());
        } catch (UnsupportedKernelException missing) {
            Diagnostics diagnostics = new Diagnostics();
            diagnostics.error(missing.location(), Refusal.CPU_LACKS, missing.what());
            throw new KernelCompilationException(kernel.name(), diagnostics.list());
        }
    }

    private static MslSource emitMsl(Function lifted, CompileOptions options) {
        try {
            return MslBackend.emit(PassPipeline.msl(
                            options.boundsChecks(), options.lowering() == CompileOptions.Lowering.SIMDGROUP_MATRIX)
                    .run(lifted));
        } catch (MslLimitException tooMuch) {
            throw new KernelCompilationException(lifted.name(), List.of(tooMuch.diagnostic()));
        }
    }

    private void store(Signature signature, RecordingClassLoader classes, byte[] payload) {
        disk.store(signature.key(), new CacheEntry(signature.text(), classes.classes(), payload));
    }
}
