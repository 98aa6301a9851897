package dev.bessemer.runtime.objc;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the functions of Objective-C and Metal come from: macOS, or the stand-in of the simulator's module where the system property
 * {@value #PROPERTY} is {@value #STAND_IN}.
 */
@SuppressWarnings("restricted") // native access is what it is for
public final class Frameworks {
    /** The system property that chooses. */
    public static final String PROPERTY = "bessemer.metal";

    /** The property's value for the stand-in. */
    public static final String STAND_IN = "stand-in";

    /** By name: frameworks have no files of their own any more. CoreGraphics brings the default device. */
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/libobjc.A.dylib",
            framework("Foundation"),
            framework("CoreGraphics"),
            framework("Metal"),
            framework("MetalPerformanceShaders"),
            framework("MetalPerformanceShadersGraph"));

    /** Loaded at first use. */
    private static final class Loaded {
        private static final SymbolLookup SYMBOLS = load();
    }

    private Frameworks() {}

    private static String framework(String name) {
        return "/System/Library/Frameworks/" + name + ".framework/" + name;
    }

    /** Whether this is a Mac. */
    public static boolean isMac() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** Whether the stand-in was asked for in place of macOS. */
    public static boolean isStandIn() {
        return System.getProperty(PROPERTY, "").equals(STAND_IN);
    }

    /** Why there are none here; empty where there are. */
    public static Optional<String> missing() {
        if (isStandIn()) {
            return StandIn.missing();
        }
        if (!isMac()) {
            return Optional.of("Metal is part of macOS, and this is " + System.getProperty("os.name"));
        }
        return System.getProperty("os.arch", "").equals("aarch64")
                ? Optional.empty()
                : Optional.of("kernels need Apple silicon, and this Java runs as " + System.getProperty("os.arch")
                        + " code: use a JDK for macOS on arm64");
    }

    /**
     * Their functions.
     *
     * @throws IllegalStateException where there are none
     */
    static SymbolLookup symbols() {
        return Loaded.SYMBOLS;
    }

    private static SymbolLookup load() {
        missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        if (isStandIn()) {
            return StandIn.symbols();
        }
        SymbolLookup all = name -> Optional.empty();
        for (String library : LIBRARIES) {
            all = all.or(SymbolLookup.libraryLookup(library, Arena.global()));
        }
        return all;
    }
}
