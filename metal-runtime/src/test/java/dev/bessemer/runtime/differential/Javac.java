package dev.bessemer.runtime.differential;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.runtime.TaskGraph;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles generated programs in memory, several at a time. */
final class Javac implements AutoCloseable {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    private final List<String> options = List.of("-proc:none", "-g", "-nowarn", "-cp", classPath());

    /** What a generated class has compiled to, before it is loaded. */
    static final class Classes extends ClassLoader {
        private final Map<String, byte[]> bytes = new HashMap<>();

        private Classes() {
            super(Javac.class.getClassLoader());
        }

        /** An object of a program's class. */
        GeneratedKernel kernel(Program program) {
            try {
                return (GeneratedKernel) loadClass("generated." + program.className())
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("a generated class is not as it is written", impossible);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] found = bytes.get(name);
            if (found == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, found, 0, found.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            byte[] found = bytes.get(name.replace('/', '.').replaceAll("\\.class$", ""));
            return found == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(found);
        }
    }

    /**
     * Compiles programs.
     *
     * @throws IllegalArgumentException with javac's errors
     */
    Classes compile(List<Program> programs) {
        return compileSources(programs.stream().map(Source::new).toList());
    }

    /** Compiles a program as it was written once. */
    Classes compile(Reproducer reproducer) {
        return compileSources(List.of(new Source(reproducer.program().className(), reproducer.source())));
    }

    private Classes compileSources(List<Source> sources) {
        Classes classes = new Classes();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        boolean good = compiler.getTask(null, new Output(files, classes), diagnostics, options, null, sources)
                .call();
        if (!good) {
            throw new IllegalArgumentException(diagnostics.getDiagnostics().stream()
                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                    .map(Object::toString)
                    .collect(Collectors.joining("\n")));
        }
        return classes;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static String classPath() {
        return Stream.of(Kernel.class, KernelCompiler.class, TaskGraph.class, GeneratedKernel.class)
                .map(Javac::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A program's source. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Program program) {
            this(program.className(), program.source());
        }

        Source(String className, String text) {
            super(URI.create("string:///generated/" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the class files that javac writes. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Classes classes;

        Output(JavaFileManager files, Classes classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.bytes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
