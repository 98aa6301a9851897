package dev.bessemer.bench.baselines;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS's own settings, which its Java binding leaves out. */
@SuppressWarnings("restricted") // downcalls
final class BlasThreads {
    private static final int ALL = Runtime.getRuntime().availableProcessors();

    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(library(), Arena.global());

    private static final MethodHandle SET = Linker.nativeLinker()
            .downcallHandle(
                    LIBRARY.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));

    private BlasThreads() {}

    /** Beside its binding, in the folder that both are unpacked to. */
    private static Path library() {
        Path binding = Path.of(Objects.requireNonNull(Loader.load(openblas.class)));
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        return binding.resolveSibling(mac ? "libopenblas.0.dylib" : "libopenblas.so.0");
    }

    /** Lets one product use all processors; at first, as the environment of the benchmarks has it, it uses one. */
    static void useAll() {
        try {
            SET.invokeExact(ALL);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads failed", e);
        }
    }

    /** The processor that its code is written for. */
    static String core() {
        MethodHandle name = Linker.nativeLinker()
                .downcallHandle(
                        LIBRARY.findOrThrow("openblas_get_corename"), FunctionDescriptor.of(ValueLayout.ADDRESS));
        try {
            MemorySegment text = (MemorySegment) name.invokeExact();
            return text.reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_get_corename failed", e);
        }
    }
}
