package dev.bessemer.library;

import dev.bessemer.jit.cache.CacheEntry;
import dev.bessemer.jit.cache.CacheFolder;
import dev.bessemer.jit.cache.DiskCache;
import dev.bessemer.jit.cache.Fingerprint;
import dev.bessemer.runtime.Device;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Which block of {@link GemmKernel} is fastest, per device, types and shape class: measured once, then kept in memory and below the folder of compiled
 * kernels, for the user's other processes. An entry that is damaged, or names a block that is none of the candidates, counts as absent.
 */
final class GemmTuning {
    /** The choices of this process. */
    static final GemmTuning SHARED = new GemmTuning(CacheFolder.find());

    private static final String FOLDER = "tuning";

    private final DiskCache disk;
    private final Map<String, GemmBlock> known = new ConcurrentHashMap<>();

    /** @param cache the folder of all caches, which need not be there yet */
    GemmTuning(Path cache) {
        disk = new DiskCache(cache.resolve(FOLDER));
    }

    /** What a choice is kept for: all that the time of a product depends on and that a tuning tells apart. */
    static String signature(String machine, Device device, String types, GemmShape shape) {
        return "gemm 1\ndevice " + device.name() + " "
                + machine + "\nlowering "
                + device.lowering().map(Enum::name).orElse("none") + "\ntypes "
                + types + "\nshape " + shape.representative() + "\n";
    }

    /** The block kept for a signature, or else the one that takes least time, the first of several. */
    GemmBlock choose(String signature, List<GemmBlock> candidates, ToLongFunction<GemmBlock> nanoseconds) {
        return known.computeIfAbsent(
                signature,
                _ -> find(signature, candidates).orElseGet(() -> {
                    GemmBlock fastest = fastest(candidates, nanoseconds);
                    store(signature, fastest);
                    return fastest;
                }));
    }

    private static GemmBlock fastest(List<GemmBlock> candidates, ToLongFunction<GemmBlock> nanoseconds) {
        GemmBlock fastest = candidates.getFirst();
        long least = Long.MAX_VALUE;
        for (GemmBlock block : candidates) {
            long time = nanoseconds.applyAsLong(block);
            if (time < least) {
                least = time;
                fastest = block;
            }
        }
        return fastest;
    }

    private Optional<GemmBlock> find(String signature, List<GemmBlock> candidates) {
        return disk.find(Fingerprint.of(signature), signature)
                .map(CacheEntry::payload)
                .filter(bytes -> bytes.length == 2 * Integer.BYTES)
                .map(ByteBuffer::wrap)
                .map(bytes -> new GemmBlock(bytes.getInt(), bytes.getInt()))
                .filter(candidates::contains);
    }

    private void store(String signature, GemmBlock block) {
        byte[] payload = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(block.rows())
                .putInt(block.columns())
                .array();
        disk.store(Fingerprint.of(signature), new CacheEntry(signature, Map.of(), payload));
    }
}
