package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.LauncherSandbox.Result;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static final String INCUBATOR_NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector\n";
    private static final String RESULTS = "11.0 22.0 33.0\n22.0 44.0 66.0\n";

    @TempDir
    private Path classes = Path.of("");

    @Test
    void kernels_fromTheClassPath_run() throws Exception {
        compile("--class-path", "app/Main.java");
        expect(RESULTS, run(VECTOR_API, List.of("--class-path", classPath(), "app.Main")));
    }

    @Test
    void kernels_fromANamedModuleWithoutOpens_run() throws Exception {
        compile("--module-path", "app/Main.java", "module-info.java");
        expect(RESULTS, run(VECTOR_API, List.of("--module-path", classPath(), "--module", "consumer/app.Main")));
    }

    @Test
    void kernels_withoutTheVectorApi_runAfterOneWarning() throws Exception {
        compile("--class-path", "app/Main.java");
        isRightAfterOneWarning(RESULTS, run(List.of(), List.of("--class-path", classPath(), "app.Main")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector-add --size 1000",
                "matmul --m 33 --n 20 --k 17",
                "flash-attention --seq 40 --dim 32 --heads 2 --dtype f16"
            })
    void samples_withoutTheVectorApi_areRightAfterOneWarning(String sample) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--class-path", LauncherTest.classPath(), "dev.bessemer.samples.Main", "run", "--repeat", "1"));
        arguments.addAll(4, List.of(sample.split(" ")));
        isRightAfterOneWarning("The result is right.\n", run(List.of(), arguments));
    }

    private static void isRightAfterOneWarning(String end, Result result) {
        assertEquals(0, result.status(), result::err);
        assertTrue(result.out().endsWith(end), result.out());
        List<String> warnings =
                result.err().lines().filter(line -> line.contains("WARNING")).toList();
        assertEquals(
                List.of("WARNING: The CPU device runs without vectors: start Java with --add-modules"
                        + " jdk.incubator.vector"),
                warnings);
        assertEquals(2, result.err().lines().count(), "the warning and the logger's line above it: " + result.err());
    }

    @Test
    void arrayTooLargeForGetSize_isRefused() throws Exception {
        compile("--class-path", "large/Large.java", "large/SparseFile.java");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.bessemer.types.ArrayAllocator"), "large.SparseFile\n");
        expect(
                "task 's0.fill', parameter 1: ByteArray[3000000000] has more than 2^31-1 elements, but the kernel asks"
                        + " for getSize(), an int: use size() in it, or a smaller array\n",
                run(VECTOR_API, List.of("--class-path", classPath(), "large.Large")));
    }

    /** The options and coordinates that the README gives to users of Maven and Gradle, taken from its text. */
    @Test
    void readme_linesForMavenAndGradle_work() throws Exception {
        String readme = Files.readString(SourceTree.root().resolve("README.md"));
        String pom = Files.readString(SourceTree.root().resolve("metal-runtime/pom.xml"));
        String group = between(pom, "<groupId>", "</groupId>");
        String version = between(pom, "<version>", "</version>");
        String artifact = between(pom.substring(pom.indexOf("</parent>")), "<artifactId>", "</artifactId>");
        String dependency = between(readme, "<dependency>", "</dependency>");
        assertEquals(group, between(dependency, "<groupId>", "</groupId>"));
        assertEquals(artifact, between(dependency, "<artifactId>", "</artifactId>"));
        assertEquals(version, between(dependency, "<version>", "</version>"));
        assertEquals(group + ":" + artifact + ":" + version, between(readme, "implementation(\"", "\")"));

        compile("--class-path", "app/Main.java");
        String maven = between(readme, "-Dexec.args=\"", "\"").replace("%classpath", classPath());
        expect(RESULTS, run(List.of(), List.of(maven.split(" "))));
        List<String> gradle = new ArrayList<>(List.of(
                between(readme, "applicationDefaultJvmArgs = listOf(\"", "\")").split("\", \"")));
        gradle.addAll(List.of("-classpath", classPath(), "app.Main"));
        expect(RESULTS, run(List.of(), gradle));
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        assertTrue(from >= before.length(), () -> "there is no " + before);
        return text.substring(from, text.indexOf(after, from));
    }

    private String classPath() {
        return classes + File.pathSeparator + libraries();
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

    private static void expect(String out, Result result) {
        assertEquals(new Result(0, out, INCUBATOR_NOTICE), result);
    }

    private static Result run(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
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
            return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
