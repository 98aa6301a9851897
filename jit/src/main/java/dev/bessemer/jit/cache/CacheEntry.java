package dev.bessemer.jit.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the disk cache holds under one key. */
public final class CacheEntry {
    private final String signature;
    private final Map<String, String> classes;
    private final byte[] payload;

    /**
     * @param signature the text that the key was made from
     * @param classes fingerprints of all class files and static fields read while compiling
     * @param payload the compiled kernel
     */
    public CacheEntry(String signature, Map<String, String> classes, byte[] payload) {
        this.signature = signature;
        this.classes = Map.copyOf(classes);
        this.payload = payload.clone();
    }

    /** The text that the key was made from. */
    public String signature() {
        return signature;
    }

    /** Fingerprints of all class files and static fields read while compiling. */
    public Map<String, String> classes() {
        return classes;
    }

    /** The compiled kernel. */
    public byte[] payload() {
        return payload.clone();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(signature);
            out.writeInt(classes.size());
            for (Map.Entry<String, String> read : classes.entrySet()) {
                out.writeUTF(read.getKey());
                out.writeUTF(read.getValue());
            }
            out.writeInt(payload.length);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CacheEntry fromBytes(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String signature = in.readUTF();
            Map<String, String> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), in.readUTF());
            }
            byte[] payload = in.readNBytes(in.readInt());
            return new CacheEntry(signature, classes, payload);
        }
    }
}
