package dev.bessemer.simulator.standin;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;

/** The native library, loaded: its functions by name, and functions of Java that it calls. */
@SuppressWarnings("restricted") // native access is what it is for
final class Library {
    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;

    Library(Path file) {
        symbols = SymbolLookup.libraryLookup(file, Arena.global());
    }

    SymbolLookup symbols() {
        return symbols;
    }

    /** A function of the library that returns something. */
    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** A function of the library that returns nothing. */
    MethodHandle procedure(String name, MemoryLayout... arguments) {
        return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    /** A method of an object as a function that the library can call for ever. */
    MemorySegment callback(MethodHandles.Lookup lookup, Object target, String method, FunctionDescriptor shape) {
        MethodType type = shape.toMethodType();
        try {
            MethodHandle bound = lookup.bind(target, method, type);
            return linker.upcallStub(bound, shape, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a method of our own is missing: " + method, e);
        }
    }

    /** A text at an address, with a zero at its end. */
    static String text(MemorySegment address) {
        return address.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** The bytes at an address. */
    static MemorySegment bytes(MemorySegment address, long length) {
        return address.reinterpret(length);
    }
}
