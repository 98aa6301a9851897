package dev.bessemer.bench.baselines;

import org.bytedeco.javacpp.Loader;

/** Whether there are native libraries for this system. */
final class Natives {
    private Natives() {}

    /** Why a binding cannot be used here; empty if it can. */
    static String missing(Class<?> binding) {
        try {
            Loader.load(binding);
            return "";
        } catch (UnsatisfiedLinkError e) {
            return "there are no libraries of it for " + Loader.getPlatform();
        }
    }

    /** The version of a binding, which begins with that of what it binds. */
    static String version(Class<?> binding) {
        String version = binding.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
