package dev.bessemer.jit.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Where compiled kernels are kept. */
class CacheFolderTest {
    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        properties.setProperty("user.home", "/home/x");
        properties.setProperty("os.name", "Linux");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void find_property_winsOverTheEnvironment() {
        assertEquals(
                Path.of("/p"), CacheFolder.find(properties("bessemer.cache", "/p"), Map.of("BESSEMER_CACHE", "/e")));
    }

    @Test
    void find_environment_winsOverTheCacheFolder() {
        assertEquals(
                Path.of("/e"),
                CacheFolder.find(properties(), Map.of("BESSEMER_CACHE", "/e", "XDG_CACHE_HOME", "/xdg")));
    }

    @Test
    void find_linux_isInTheUsersCacheFolder() {
        assertEquals(Path.of("/home/x/.cache/bessemer"), CacheFolder.find(properties(), Map.of()));
        assertEquals(Path.of("/xdg/bessemer"), CacheFolder.find(properties(), Map.of("XDG_CACHE_HOME", "/xdg")));
    }

    @Test
    void find_mac_isInTheLibrary() {
        assertEquals(
                Path.of("/home/x/Library/Caches/bessemer"),
                CacheFolder.find(properties("os.name", "Mac OS X"), Map.of()));
    }
}
