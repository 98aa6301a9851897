package dev.bessemer.bench.report;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of results that are none. */
class ResultFileTest {
    @Test
    void read_fileThatIsNotThere_saysWhatWritesOne(@TempDir Path folder) {
        Path absent = folder.resolve("absent.json");
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> ResultFile.read(absent));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith("there is no file " + absent), thrown::getMessage);
    }
}
