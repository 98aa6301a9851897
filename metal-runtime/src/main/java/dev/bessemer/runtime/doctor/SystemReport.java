package dev.bessemer.runtime.doctor;

import dev.bessemer.jit.jvm.PanelSupport;

/** The operating system and the Java runtime. */
final class SystemReport {
    private SystemReport() {}

    static Section section() {
        Runtime runtime = Runtime.getRuntime();
        return new Section("System")
                .line("operating system", operatingSystem())
                .line("Java", Runtime.version() + ", " + System.getProperty("java.vendor", "of an unknown vendor"))
                .line("processors", String.valueOf(runtime.availableProcessors()))
                .line("heap", "at most " + (runtime.maxMemory() >> 20) + " MB")
                .line("vectors", vectors())
                .line("native access", nativeAccess());
    }

    /** The system's name, version and processor: {@code Linux 6.1.0 (amd64)}. */
    static String operatingSystem() {
        return System.getProperty("os.name", "an unknown system") + " " + System.getProperty("os.version", "") + " ("
                + System.getProperty("os.arch", "") + ")";
    }

    private static String vectors() {
        return PanelSupport.VECTOR
                ? 32 * PanelSupport.lanes() + " bits"
                : "not used: the JVM was started without --add-modules jdk.incubator.vector, or its vectors are too narrow;"
                        + " the CPU device is slower";
    }

    private static String nativeAccess() {
        return SystemReport.class.getModule().isNativeAccessEnabled()
                ? "granted"
                : "not granted: give the JVM --enable-native-access=ALL-UNNAMED, which Metal needs";
    }
}
