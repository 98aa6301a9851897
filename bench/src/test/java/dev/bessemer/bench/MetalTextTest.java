package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Metal Shading Language is written by one package, so that a reader knows where to look for it. */
class MetalTextTest {
    private static final String HOME = "dev/bessemer/jit/msl/";

    /** Reads Metal source, so it has to name what it reads. */
    private static final String READER = "dev/bessemer/simulator/";

    /** What only Metal source has in it. */
    private static final List<String> METAL_WORDS = List.of(
            "metal_stdlib", "simdgroup_", "threadgroup_barrier", "[[buffer(", "[[thread_position", "[[kernel]]");

    /** A comment, a text block, a string or a character; only the second and third groups are kept. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\"(?<block>.*?)(?<!\\\\)\"\"\"|\"(?<string>(?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'",
            Pattern.DOTALL);

    @Test
    void stringLiterals_outsideTheMslPackage_holdNoMetalSource() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = SourceTree.mainSources();
        for (Path source : sources) {
            if (!source.toString().contains(HOME) && !source.toString().contains(READER)) {
                String text = Files.readString(SourceTree.root().resolve(source));
                metalWordsIn(text).forEach(word -> found.add(source + ": " + word));
            }
        }
        assertTrue(sources.size() > 30, () -> "too few sources were found: " + sources);
        assertEquals(List.of(), found, "Metal source belongs into " + HOME);
    }

    @Test
    void metalWordsIn_commentsAndLiterals_findsThoseInLiterals() {
        String text = "// simdgroup_load\n/* \"metal_stdlib\" */ char c = '\"'; s = \"a \\\" threadgroup_barrier\";"
                + " t = \"\"\"\n  [[buffer(0)]]\n\"\"\";";
        assertEquals(List.of("threadgroup_barrier", "[[buffer("), metalWordsIn(text));
    }

    private static List<String> metalWordsIn(String text) {
        List<String> words = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String literal = tokens.group("block") != null ? tokens.group("block") : tokens.group("string");
            if (literal != null) {
                METAL_WORDS.stream().filter(literal::contains).forEach(words::add);
            }
        }
        return words;
    }
}
