package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The allocator service, with providers on a class path of their own: a process looks for one only once. */
class ArrayAllocatorTest {
    @TempDir
    Path services;

    @Test
    void provider_unsupportedAndSupported_firstSupportedServes() throws Exception {
        Path file = services.resolve("META-INF/services/" + ArrayAllocator.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, LargeArrays.Unsupported.class.getName() + "\n" + LargeArrays.SparseFile.class.getName() + "\n");
        URL[] path = {services.toUri().toURL(), location(FloatArray.class), location(LargeArrays.class)};
        try (var loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Object check = loader.loadClass(LargeArrays.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertEquals("ok", ((Callable<?>) check).call());
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
