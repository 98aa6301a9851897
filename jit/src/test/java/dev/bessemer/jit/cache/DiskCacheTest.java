package dev.bessemer.jit.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries on disk, whole and damaged. */
class DiskCacheTest {
    private static final CacheEntry ENTRY =
            new CacheEntry("signature", Map.of("a/B", "12", "c/D", "34"), new byte[] {1, 2, 3});

    @TempDir
    private Path folder = Path.of("");

    @Test
    void find_storedEntry_givesItBack() {
        DiskCache cache = new DiskCache(folder.resolve("not there yet"));
        cache.store("key", ENTRY);
        CacheEntry found = cache.find("key", "signature").orElseThrow();
        assertEquals("signature", found.signature());
        assertEquals(ENTRY.classes(), found.classes());
        assertArrayEquals(ENTRY.payload(), found.payload());
    }

    @Test
    void find_noEntry_isEmpty() {
        assertEquals(Optional.empty(), new DiskCache(folder).find("key", "signature"));
    }

    @Test
    void contents_countsEntriesAndTheirBytes() throws IOException {
        DiskCache cache = new DiskCache(folder);
        assertEquals(new DiskCache.Contents(0, 0), cache.contents());
        cache.store("key", ENTRY);
        assertEquals(new DiskCache.Contents(1, Files.size(cache.file("key"))), cache.contents());
    }

    @Test
    void find_otherSignature_isEmpty() {
        DiskCache cache = new DiskCache(folder);
        cache.store("key", ENTRY);
        assertTrue(cache.find("key", "another").isEmpty());
    }

    @Test
    void find_anyByteChanged_isEmptyAndDeletes() throws IOException {
        DiskCache cache = new DiskCache(folder);
        cache.store("key", ENTRY);
        byte[] intact = Files.readAllBytes(cache.file("key"));
        for (int i = 0; i < intact.length; i++) {
            byte[] damaged = intact.clone();
            damaged[i] ^= 0x20;
            Files.write(cache.file("key"), damaged);
            assertTrue(cache.find("key", "signature").isEmpty(), "byte " + i);
            assertFalse(Files.exists(cache.file("key")), "byte " + i);
        }
    }

    @Test
    void find_cutShortAnywhere_isEmpty() throws IOException {
        DiskCache cache = new DiskCache(folder);
        cache.store("key", ENTRY);
        byte[] intact = Files.readAllBytes(cache.file("key"));
        for (int length = 0; length < intact.length; length++) {
            Files.write(cache.file("key"), java.util.Arrays.copyOf(intact, length));
            assertTrue(cache.find("key", "signature").isEmpty(), "length " + length);
        }
    }

    @Test
    void store_folderCannotBeMade_isLeftOut() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        DiskCache cache = new DiskCache(file);
        cache.store("key", ENTRY);
        assertTrue(cache.find("key", "signature").isEmpty());
    }

    @Test
    void store_twice_leavesOneFile() throws IOException {
        DiskCache cache = new DiskCache(folder);
        cache.store("key", ENTRY);
        cache.store("key", ENTRY);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(
                    List.of(cache.file("key")),
                    files.filter(Files::isRegularFile).toList());
        }
    }
}
