package dev.bessemer.simulator;

import dev.bessemer.simulator.toolchain.Subprocess;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What clang said about a text, as a file of the cache: its status, then its output and its errors, each with its length. */
final class CheckResult {
    private CheckResult() {}

    static void write(Subprocess.Result result, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(result.status());
            writeText(out, result.output());
            writeText(out, result.errors());
        }
    }

    static Subprocess.Result read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            return new Subprocess.Result(in.readInt(), readText(in), readText(in));
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
