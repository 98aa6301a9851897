package dev.bessemer.jit.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives another loader's class files and static fields, and keeps the fingerprint of each that was read. */
public final class RecordingClassLoader extends ClassLoader {
    private static final String SUFFIX = ".class";

    /** Stands before a field's name; no name in a class file has it. */
    private static final char FIELD = ';';

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

    /**
     * The value of a static final field.
     *
     * @param owner the class's internal name
     */
    public Object staticField(String owner, String name) throws UnreadableFieldException {
        Object value = StaticField.read(getParent(), owner, name);
        read.put(owner + FIELD + name, Fingerprint.of(StaticField.text(value)));
        return value;
    }

    /** The value of a final field of an enum constant. */
    public Object enumField(String owner, String constant, String name) throws UnreadableFieldException {
        Object value = StaticField.read(StaticField.read(getParent(), owner, constant), name);
        read.put(owner + FIELD + constant + FIELD + name, Fingerprint.of(StaticField.text(value)));
        return value;
    }

    /** Fingerprints of what was read so far: class files by internal name, and static fields. */
    public Map<String, String> classes() {
        return Map.copyOf(read);
    }

    /** Those among fingerprints of what was read that are static fields'. */
    public static Map<String, String> fields(Map<String, String> read) {
        Map<String, String> fields = new TreeMap<>(read);
        fields.keySet().removeIf(key -> key.indexOf(FIELD) < 0);
        return Map.copyOf(fields);
    }

    /** A class file's bytes; null where the loader has none of this internal name. */
    public static byte @Nullable [] classFile(ClassLoader loader, String internalName) {
        return bytes(loader, internalName + SUFFIX);
    }

    /** Whether a loader still has the class files and static fields of these fingerprints. */
    public static boolean agrees(ClassLoader loader, Map<String, String> classes) {
        for (Map.Entry<String, String> known : classes.entrySet()) {
            if (!known.getValue().equals(fingerprint(loader, known.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String fingerprint(ClassLoader loader, String key) {
        int end = key.indexOf(FIELD);
        if (end < 0) {
            byte[] bytes = classFile(loader, key);
            return bytes == null ? null : Fingerprint.of(bytes);
        }
        try {
            int next = key.indexOf(FIELD, end + 1);
            Object value = StaticField.read(
                    loader, key.substring(0, end), key.substring(end + 1, next < 0 ? key.length() : next));
            return Fingerprint.of(
                    StaticField.text(next < 0 ? value : StaticField.read(value, key.substring(next + 1))));
        } catch (UnreadableFieldException changed) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
