package dev.bessemer.runtime.doctor;

import dev.bessemer.jit.cache.CacheFolder;
import dev.bessemer.jit.cache.DiskCache;
import dev.bessemer.runtime.metal.ArchiveFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The cache of compiled kernels that all processes of a user share. */
final class CacheReport {
    private CacheReport() {}

    static Section section() {
        return section(CacheFolder.find());
    }

    static Section section(Path folder) {
        Section section = new Section("Cache of compiled kernels").line("folder", folder.toString());
        DiskCache.Contents contents = new DiskCache(folder).contents();
        DiskCache.Contents archives = ArchiveFolder.contents(folder);
        section.line("entries", contents.entries() + ", " + kilobytes(contents.bytes()))
                .line("Metal", archives.entries() + " archives, " + kilobytes(archives.bytes()));
        Path existing = existing(folder.toAbsolutePath());
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? section
                : section.failure(
                        "writing",
                        existing + " cannot be written to, so that every process compiles anew: make it"
                                + " writable, or name another folder in the environment variable BESSEMER_CACHE");
    }

    private static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }

    /** The folder itself or the nearest one above it that is there. */
    private static Path existing(Path folder) {
        Path parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : existing(parent);
    }
}
