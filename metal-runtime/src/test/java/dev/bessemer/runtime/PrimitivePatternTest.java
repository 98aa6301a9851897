package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.types.FloatArray;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patterns of primitives give on every device what they give as plain Java, but on the debug device, which needs a JVM with previews. They are a preview of the language: the class is compiled with
 * previews, and its mark of that taken off, so that a JVM without them loads it.
 */
class PrimitivePatternTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void execute_patternsOfPrimitives_matchAsInJava() throws Exception {
        compile();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[4] = 0;
                bytes[5] = 0;
                Files.write(file, bytes);
            }
        }
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> patterns = loader.loadClass("preview.Patterns");
            List<Device> devices = Device.list().stream()
                    .filter(device -> !device.equals(Device.java()))
                    .toList();
            for (Device device : devices) {
                int[][] results =
                        (int[][]) patterns.getMethod("run", Device.class).invoke(null, device);
                assertArrayEquals(results[0], results[1], device.name());
            }
        }
    }

    private void compile() throws IOException {
        StringWriter said = new StringWriter();
        String classPath = location(FloatArray.class) + File.pathSeparator + location(TaskGraph.class);
        List<String> options =
                List.of("--enable-preview", "--release", "25", "-proc:none", "-d", folder.toString(), "-cp", classPath);
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, List.of(source()))
                .call();
        assertTrue(compiled, said::toString);
    }

    private static JavaFileObject source() throws IOException {
        try (InputStream file = PrimitivePatternTest.class.getResourceAsStream("/preview/Patterns.java")) {
            assertNotNull(file);
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new SimpleJavaFileObject(URI.create("string:///preview/Patterns.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                }
            };
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
