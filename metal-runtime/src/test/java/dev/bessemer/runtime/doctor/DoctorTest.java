package dev.bessemer.runtime.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.runtime.objc.SignatureCheck;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says, here and of what is broken. */
class DoctorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Doctor.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void doctor_here_saysWhatThereIsAndThatItWorks() {
        int status = run();
        String report = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, status, report);
        for (String part : List.of(
                "System\n",
                "  operating system  " + System.getProperty("os.name"),
                "Devices, the best first\n",
                "'cpu' (the CPU device",
                "a kernel of loops ran and was right",
                "Metal\n",
                "Cache of compiled kernels\n",
                "All that is here works.")) {
            assertTrue(report.contains(part), report);
        }
        assertFalse(report.contains("FAILED"), report);
    }

    /** In a JVM of its own, as this one has the stand-in. */
    @Test
    void doctor_withoutTheStandIn_isWell() throws Exception {
        String classPath = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        Process doctor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        Doctor.class.getName())
                .redirectErrorStream(true)
                .start();
        doctor.getOutputStream().close();
        String report = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, doctor.waitFor(), report);
        assertTrue(report.contains("All that is here works."), report);
    }

    @Test
    void doctor_arguments_areRefused() {
        assertEquals(2, run("--all"));
        assertEquals(
                "bessemer: doctor takes no arguments, but '--all' was given\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void devices_each_runsEveryProbeItCan() {
        String report =
                DeviceReport.section(List.of(Device.cpu(), Device.java())).text();
        assertEquals(2 * Probe.values().length, report.split("ran and was right", -1).length - 1, report);
    }

    @Test
    void metal_onTheStandIn_showsTheDeviceAndComparesEverySignature() {
        assumeTrue(
                MetalPresence.missing().isEmpty(), () -> MetalPresence.missing().orElse(""));
        Section section = MetalReport.section();
        String report = section.text();
        assertTrue(report.contains("GPU") && report.contains("macOS"), report);
        assertTrue(report.contains(" methods are as Bessemer calls them"), report);
        assertEquals(0, section.failures(), report);
    }

    @Test
    void metal_signatureThatDiffers_isAFailure() {
        SignatureCheck check =
                new SignatureCheck(3, List.of("-[A b] is v@: here and @@: in the table"), List.of("-[A c]"));
        Section section = MetalReport.withSignatures(new Section("Metal"), check);
        assertEquals(1, section.failures());
        assertTrue(section.text().contains("FAILED: -[A b] is v@: here"), section::text);
        assertTrue(section.text().contains("1 are not told of here: -[A c]"), section::text);
    }

    @Test
    void section_failure_isMarkedAndCounted() {
        Section section = new Section("Parts")
                .line("first", "1")
                .failure("second one", "it is gone")
                .text("A sentence.");
        assertEquals("Parts\n  first       1\n  second one  FAILED: it is gone\n  A sentence.\n", section.text());
        assertEquals(1, section.failures());
    }

    @Test
    void cache_entries_areCounted(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("v1"));
        Files.write(folder.resolve("v1/a.kernel"), new byte[1024]);
        Files.write(folder.resolve("v1/b.kernel"), new byte[512]);
        Files.write(folder.resolve("v1/other.tmp"), new byte[512]);
        Section section = CacheReport.section(folder);
        assertTrue(section.text().contains("entries  2, 1.5 KB\n"), section::text);
        assertEquals(0, section.failures());
    }

    @Test
    void cache_noFolderYet_isEmpty(@TempDir Path folder) {
        Section section = CacheReport.section(folder.resolve("not/there"));
        assertTrue(section.text().contains("entries  0, 0.0 KB\n"), section::text);
        assertEquals(0, section.failures());
    }

    @Test
    void cache_fileInItsPlace_isAFailure(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Section section = CacheReport.section(file);
        assertEquals(1, section.failures(), section::text);
    }
}
