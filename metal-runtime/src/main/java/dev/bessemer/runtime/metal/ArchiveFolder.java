package dev.bessemer.runtime.metal;

import dev.bessemer.jit.cache.DiskCache;
import java.nio.file.Path;

/** Where a cache keeps the GPU's code of kernels; can be asked where there is no Metal. */
public final class ArchiveFolder {
    private static final String NAME = "metal-v1";
    private static final String SUFFIX = ".archive";

    private ArchiveFolder() {}

    /** The file of an archive. */
    static Path file(Path cache, String key) {
        return cache.resolve(NAME).resolve(key + SUFFIX);
    }

    /** What a cache's folder holds. */
    public static DiskCache.Contents contents(Path cache) {
        return DiskCache.contents(cache.resolve(NAME), SUFFIX);
    }
}
