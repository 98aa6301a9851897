package dev.bessemer.jit.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiled kernels in files, shared by all processes of a user.
 *
 * <p>A file is written under a name of its own and then moved into place, so that no reader sees half of one. It begins with a line that gives the
 * format's version and the fingerprint of the rest; a file that does not agree with it is deleted and counts as absent. What cannot be read or
 * written is left out: a cache never makes a compilation fail.
 */
public final class DiskCache {
    /** The folder of this format below a cache's folder. */
    private static final String VERSION = "v1";

    private static final byte[] HEADER = "bessemer kernel v1 ".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".kernel";

    private static final int FINGERPRINT_LENGTH = 64;

    private final Path folder;

    /** A cache below a folder, which need not be there yet. */
    public DiskCache(Path folder) {
        this.folder = folder.resolve(VERSION);
    }

    /** The entry of a key, if there is one that is intact and was stored for this very signature. */
    public Optional<CacheEntry> find(String key, String signature) {
        Path file = file(key);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return Optional.empty();
        }
        Optional<CacheEntry> entry =
                decode(bytes).filter(found -> found.signature().equals(signature));
        if (entry.isEmpty()) {
            remove(key);
        }
        return entry;
    }

    /** Stores an entry, replacing one of the same key. */
    public void store(String key, CacheEntry entry) {
        byte[] body = entry.toBytes();
        byte[] head = Arrays.copyOf(HEADER, HEADER.length + FINGERPRINT_LENGTH);
        byte[] fingerprint = Fingerprint.of(body).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(fingerprint, 0, head, HEADER.length, FINGERPRINT_LENGTH);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        try {
            WholeFile.write(
                    file(key),
                    whole -> Files.write(whole, all, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException | SecurityException e) {
            System.getLogger("dev.bessemer.cache")
                    .log(System.Logger.Level.DEBUG, "no entry was written to " + folder, e);
        }
    }

    /** Removes an entry, if there is one. */
    public void remove(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            System.getLogger("dev.bessemer.cache").log(System.Logger.Level.DEBUG, "cannot delete " + file(key), e);
        }
    }

    /**
     * What a cache holds.
     *
     * @param entries how many compiled kernels
     * @param bytes what they take on disk
     */
    public record Contents(long entries, long bytes) {}

    /** What is there now; nothing where the folder cannot be read. */
    public Contents contents() {
        return contents(folder, SUFFIX);
    }

    /** What the files of a folder whose names end so hold; nothing where the folder cannot be read. */
    public static Contents contents(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            long[] sizes = files.filter(file -> file.toString().endsWith(suffix))
                    .mapToLong(file -> file.toFile().length())
                    .toArray();
            return new Contents(sizes.length, Arrays.stream(sizes).sum());
        } catch (IOException | UncheckedIOException unreadable) {
            return new Contents(0, 0);
        }
    }

    /** Where a key's entry is. */
    Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }

    private static Optional<CacheEntry> decode(byte[] bytes) {
        int start = HEADER.length + FINGERPRINT_LENGTH;
        if (bytes.length < start || !Arrays.equals(HEADER, 0, HEADER.length, bytes, 0, HEADER.length)) {
            return Optional.empty();
        }
        String claimed = new String(bytes, HEADER.length, FINGERPRINT_LENGTH, StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
        if (!claimed.equals(Fingerprint.of(body))) {
            return Optional.empty();
        }
        try {
            return Optional.of(CacheEntry.fromBytes(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
