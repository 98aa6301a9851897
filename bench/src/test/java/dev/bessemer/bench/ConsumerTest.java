package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * A small project that uses Bessemer as a library: from the class path, and from a named module that opens nothing. It has what a
 * build tool would give it, our three jars and ASM, and no more; every warning of javac counts as an error.
 */
class ConsumerTest {
    private static final List<Class<?>> LIBRARIES =
            List.of(FloatArray.class, Diagnostic.class, TaskGraph.class, ClassReader.class, ClassNode.class);
    private static final List<String> VECTOR_API = List.of("--add-modules", "jdk.incubator.vector");

    @TempDir
    private Path classes = Path.of("");

    @Test
    void vectorAdd_fromTheClassPath_runs() throws Exception {
        compile("--class-path", "app/Main.java");
        String classPath = classes + File.pathSeparator + libraries();
        assertEquals("11.0 22.0 33.0\n", run(List.of("--class-path", classPath, "app.Main")));
    }

    @Test
    void vectorAdd_fromANamedModuleWithoutOpens_runs() throws Exception {
        compile("--module-path", "app/Main.java", "module-info.java");
        String modulePath = classes + File.pathSeparator + libraries();
        assertEquals("11.0 22.0 33.0\n", run(List.of("--module-path", modulePath, "--module", "consumer/app.Main")));
    }

    private void compile(String pathOption, String... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths = Stream.of(sources).map(ConsumerTest::source).toList();
            List<String> options = List.of(
                    "--release", "25", "-Xlint:all", "-Werror", "-d", classes.toString(), pathOption, libraries());
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(paths))
                    .call();
            assertEquals("true", compiled + said.toString());
        }
    }

    private static Path source(String name) {
        return SourceTree.root().resolve("bench/src/test/resources/consumer").resolve(name);
    }

    private static String libraries() {
        return LIBRARIES.stream().map(ConsumerTest::locationOf).collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar, or the folder of classes, that a class comes from. */
    static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The standard output of a JVM with these arguments; it must end well and say nothing else. */
    private static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(VECTOR_API);
        command.addAll(arguments);
        Path out = Files.createTempFile("consumer", ".out");
        Path err = Files.createTempFile("consumer", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertEquals("WARNING: Using incubator modules: jdk.incubator.vector\n", Files.readString(err));
            assertEquals(0, process.waitFor());
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
