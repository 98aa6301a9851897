package dev.bessemer.annotations;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one class, {@code Sample}, as a user of the API would. */
final class Javac {
    private static final List<String> IMPORTED = List.of(
            "dev.bessemer.annotations",
            "dev.bessemer.intrinsics",
            "dev.bessemer.intrinsics.SimdgroupMatrix",
            "dev.bessemer.types");

    private Javac() {}

    /** The errors javac reports for a class with the given members; with none, {@code Sample.class} is in the folder. */
    static List<String> errors(Path output, String members) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-cp", classes().toString(), "-d", output.toString());
        compiler.getTask(new StringWriter(), null, diagnostics, options, null, List.of(source(members)))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** The class file of a class with the given members. */
    static byte[] compile(Path output, String members) throws IOException {
        List<String> errors = errors(output, members);
        if (!errors.isEmpty()) {
            throw new AssertionError(errors);
        }
        return Files.readAllBytes(output.resolve("Sample.class"));
    }

    private static Path classes() {
        try {
            return Path.of(Kernel.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static JavaFileObject source(String members) {
        return new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                String imports = IMPORTED.stream()
                        .map(name -> "import " + name + ".*;\n")
                        .collect(Collectors.joining());
                return imports + "class Sample {\n" + members + "\n}\n";
            }
        };
    }
}
