package dev.bessemer.bench;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.ir.ScalarType;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.ToolProvider;

/** A generated kernel of so many lines in one method: arithmetic on four variables, branches, loops and stores. */
final class LongKernel {
    private static final String NAME = "LongKernel";
    private static final String DESCRIPTOR = "(Ldev/bessemer/types/IntArray;)V";
    private static final ParameterKind ARRAY = new ParameterKind.Array(ScalarType.I32);

    private final ClassLoader loader;

    private LongKernel(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Writes the kernel and compiles it with javac.
     *
     * @param folder where source and class file go
     * @throws IllegalStateException if javac refuses it
     */
    static LongKernel write(Path folder, int lines) throws IOException {
        Path source = folder.resolve(NAME + ".java");
        Files.writeString(source, source(lines));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        if (status != 0) {
            throw new IllegalStateException("javac ended with status " + status);
        }
        return new LongKernel(loader(folder));
    }

    private static ClassLoader loader(Path folder) throws MalformedURLException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, LongKernel.class.getClassLoader());
    }

    /** The class, whose method {@code run} takes an IntArray. */
    Class<?> type() throws ClassNotFoundException {
        return loader.loadClass(NAME);
    }

    /** From the class file to a loaded class for the CPU, past all caches. */
    CompiledKernel compile(Path emptyCache) {
        return new KernelCompiler(emptyCache)
                .compile(
                        new KernelReference(loader, NAME, "run", DESCRIPTOR),
                        List.of(ARRAY),
                        Map.of(),
                        CompileOptions.of(CompileOptions.Target.CPU));
    }

    private static String source(int lines) {
        StringBuilder text = new StringBuilder("""
                import dev.bessemer.annotations.Kernel;
                import dev.bessemer.annotations.Parallel;
                import dev.bessemer.types.IntArray;
                public class LongKernel {
                    @Kernel
                    public static void run(IntArray out) {
                        for (@Parallel int i = 0; i < out.getSize(); i++) {
                            int a = i, b = 2, c = 3, d = 5;
                """);
        Random random = new Random(20261123);
        for (int line = 0; line < lines; ) {
            String statement = statement(random);
            text.append(statement);
            line += (int) statement.lines().count();
        }
        return text + "out.set(i, a ^ b ^ c ^ d);\n}\n}\n}\n";
    }

    private static String statement(Random random) {
        String x = variable(random);
        String y = variable(random);
        String z = variable(random);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> x + " = " + y + " * 3 + " + z + ";\n";
            case 3 -> "out.set(i, " + x + ");\n";
            case 4 -> "if (" + x + " > " + y + ") {\n" + z + " = " + x + " - " + y + ";\n}\n";
            case 5 -> "if (" + x + " > 9 && " + y + " < " + z + " || " + z + " == 4) {\n" + x + " -= " + y + ";\n}\n";
            case 6 -> "for (int j = 0; j < 5; j++) {\n" + x + " += " + y + " ^ j;\n}\n";
            default ->
                "if (" + x + " < " + y + ") {\n" + z + " = " + x + ";\n} else {\n" + z + " = " + y + " + 1;\n}\n";
        };
    }

    private static String variable(Random random) {
        return String.valueOf("abcd".charAt(random.nextInt(4)));
    }
}
