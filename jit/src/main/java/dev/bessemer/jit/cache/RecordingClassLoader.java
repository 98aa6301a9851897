package dev.bessemer.jit.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives another loader's class files and keeps the fingerprint of each that was read. */
public final class RecordingClassLoader extends ClassLoader {
    private static final String SUFFIX = ".class";

    private final Map<String, String> read = new TreeMap<>();

    /** @param source where the class files come from */
    public RecordingClassLoader(ClassLoader source) {
        super(source);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = bytes(getParent(), name);
        if (bytes == null) {
            return null;
        }
        if (name.endsWith(SUFFIX)) {
            read.put(name.substring(0, name.length() - SUFFIX.length()), Fingerprint.of(bytes));
        }
        return new ByteArrayInputStream(bytes);
    }

    /** Fingerprints of the class files read so far, by internal name. */
    public Map<String, String> classes() {
        return Map.copyOf(read);
    }

    /** A class file's bytes; null where the loader has none of this internal name. */
    public static byte @Nullable [] classFile(ClassLoader loader, String internalName) {
        return bytes(loader, internalName + SUFFIX);
    }

    /** Whether a loader still has the class files of these fingerprints. */
    public static boolean agrees(ClassLoader loader, Map<String, String> classes) {
        return classes.entrySet().stream().allMatch(known -> {
            byte[] bytes = classFile(loader, known.getKey());
            return bytes != null && Fingerprint.of(bytes).equals(known.getValue());
        });
    }

    private static byte @Nullable [] bytes(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
