package dev.bessemer.jit.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the disk cache is. */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * The folder: the system property {@code bessemer.cache}, else the environment variable {@code BESSEMER_CACHE}, else
     * {@code bessemer} in the user's cache folder.
     */
    public static Path find() {
        return find(System.getProperties(), System.getenv());
    }

    static Path find(Properties properties, Map<String, String> environment) {
        String given = firstOf(properties.getProperty("bessemer.cache"), environment.get("BESSEMER_CACHE"));
        if (given != null) {
            return Path.of(given);
        }
        Path home = Path.of(properties.getProperty("user.home", "."));
        if (properties.getProperty("os.name", "").startsWith("Mac")) {
            return home.resolve("Library/Caches/bessemer");
        }
        String caches = firstOf(environment.get("XDG_CACHE_HOME"), null);
        return (caches == null ? home.resolve(".cache") : Path.of(caches)).resolve("bessemer");
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first != null && !first.isEmpty() ? first : second == null || second.isEmpty() ? null : second;
    }
}
