package dev.bessemer.simulator.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries are made once and whole; the folder is found as documented. */
class SimulatorCacheTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void entry_askedForTwice_isMadeOnce() throws IOException {
        SimulatorCache cache = new SimulatorCache(folder);
        Path first = cache.entry("a", path -> Files.writeString(path, "first"));
        Path second = cache.entry("a", path -> Files.writeString(path, "second"));
        assertEquals("first", Files.readString(second));
        assertEquals(first, second);
        assertEquals(List.of("a"), contents());
    }

    @Test
    void entry_madeMeanwhileByAnother_isTheirs() throws IOException {
        SimulatorCache cache = new SimulatorCache(folder);
        Path entry = cache.entry("tree", path -> {
            Files.createDirectories(path.resolve("mine"));
            Files.createDirectories(folder.resolve("tree/theirs"));
        });
        assertEquals(List.of("theirs"), Stream.of(entry.toFile().list()).toList());
    }

    @Test
    void entry_makerFails_leavesNothing() throws IOException {
        SimulatorCache cache = new SimulatorCache(folder);
        assertThrows(
                IOException.class,
                () -> cache.entry("a", path -> {
                    Files.writeString(path, "half");
                    throw new IOException("no");
                }));
        assertEquals(List.of(), contents());
    }

    @Test
    void entry_nobodyUsesAnother_deletesIt() throws IOException {
        SimulatorCache cache = new SimulatorCache(folder);
        List<String> names = List.of("used", "forgotten");
        for (String name : names) {
            cache.entry(
                    name, path -> Files.writeString(Files.createDirectory(path).resolve("x"), name));
        }
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(15)));
        for (String name : names) {
            Files.setLastModifiedTime(folder.resolve(name), longAgo);
        }
        cache.entry("used", path -> {});
        cache.entry("new", path -> Files.writeString(path, "new"));
        assertEquals(List.of("new", "used"), contents().stream().sorted().toList());
    }

    @Test
    void find_propertyThenVariableThenHome_inThatOrder() {
        Properties none = new Properties();
        none.setProperty("user.home", "/home/u");
        assertEquals(Path.of("/home/u/.cache/bessemer/simulator"), SimulatorCache.find(none, Map.of()));
        assertEquals(Path.of("/x/bessemer/simulator"), SimulatorCache.find(none, Map.of("XDG_CACHE_HOME", "/x")));
        Map<String, String> variable = Map.of("BESSEMER_CACHE", "/c", "XDG_CACHE_HOME", "/x");
        assertEquals(Path.of("/c/simulator"), SimulatorCache.find(none, variable));
        none.setProperty("bessemer.simulator.cache", "/own");
        assertEquals(Path.of("/own"), SimulatorCache.find(none, variable));
        Properties mac = new Properties();
        mac.setProperty("user.home", "/Users/u");
        mac.setProperty("os.name", "Mac OS X");
        assertEquals(Path.of("/Users/u/Library/Caches/bessemer/simulator"), SimulatorCache.find(mac, Map.of()));
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }
}
