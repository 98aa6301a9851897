package dev.bessemer.runtime.metal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.objc.Frameworks;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels whose code is kept in files: each device that is opened is another process, as far as these are concerned. */
class PipelineArchivesTest {
    private static final MetalCode CODE =
            new MetalCode("#include <metal_stdlib>\nkernel void nothing() {}\n", "nothing", 310, false, 32);
    private static final String ADD = "addComputePipelineFunctionsWithDescriptor:error:";

    private Map<String, Long> before = Map.of();

    @BeforeEach
    void begin() {
        assumeTrue(Frameworks.missing().isEmpty(), () -> Frameworks.missing().orElse(""));
        MetalStandIn.open().reset();
        before = MetalStandIn.open().liveObjects();
    }

    @AfterEach
    void nothingIsLeft() {
        if (Frameworks.missing().isEmpty()) {
            assertEquals("[]", MetalStandIn.open().takeViolations().toString());
            assertEquals(before, MetalStandIn.open().liveObjects());
            MetalStandIn.open().reset();
        }
    }

    /** Makes the kernel on a device of its own; how often code was compiled for an archive, and how often one had it. */
    private static List<Long> make(Path cache, MetalCode code) {
        MetalStandIn standIn = MetalStandIn.open();
        long added = standIn.messages().getOrDefault(ADD, 0L);
        long hits = standIn.archiveHits();
        try (MetalDevice device = MetalDevice.open(cache);
                Pipeline pipeline = device.pipeline(code)) {
            assertNotEquals(0, pipeline.address());
        }
        return List.of(standIn.messages().getOrDefault(ADD, 0L) - added, standIn.archiveHits() - hits);
    }

    private static List<Path> files(Path cache) throws IOException {
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void pipeline_secondProcess_takesItFromTheFile(@TempDir Path cache) throws IOException {
        assertEquals(List.of(1L, 1L), make(cache, CODE));
        assertEquals(List.of(0L, 1L), make(cache, CODE));
        assertEquals(1, files(cache).size());
        assertEquals(1, ArchiveFolder.contents(cache).entries());
    }

    @Test
    void pipeline_otherCodeOptionsOrSystem_haveFilesOfTheirOwn(@TempDir Path cache) throws IOException {
        make(cache, CODE);
        make(cache, new MetalCode(CODE.text() + "// another\n", CODE.function(), 310, false, 32));
        make(cache, new MetalCode(CODE.text(), CODE.function(), 310, true, 32));
        make(cache, new MetalCode(CODE.text(), CODE.function(), 310, false, 64));
        MetalStandIn.open().setMachine(Machine.DEFAULT.withSystem(14_03_00));
        make(cache, CODE);
        assertEquals(5, files(cache).size());
    }

    @Test
    void pipeline_damagedOrOutdatedFile_isCompiledAnewAndReplaced(@TempDir Path cache) throws IOException {
        make(cache, CODE);
        Path file = files(cache).getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, java.util.Arrays.copyOf(whole, 8))) {
            Files.write(file, bytes);
            assertEquals(1L, make(cache, CODE).getFirst());
            assertEquals(List.of(0L, 1L), make(cache, CODE));
        }
        assertEquals(List.of(file), files(cache));
    }

    @Test
    void pipeline_folderThatCannotBe_isMadeWithoutAFile(@TempDir Path cache) throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "");
        assertEquals(List.of(1L, 1L), make(file, CODE));
        assertEquals(List.of(file), files(cache));
    }

    @Test
    void pipeline_archiveThatFails_isMadeWithoutIt(@TempDir Path cache) throws IOException {
        for (String selector :
                List.of("newBinaryArchiveWithDescriptor:error:", ADD, "serializeToURL:error:", "fileURLWithPath:")) {
            MetalStandIn.open().inject(Injection.error(selector, 0, "MTLBinaryArchiveDomain", 3, "no"));
            make(cache, CODE);
            assertEquals(List.of(), files(cache), selector);
        }
    }

    @Test
    void pipeline_kernelThatCannotBe_isRefusedAndHasNoFile(@TempDir Path cache) throws IOException {
        MetalCode large = new MetalCode(CODE.text(), CODE.function(), 310, false, 2048);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> make(cache, large));
        assertTrue(String.valueOf(refused.getMessage()).contains("2048 threads"), refused::toString);
    }
}
