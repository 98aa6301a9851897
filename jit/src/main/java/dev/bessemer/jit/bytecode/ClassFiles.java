package dev.bessemer.jit.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The class files a class loader sees, each read once. */
final class ClassFiles {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassNode>> classes = new HashMap<>();

    ClassFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /** A method and the class that declares it. */
    record Method(ClassNode owner, MethodNode node) {
        /** The name a message gives it: {@code Class.method}. */
        String display() {
            return simpleName(owner.name) + "." + node.name;
        }

        boolean has(int access) {
            return (node.access & access) != 0;
        }
    }

    /** A class by its internal name; null where the loader has none. */
    @Nullable
    ClassNode find(String name) {
        return classes.computeIfAbsent(name, this::read).orElse(null);
    }

    /** A method as a static call resolves it, in the class or the nearest superclass that declares it. */
    @Nullable
    Method method(String owner, String name, String descriptor) {
        for (ClassNode in = find(owner); in != null; in = in.superName == null ? null : find(in.superName)) {
            for (MethodNode method : in.methods) {
                if (method.name.equals(name) && method.desc.equals(descriptor)) {
                    return new Method(in, method);
                }
            }
        }
        return null;
    }

    private Optional<ClassNode> read(String name) {
        try (InputStream bytes = loader.getResourceAsStream(name + ".class")) {
            if (bytes == null) {
                return Optional.empty();
            }
            ClassNode node = new ClassNode();
            new ClassReader(bytes.readAllBytes()).accept(node, ClassReader.SKIP_FRAMES);
            return Optional.of(node);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of " + name, e);
        }
    }

    /** The name without package and enclosing classes' packages: {@code a/b/C$D} is {@code C.D}. */
    static String simpleName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
