package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import dev.bessemer.simulator.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's build. */
@NeedsToolchain
class StandInBuildTest {
    /** In an ELF file's head: the machine it is for. */
    private static final int MACHINE_OFFSET = 18;

    private static final int AARCH64 = 183;

    @Test
    void compile_forArm64_assemblesTheTrampolines(@TempDir Path folder) throws IOException {
        Path object = folder.resolve("standin.o");
        new StandInBuild(Toolchain.get()).compile("aarch64", List.of(), object);
        byte[] bytes = Files.readAllBytes(object);
        assertEquals(AARCH64, bytes[MACHINE_OFFSET] & 0xff);
    }

    @Test
    void library_builtBefore_isTakenFromTheCache() {
        Path first = new StandInBuild(Toolchain.get()).library();
        assertTrue(Files.exists(first));
        assertEquals(first, new StandInBuild(Toolchain.get()).library());
    }
}
