package dev.bessemer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A folder with a copy of the launcher, where the only JDK and the only Maven are scripts that say how they were called. Its
 * name has spaces, as home folders may.
 */
final class LauncherSandbox {
    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "date",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sh",
            "sleep",
            "sort",
            "touch",
            "uname",
            "uniq");

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9'; exit; fi
            echo "$@" >>maven-calls
            case "$*" in *exclude*) if [ -e baselines-fail ]; then echo '[ERROR] no network'; exit 1; fi ;; esac
            if [ -e maven-fails ]; then echo '[ERROR] Kernel.java:[7,1] broken'; exit 3; fi
            mkdir -p bench/target/lib jit/target/surefire-reports metal-runtime/simulator/target bench/baselines/target
            for argument in "$@"; do
                case $argument in -Dmdep.outputFile=*) echo clang.jar >"${argument#*=}" ;; esac
            done
            echo classes >metal-runtime/simulator/target/bessemer-simulator-1.jar
            echo classes >bench/baselines/target/bessemer-baselines-1.jar
            echo classes >bench/target/lib/jit.jar
            echo classes >bench/target/bessemer-bench-1.jar
            echo '<testsuite name="A" time="0.1" tests="5" errors="1" skipped="2" failures="0">' \\
                >jit/target/surefire-reports/TEST-A.xml
            echo '<skipped message="Assumption failed: no &quot;clang&quot; here&#10;at all" type="T"/>' >>jit/target/surefire-reports/TEST-A.xml
            echo '<skipped message="no &quot;clang&quot; here" type="T"><![CDATA[' >>jit/target/surefire-reports/TEST-A.xml
            """;

    private final Path base;
    final Path root;
    final Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    LauncherSandbox(Path base) throws IOException {
        this.base = base;
        root = Files.createDirectories(base.resolve("a folder/bessemer here"));
        jdks = Files.createDirectories(base.resolve("some jdks"));
        Files.copy(SourceTree.root().resolve("bessemer"), root.resolve("bessemer"));
        Files.createDirectories(root.resolve("jit/src/main/java"));
        Files.writeString(root.resolve("jit/src/main/java/Kernel.java"), "class Kernel {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path tools = Files.createDirectory(base.resolve("tools"));
        for (String tool : TOOLS) {
            script(tools.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        script(tools.resolve("mvn"), FAKE_MAVEN);
        environment.put("PATH", tools.toString());
        environment.put("HOME", base.toString());
        environment.put("BESSEMER_JDK_DIRS", "/nowhere:" + jdks);
    }

    private static Path find(String tool) {
        return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Adds a JDK whose {@code java} runs these lines of shell; {@code -version} always works. */
    Path addJdk(String name, String version, String java) throws IOException {
        Path home = jdks.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        script(home.resolve("bin/java"), "#!/bin/sh\n[ \"$1\" != -version ] || exit 0\n" + java + "\n");
        return home;
    }

    /** Adds a JDK that does not start at all, as one for another machine would not. */
    void addBrokenJdk(String name, String version) throws IOException {
        Path home = addJdk(name, version, "");
        script(home.resolve("bin/java"), "#!/bin/sh\nexit 126\n");
    }

    LauncherSandbox with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return runAs(root.resolve("bessemer"), arguments);
    }

    Result runAs(Path launcher, String... arguments) throws IOException, InterruptedException {
        return start(launcher, arguments).await();
    }

    Running start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(base.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(base, "out", null);
        Path err = Files.createTempFile(base, "err", null);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    /** How often Maven was asked to do something. */
    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** A launcher at work. */
    record Running(Process process, Path out, Path err) {
        Result await() throws IOException, InterruptedException {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the launcher hangs; so far it said: " + Files.readString(err));
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    /** What a launcher left behind. */
    record Result(int status, String out, String err) {}
}
