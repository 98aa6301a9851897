package dev.bessemer.jit.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.testing.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what the back end writes for the IR of its kernel. */
class ReadmeTest {
    private static final String OPENING = "```metal\n";

    @Test
    void readme_metalBlock_isWhatTheBackEndWrites() {
        String readme = GoldenFile.read(Path.of("..", "README.md"));
        int begin = readme.indexOf(OPENING) + OPENING.length();
        assertTrue(begin >= OPENING.length(), "the README has no Metal source");
        String shown = readme.substring(begin, readme.indexOf("```", begin));
        String text = MslBackend.emit(IrParser.parse(GoldenFile.read(GoldenFile.path("golden/msl/readme_tile.tir"))))
                .text();
        assertEquals(text.substring(text.indexOf("[[kernel]]")), shown);
    }
}
