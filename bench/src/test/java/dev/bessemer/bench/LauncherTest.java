package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.LauncherSandbox.Result;
import dev.bessemer.bench.LauncherSandbox.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a JDK and a Maven that only say how they were called. */
class LauncherTest {
    private static final String ECHO = "printf '<%s>' \"$@\"";

    @TempDir
    private Path folder = Path.of("");

    private LauncherSandbox sandbox() throws IOException {
        return new LauncherSandbox(folder);
    }

    @BeforeEach
    void needsAShell() {
        assertTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is for systems with a POSIX shell");
    }

    @Test
    void help_noJdk_listsTheCommands() throws Exception {
        Result help = sandbox().run("help");
        assertEquals(0, help.status());
        for (String command : List.of(
                "run NAME",
                "list",
                "explain KERNEL",
                "msl ACTION",
                "doctor",
                "test",
                "bench [SUBJECT]",
                "BESSEMER_JDK_DIRS")) {
            assertTrue(help.out().contains(command), help.out());
        }
        assertEquals("", help.err());
    }

    @Test
    void noCommand_printsTheHelp() throws Exception {
        LauncherSandbox sandbox = sandbox();
        assertEquals(sandbox.run("help"), sandbox.run());
    }

    @Test
    void unknownCommand_namesItAndPrintsHelpToStandardError() throws Exception {
        Result result = sandbox().run("flash-attention");
        assertEquals(2, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("bessemer: there is no command 'flash-attention'.\n"), result.err());
        assertTrue(result.err().contains("run NAME"), result.err());
    }

    @Test
    void noJdk_saysWhatToInstall() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk-17", "17.0.15", ECHO);
        sandbox.addBrokenJdk("jdk-26", "26");
        Result result = sandbox.run("run", "vector-add");
        assertEquals(1, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("bessemer: no JDK 25 or newer was found.\n"), result.err());
        assertTrue(result.err().contains("https://adoptium.net/temurin/releases/?version=25"), result.err());
        assertEquals(List.of(), sandbox.mavenCalls());
    }

    @Test
    void severalJdks_oneThatIsNewEnoughAndStarts_isTaken() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("a", "21.0.1", "echo a");
        sandbox.addBrokenJdk("b", "25.0.1");
        sandbox.addJdk("c/Contents/Home", "26-ea", "echo c");
        assertEquals(new Result(0, "c\n", ""), sandbox.run("list"));
    }

    @Test
    void javaHome_newEnough_winsOverTheFolders() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("a", "25", "echo a");
        Path home = sandbox.addJdk("b", "25.0.1", "echo b");
        sandbox.with("JAVA_HOME", home.toString());
        assertEquals(new Result(0, "b\n", ""), sandbox.run("list"));
    }

    @Test
    void run_argumentsWithSpaces_reachTheProgramWithItsOptions() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "my classes");
        sandbox.addJdk("jdk", "25", ECHO);
        assertEquals(
                "<--add-modules><jdk.incubator.vector><--enable-native-access=ALL-UNNAMED><-XX:-OmitStackTraceInFastThrow><-cp><my classes>"
                        + "<dev.bessemer.samples.Main><run><vector-add><--size><a b>",
                sandbox.run("run", "vector-add", "--size", "a b").out());
    }

    @Test
    void bench_filter_reachesItsProgram() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("jdk", "25", ECHO);
        String out = sandbox.run("bench", "Attention", "-f", "1").out();
        assertTrue(out.endsWith("<dev.bessemer.bench.Bench><Attention><-f><1>"), out);
    }

    @Test
    void bench_comparison_bringsTheOtherLibraries() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Result result = sandbox.run("bench", "attention");
        assertTrue(result.err().contains("Building the baselines; the first time it fetches libraries of 160 MB ..."));
        assertTrue(
                result.out().endsWith("/baselines.jar:clang.jar><dev.bessemer.bench.Bench><attention>"), result.out());
        assertEquals(2, sandbox.mavenCalls().size());
        assertEquals("", sandbox.run("bench", "compile", "gemm").err());
        assertEquals(2, sandbox.mavenCalls().size());
    }

    @Test
    void bench_librariesNotToBeHad_goesOnWithout() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Files.createFile(sandbox.root.resolve("baselines-fail"));
        Result result = sandbox.run("bench");
        assertEquals(0, result.status());
        assertTrue(result.err().contains("""
                        [ERROR] no network
                        bessemer: the build failed; the errors are above.
                        bessemer: going on without other libraries.
                        """), result.err());
        assertTrue(result.out().endsWith("/*><dev.bessemer.bench.Bench>"), result.out());
    }

    @Test
    void bench_ownBenchmarks_fetchNothing() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        sandbox.run("bench", "compile");
        sandbox.run("bench", "Attention");
        sandbox.run("bench", "compare", "a", "b");
        assertEquals(1, sandbox.mavenCalls().size());
    }

    /** The stand-in for Metal is made for x86-64 on Linux; elsewhere there is Metal, or a gap in the report. */
    @Test
    void bench_launch_bringsWhatCountsMessages() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", "printf %s \"$BESSEMER_STAND_IN\"");
        Result result = sandbox.run("bench", "launch");
        boolean standIn = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assertEquals(standIn, result.err().contains("Building the simulator;"), result.err());
        assertEquals(standIn, result.out().endsWith("/simulator.jar:clang.jar"), result.out());
        assertFalse(result.err().contains("baselines"), result.err());
    }

    @Test
    void doctor_reachesItsProgram() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("jdk", "25", ECHO);
        String out = sandbox.run("doctor", "--all").out();
        assertTrue(out.endsWith("<-cp><x><dev.bessemer.runtime.doctor.Doctor><--all>"), out);
    }

    @Test
    void msl_file_reachesTheSimulatorAlone() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Result first = sandbox.run("msl", "check", "a b.metal");
        assertEquals("Building the simulator; the first time it fetches a compiler of 150 MB ...\n", first.err());
        assertTrue(
                first.out()
                        .startsWith(
                                "<--enable-native-access=ALL-UNNAMED><-cp><" + sandbox.root + "/.bessemer/simulator-"),
                first.out());
        assertTrue(
                first.out()
                        .endsWith(
                                "/simulator.jar:clang.jar><dev.bessemer.simulator.command.MslCommand><check><a b.metal>"),
                first.out());
        assertEquals(new Result(0, first.out(), ""), sandbox.run("msl", "check", "a b.metal"));
        assertEquals(1, sandbox.mavenCalls().size());
    }

    @Test
    void run_samples_fetchesNoCompiler() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        sandbox.run("list");
        assertEquals(
                List.of("-q -B -Dmaven.test.skip=true -Dbessemer.without.clang -pl !bench/baselines package"),
                sandbox.mavenCalls());
    }

    @Test
    void run_programFails_keepsItsStatusAndItsErrors() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("jdk", "25", "echo out; echo wrong >&2; printf end >&2; exit 7");
        assertEquals(new Result(7, "out\n", "wrong\nend"), sandbox.run("run", "x"));
    }

    @Test
    void run_incubatorNotice_isLeftOut() throws Exception {
        LauncherSandbox sandbox = sandbox().with("BESSEMER_CLASS_PATH", "x");
        sandbox.addJdk("jdk", "25", "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2; echo real >&2");
        assertEquals(new Result(0, "", "real\n"), sandbox.run("run", "x"));
    }

    @Test
    void run_throughALink_findsItsFolder() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Path near = Files.createSymbolicLink(sandbox.root.resolve("near"), Path.of("bessemer"));
        Path link = Files.createSymbolicLink(folder.resolve("a link"), near);
        Result result = sandbox.runAs(link, "list");
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("/a folder/bessemer here/.bessemer/app-"), result.out());
    }

    @Test
    void run_nothingChanged_buildsOnce() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Result first = sandbox.run("list");
        assertEquals("Building Bessemer; the first time takes a minute ...\n", first.err());
        assertEquals("", sandbox.run("list").err());
        assertEquals(1, sandbox.mavenCalls().size());
    }

    @Test
    void run_sourceChangedOrRemoved_buildsAgain() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        sandbox.run("list");
        Path source = sandbox.root.resolve("jit/src/main/java/Kernel.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        sandbox.run("list");
        assertEquals(2, sandbox.mavenCalls().size());
        Files.delete(source);
        sandbox.run("list");
        assertEquals(3, sandbox.mavenCalls().size());
    }

    @Test
    void run_buildFails_showsMavensErrorsAndTriesAgain() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Path trouble = Files.createFile(sandbox.root.resolve("maven-fails"));
        Result failed = sandbox.run("list");
        assertEquals(1, failed.status());
        assertEquals("", failed.out());
        assertTrue(failed.err().contains("[ERROR] Kernel.java:[7,1] broken"), failed.err());
        Files.delete(trouble);
        assertEquals(0, sandbox.run("list").status());
    }

    @Test
    void run_twoAtOnce_buildOnceAndBothRun() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Path launcher = sandbox.root.resolve("bessemer");
        Running one = sandbox.start(launcher, "list");
        Running two = sandbox.start(launcher, "list");
        assertEquals(0, one.await().status());
        assertEquals(0, two.await().status());
        assertEquals(1, sandbox.mavenCalls().size());
    }

    @Test
    void run_lockOfADeadProcess_isBroken() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        dead.waitFor();
        Files.createDirectory(sandbox.root.resolve(".bessemer"));
        Files.createSymbolicLink(sandbox.root.resolve(".bessemer/lock"), Path.of("bessemer-pid-" + dead.pid()));
        assertEquals(0, sandbox.run("list").status());
    }

    @Test
    void test_fails_keepsMavensStatus() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Files.createFile(sandbox.root.resolve("maven-fails"));
        assertEquals(3, sandbox.run("test").status());
    }

    @Test
    void test_passes_endsWithTheTotals() throws Exception {
        LauncherSandbox sandbox = sandbox();
        sandbox.addJdk("jdk", "25", ECHO);
        Result result = sandbox.run("test", "-Dtest=A B");
        assertEquals(0, result.status());
        assertEquals(
                "Tests of all modules: 5 run, 0 failed, 1 with errors, 2 skipped\n  2 skipped: no \"clang\" here\n",
                result.out());
        assertEquals(List.of("-B -ntp -Dstyle.color=never verify -Dtest=A B"), sandbox.mavenCalls());
    }

    @Test
    void explain_unknownKernel_namesThoseThereAre() throws Exception {
        LauncherSandbox sandbox =
                sandbox().with("JAVA_HOME", System.getProperty("java.home")).with("BESSEMER_CLASS_PATH", classPath());
        Result result = sandbox.run("explain", "no-such-kernel");
        assertEquals(2, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("bessemer: there is no sample 'no-such-kernel'; there are "), result.err());
        assertTrue(result.err().contains("vector-add"), result.err());
    }

    /** The classes that this test runs on. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
