package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.cache.RecordingClassLoader;
import dev.bessemer.jit.cache.StaticField;
import dev.bessemer.jit.cache.UnreadableFieldException;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The class files a class loader sees, each read once. */
final class ClassFiles {
    private final ClassLoader loader;
    private final Diagnostics diagnostics;
    private final Map<String, Optional<ClassNode>> classes = new HashMap<>();

    private final Map<String, Optional<RecordType>> records = new HashMap<>();
    private final Map<String, Optional<EnumType>> enums = new HashMap<>();

    /** @param diagnostics receives what is wrong with a class file */
    ClassFiles(ClassLoader loader, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
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

        @Override
        public boolean equals(Object other) {
            return other instanceof Method method && method.node.equals(node);
        }

        @Override
        public int hashCode() {
            return node.hashCode();
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

    /** A method as a call on an object of a class finds it: in the class or above it, else a default method of an interface. */
    @Nullable
    Method virtualMethod(String owner, String name, String descriptor) {
        Method declared = method(owner, name, descriptor);
        if (declared != null && !declared.has(Opcodes.ACC_ABSTRACT)) {
            return declared;
        }
        for (ClassNode in = find(owner); in != null; in = in.superName == null ? null : find(in.superName)) {
            for (String above : in.interfaces) {
                Method inherited = virtualMethod(above, name, descriptor);
                if (inherited != null) {
                    return inherited;
                }
            }
        }
        return null;
    }

    /** Whether a class is another one, or extends or implements it. */
    boolean isSubtype(String name, String of) {
        if (name.equals(of) || of.equals("java/lang/Object")) {
            return true;
        }
        ClassNode node = find(name);
        if (node == null) {
            return false;
        }
        boolean above = node.superName != null && isSubtype(node.superName, of);
        for (int i = 0; !above && i < node.interfaces.size(); i++) {
            above = isSubtype(node.interfaces.get(i), of);
        }
        return above;
    }

    /** The record class of an internal name; null where it is none. */
    @Nullable
    RecordType recordType(String name) {
        return records.computeIfAbsent(name, this::readRecord).orElse(null);
    }

    private Optional<RecordType> readRecord(String name) {
        ClassNode node = isLibrary(name) ? null : find(name);
        return node == null || !"java/lang/Record".equals(node.superName)
                ? Optional.empty()
                : Optional.of(RecordType.of(node));
    }

    /** The enum class of an internal name; null where it is none. */
    @Nullable
    EnumType enumType(String name) {
        return enums.computeIfAbsent(name, this::readEnum).orElse(null);
    }

    private Optional<EnumType> readEnum(String name) {
        ClassNode node = isLibrary(name) ? null : find(name);
        return node == null || !"java/lang/Enum".equals(node.superName)
                ? Optional.empty()
                : Optional.of(EnumType.of(node));
    }

    /** Classes whose objects are never plain data of a kernel's author; spares reading their class files. */
    private static boolean isLibrary(String name) {
        return name.startsWith("java/") || (ApiTypes.isApi(name) && !ApiTypes.isComposed(name));
    }

    /**
     * The value of a static final field.
     *
     * @throws UnreadableFieldException with what stands in the way
     */
    Object staticField(String owner, String name) throws UnreadableFieldException {
        return loader instanceof RecordingClassLoader recording
                ? recording.staticField(owner, name)
                : StaticField.read(loader, owner, name);
    }

    /** The value of a final field of an enum constant. */
    Object enumField(String owner, String constant, String name) throws UnreadableFieldException {
        return loader instanceof RecordingClassLoader recording
                ? recording.enumField(owner, constant, name)
                : StaticField.read(StaticField.read(loader, owner, constant), name);
    }

    private Optional<ClassNode> read(String name) {
        try (InputStream bytes = loader.getResourceAsStream(name + ".class")) {
            if (bytes == null) {
                return Optional.empty();
            }
            return parse(name, bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class file of " + name, e);
        }
    }

    private Optional<ClassNode> parse(String name, byte[] bytes) {
        ClassNode node = new ClassNode();
        try {
            new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
            return Optional.of(node);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            int version = bytes.length < 8 ? 0 : ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF);
            diagnostics.error(Location.NONE, Refusal.CLASS_FILE, simpleName(name), version);
            return Optional.empty();
        }
    }

    /** The name without package and enclosing classes' packages: {@code a/b/C$D} is {@code C.D}. */
    static String simpleName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
