package dev.bessemer.bench.baselines;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS's own settings, which its Java binding leaves out. */
@SuppressWarnings("restricted") // downcalls
final class BlasThreads {
    private static final int ALL = Runtime.getRuntime().availableProcessors();

    /** There are two of it, of which one leaves LAPACK out; whose product is called is up to the loader, and each has its own threads. */
    private static final List<SymbolLookup> LIBRARIES = libraries();

    private BlasThreads() {}

    /** Beside its binding, in the folder that all are unpacked to. */
    private static List<SymbolLookup> libraries() {
        Path binding = Path.of(Objects.requireNonNull(Loader.load(openblas.class)));
        String suffix = System.getProperty("os.name").startsWith("Mac") ? ".0.dylib" : ".so.0";
        List<SymbolLookup> found = Stream.of("libopenblas_nolapack", "libopenblas")
                .map(name -> binding.resolveSibling(name + suffix))
                .filter(Files::exists)
                .map(library -> SymbolLookup.libraryLookup(library, Arena.global()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no library of OpenBLAS beside " + binding);
        }
        return found;
    }

    /** Lets one product use all processors; at first, as the environment of the benchmarks has it, it uses one. */
    static void useAll() {
        for (SymbolLookup library : LIBRARIES) {
            MethodHandle set = handle(library, "openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
            try {
                set.invokeExact(ALL);
            } catch (Throwable e) {
                throw new IllegalStateException("openblas_set_num_threads failed", e);
            }
        }
    }

    /** The processor that its code is written for. */
    static String core() {
        MethodHandle name = handle(LIBRARIES.getFirst(), "openblas_get_corename", FunctionDescriptor.of(ADDRESS));
        try {
            MemorySegment text = (MemorySegment) name.invokeExact();
            return text.reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_get_corename failed", e);
        }
    }

    private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), shape);
    }
}
