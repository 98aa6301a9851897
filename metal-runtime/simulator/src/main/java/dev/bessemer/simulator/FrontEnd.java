package dev.bessemer.simulator;

import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.source.OutlineParser;
import dev.bessemer.simulator.source.PreprocessedText;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Metal file preprocessed and outlined, which both ways begin with. */
final class FrontEnd {
    private static final Pattern LIBRARY_INCLUDE = Pattern.compile("#include <([^>]+)>.*");

    /** Macros count in {@code #pragma unroll(N)}, too. */
    private static final String EXPAND_PRAGMAS = "-fms-extensions";

    private final MslSource source;
    private final PreprocessedText text;
    private final Outline outline;
    private final List<MslDiagnostic> diagnostics;
    private final Map<String, List<String>> written = new HashMap<>();

    private FrontEnd(MslSource source, PreprocessedText text, List<MslDiagnostic> diagnostics) {
        this.source = source;
        this.text = text;
        this.outline = OutlineParser.parse(text);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Preprocesses a file.
     *
     * @param scratch an empty folder for what is passed to clang
     */
    static FrontEnd read(Toolchain toolchain, MslSource source, MslOptions options, Path scratch) throws IOException {
        Path file = Files.writeString(scratch.resolve("source.metal"), source.text());
        Subprocess.Result result = toolchain.clang(arguments(toolchain, source, options, file));
        String output = result.output().replace("\"" + file + "\"", "\"" + escape(source.name()) + "\"");
        ClangDiagnostics said = new ClangDiagnostics(place -> Optional.of(
                place.file().equals(file.toString())
                        ? new SourceMap.Place(source.name(), place.line(), place.column())
                        : place));
        return new FrontEnd(source, PreprocessedText.parse(output), said.read(result));
    }

    private static List<String> arguments(Toolchain toolchain, MslSource source, MslOptions options, Path file) {
        List<String> arguments = new ArrayList<>(List.of(
                "-E",
                "-x",
                "c++",
                "-std=c++17",
                "-nostdinc",
                "-nostdinc++",
                "-Xclang",
                "-fkeep-system-includes",
                EXPAND_PRAGMAS,
                "-fno-caret-diagnostics",
                "-fno-diagnostics-show-option",
                "-Wno-builtin-macro-redefined",
                "-U__cplusplus",
                "-D__cplusplus=201703L",
                "-D__METAL_VERSION__=" + options.version(),
                "-D__METAL__=1",
                "-D__METAL_MACOS__=1"));
        options.macros().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        source.folder().ifPresent(folder -> arguments.addAll(List.of("-iquote", folder.toString())));
        options.includeFolders().forEach(folder -> arguments.addAll(List.of("-I", folder.toString())));
        arguments.addAll(List.of("-isystem", toolchain.include().toString(), file.toString()));
        return arguments;
    }

    private static String escape(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    MslSource source() {
        return source;
    }

    PreprocessedText text() {
        return text;
    }

    Outline outline() {
        return outline;
    }

    /** What the preprocessor complained about. */
    List<MslDiagnostic> diagnostics() {
        return diagnostics;
    }

    /** The headers of the Metal library that the file includes, in its order. */
    List<String> libraryHeaders() {
        Set<String> headers = new LinkedHashSet<>();
        for (PreprocessedText.Line line : text.lines()) {
            Matcher matcher = LIBRARY_INCLUDE.matcher(line.text());
            if (matcher.matches()) {
                headers.add(matcher.group(1));
            }
        }
        return List.copyOf(headers);
    }

    /** Whether it uses tensors, whose descriptors want a newer C++. */
    boolean usesTensors() {
        return libraryHeaders().stream()
                .anyMatch(header -> header.equals("metal_tensor") || header.startsWith("MetalPerformancePrimitives/"));
    }

    /** A line as it was written. */
    Optional<String> original(SourceMap.Place place) {
        List<String> lines = written.computeIfAbsent(place.file(), this::linesOf);
        return place.line() >= 1 && place.line() <= lines.size()
                ? Optional.of(lines.get(place.line() - 1))
                : Optional.empty();
    }

    private List<String> linesOf(String file) {
        if (file.equals(source.name())) {
            return source.text().lines().toList();
        }
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
