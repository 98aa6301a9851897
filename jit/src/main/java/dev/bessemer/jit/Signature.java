package dev.bessemer.jit;

import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.cache.Fingerprint;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.jvm.PanelSupport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a compiled kernel is cached by. The classes of callees are no part of it: which ones there are is known only once the kernel was
 * read, so that a cache entry lists them.
 *
 * @param text everything that the compiled code depends on, in a fixed form
 */
public record Signature(String text) {
    /**
     * The signature of a kernel.
     *
     * @param owner the bytes of the class file that declares it
     */
    static Signature of(
            KernelReference kernel,
            byte[] owner,
            List<ParameterKind> kinds,
            Map<Integer, Object> constants,
            CompileOptions options) {
        StringBuilder text = new StringBuilder();
        text.append("compiler ").append(CompilerVersion.text()).append('\n');
        text.append("kernel ").append(kernel.owner()).append('.').append(kernel.name());
        text.append(kernel.descriptor()).append('\n');
        text.append("class ").append(Fingerprint.of(owner)).append('\n');
        text.append("parameters");
        kinds.forEach(kind -> describe(kind, text));
        text.append('\n');
        new TreeMap<>(constants)
                .forEach((position, value) -> text.append("constant ")
                        .append(position)
                        .append(' ')
                        .append(value.getClass().getSimpleName())
                        .append(' ')
                        .append(exact(value))
                        .append('\n'));
        text.append("target ").append(options.target());
        text.append(" checks ").append(options.boundsChecks());
        text.append(" lowering ").append(options.lowering());
        text.append(" vectors ").append(options.vectorApi());
        text.append(" threadgroup ").append(options.threadgroup()).append('\n');
        if (options.target() == CompileOptions.Target.CPU) {
            text.append("runtime ")
                    .append(System.getProperty("java.runtime.version"))
                    .append(' ')
                    .append(PanelSupport.lanes());
        }
        return new Signature(text.toString());
    }

    private static void describe(ParameterKind kind, StringBuilder text) {
        switch (kind) {
            case ParameterKind.Context _ -> text.append(" context");
            case ParameterKind.Array(ScalarType element) ->
                text.append(" array ").append(element);
            case ParameterKind.Scalar(ScalarType type) -> text.append(' ').append(type);
            case ParameterKind.Composed(List<ParameterKind> components) -> {
                text.append(" (");
                components.forEach(component -> describe(component, text));
                text.append(" )");
            }
        }
    }

    /** A name for the signature that a file can have. */
    public String key() {
        return Fingerprint.of(text);
    }

    private static Object exact(Object constant) {
        return constant instanceof Float number ? Float.floatToRawIntBits(number) : constant;
    }
}
