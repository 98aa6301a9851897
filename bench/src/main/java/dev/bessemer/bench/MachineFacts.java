package dev.bessemer.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.bessemer.bench.report.Results.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the machine says of itself. */
final class MachineFacts {
    private MachineFacts() {}

    static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> versions = new TreeMap<>();
        Candidates.baselines().forEach(baseline -> versions.put(baseline.name(), baseline.version()));
        return new Machine(
                chip(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
                os(),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getenv().getOrDefault("BESSEMER_COMMIT", "unknown"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Candidates.metal().isPresent() ? "metal" : "cpu",
                Math.max(0, system.getSystemLoadAverage()),
                versions);
    }

    /** The processor, as the system names it. */
    static String chip() {
        if (isMac()) {
            return said("sysctl", "-n", "machdep.cpu.brand_string");
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String os() {
        String name = System.getProperty("os.name") + " " + System.getProperty("os.version");
        return isMac() ? name + " (" + said("sw_vers", "-buildVersion") + ")" : name;
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    /** What a program prints, or "unknown" where it cannot be asked. */
    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? out : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
