package dev.bessemer.simulator.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The functions of CUDA's driver library, by name. Each call's result is checked. */
@SuppressWarnings("restricted") // calling a driver is what this class is for
final class CudaDriver {
    private static final String LIBRARY = "libcuda.so.1";

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library;
    private final Map<String, MethodHandle> functions = new HashMap<>();

    private CudaDriver(SymbolLookup library) {
        this.library = library;
    }

    /**
     * Loads the library and starts the driver.
     *
     * @throws CudaException where there is none, or no GPU
     */
    static CudaDriver load() {
        try {
            CudaDriver driver = new CudaDriver(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
            driver.call("cuInit", 0);
            return driver;
        } catch (IllegalArgumentException e) {
            throw new CudaException("this machine has no driver of NVIDIA's: there is no " + LIBRARY, e);
        }
    }

    /**
     * Calls a function.
     *
     * @param arguments {@link Integer}, {@link Long} or {@link MemorySegment} each, as the function's parameters are 32 bits, 64 bits or pointers
     * @throws CudaException where the driver returns an error, which the message names
     */
    void call(String name, Object... arguments) {
        int status = invoke(name, arguments);
        if (status != 0) {
            throw new CudaException(name + ": " + errorText(status));
        }
    }

    /** The pointer or number that a function writes to its first parameter. */
    long get(String name, Object... rest) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
            Object[] arguments = new Object[rest.length + 1];
            arguments[0] = result;
            System.arraycopy(rest, 0, arguments, 1, rest.length);
            call(name, arguments);
            return result.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    private int invoke(String name, Object... arguments) {
        try {
            return (int) functions
                    .computeIfAbsent(name, wanted -> link(wanted, arguments))
                    .invokeWithArguments(arguments);
        } catch (CudaException e) {
            throw e;
        } catch (Throwable e) {
            throw new CudaException("cannot call " + name, e);
        }
    }

    private MethodHandle link(String name, Object... arguments) {
        MemoryLayout[] layouts =
                Arrays.stream(arguments).map(CudaDriver::layout).toArray(MemoryLayout[]::new);
        MemorySegment address =
                library.find(name).orElseThrow(() -> new CudaException(LIBRARY + " is too old: it has no " + name));
        return linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Integer i -> ValueLayout.JAVA_INT;
            case Long l -> ValueLayout.JAVA_LONG;
            case MemorySegment m -> ValueLayout.ADDRESS;
            default -> throw new IllegalArgumentException("no argument for C: " + argument);
        };
    }

    private String errorText(int status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
            if (invoke("cuGetErrorString", status, text) != 0) {
                return "error " + status;
            }
            return text.get(ValueLayout.ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
        }
    }
}
