package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.types.FloatArray;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs written for TornadoVM, compiled and run after nothing but the replacements that the table of {@code docs/tornadovm.md} lists: imports,
 * and the names that it says differ.
 */
class TornadoPortTest {
    private static final Pattern ROW = Pattern.compile("\\| `(uk\\.[\\w.]+)` \\| `(dev\\.[\\w.]+)` \\|");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void loopStyle_ported_blurs() throws Exception {
        int width = 37;
        int height = 23;
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 31 % 256;
        }
        float[] blurred = (float[]) run("Blur", pixels, width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double expected = Math.sqrt(mean(pixels, x, y, width, height));
                assertEquals(expected, blurred[y * width + x], 1e-5 * expected);
            }
        }
    }

    private static double mean(float[] pixels, int x, int y, int width, int height) {
        double sum = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                sum += pixels[Math.clamp(y + dy, 0, height - 1) * width + Math.clamp(x + dx, 0, width - 1)];
            }
        }
        return sum / 25;
    }

    @Test
    void kernelContextStyle_ported_reduces() throws Exception {
        float[] numbers = new float[128 * 40];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 11;
        }
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        assertEquals((float) sum, run("Reduction", (Object) numbers));
    }

    @Test
    void reduceAnnotation_ported_reduces() throws Exception {
        float[] numbers = {3, -1, 4, 1, -5, 10};
        assertArrayEquals(new float[] {2, 20}, (float[]) run("Statistics", (Object) numbers));
    }

    @Test
    void severalGraphs_ported_handOn() throws Exception {
        int[] numbers = {1, 2, 3, 4, 5};
        assertArrayEquals(new int[] {0, 5, 10, 17, 0}, (int[]) run("Pipeline", (Object) numbers));
    }

    @Test
    void vectorsAndMatrices_ported_move() throws Exception {
        float[] moved = (float[]) run("Particles", 50);
        for (int i = 0; i < 50; i++) {
            float[] expected = {i + 0.5f * 1, 2f * i + 0.5f * 2, 3f * i + 0.5f * 3, i % 5};
            for (int part = 0; part < 4; part++) {
                assertEquals(expected[part], moved[4 * i + part], 1e-4f);
            }
        }
    }

    @Test
    void examples_ported_giveWhatTheyGiveAsPlainJava() throws Exception {
        for (Device device : Device.list()) {
            same("Transformer", (float[][]) run("Transformer", device));
            same("Quantized", (float[][]) run("Quantized", device));
            same("Physics", (float[][]) run("Physics", device));
            same("Finance", (float[][]) run("Finance", device));
            same("Sums", (float[][]) run("Sums", device));
            int[][] images = (int[][]) run("Images", device);
            for (int i = 0; i < images.length; i += 2) {
                assertArrayEquals(images[i], images[i + 1], device + ", picture " + i / 2);
            }
            same("Matrices", (float[][]) run("Matrices", device, 16));
        }
    }

    /** Compares every second result with the one before it, up to the rounding of sums and functions. */
    private static void same(String program, float[][] results) {
        for (int i = 0; i < results.length; i += 2) {
            assertArrayEquals(results[i], results[i + 1], 2e-4f, program + ", result " + i / 2);
        }
    }

    private Object run(String name, Object... arguments) throws Exception {
        compile(name);
        ClassLoader parent = TornadoPortTest.class.getClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent)) {
            return Arrays.stream(loader.loadClass("ported." + name).getMethods())
                    .filter(method -> method.getName().equals("run"))
                    .findFirst()
                    .orElseThrow()
                    .invoke(null, arguments);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        }
    }

    private void compile(String name) throws IOException {
        Path source = folder.resolve("ported").resolve(name + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, ported(original(name)));
        StringWriter said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", libraries());
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertEquals("true", compiled + said.toString());
        }
    }

    private static String libraries() {
        return Stream.of(FloatArray.class, TaskGraph.class)
                .map(TornadoPortTest::locationOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String locationOf(Class<?> type) {
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

    private static String original(String name) throws IOException {
        try (InputStream file = TornadoPortTest.class.getResourceAsStream("/tornadovm/" + name + ".java")) {
            assertNotNull(file);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ported(String source) throws IOException {
        String text = source;
        for (Map.Entry<String, String> row : table().entrySet()) {
            text = replaceWord(text, row.getKey(), row.getValue());
            String oldName = simpleName(row.getKey());
            if (Character.isUpperCase(oldName.charAt(0))) {
                text = replaceWord(text, oldName, simpleName(row.getValue()));
            }
        }
        return text;
    }

    private static String replaceWord(String text, String word, String replacement) {
        return text.replaceAll("\\b" + Pattern.quote(word) + "\\b", replacement);
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What the page says becomes what, packages and classes, the longest first. */
    private static Map<String, String> table() throws IOException {
        Path page = Path.of("..", "docs", "tornadovm.md");
        List<Matcher> rows = Files.readAllLines(page).stream()
                .map(ROW::matcher)
                .filter(Matcher::lookingAt)
                .sorted(Comparator.comparingInt((Matcher row) -> -row.group(1).length()))
                .toList();
        assertTrue(rows.size() > 10, () -> "only " + rows.size() + " rows in " + page.toAbsolutePath());
        Map<String, String> table = new LinkedHashMap<>();
        rows.forEach(row -> table.put(row.group(1), row.group(2)));
        return table;
    }
}
