package dev.bessemer.simulator.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a buffer holds before a kernel runs, as the command line says it: {@code [TYPE:]WHAT}.
 *
 * <table>
 * <caption>What there is</caption>
 * <tr><td>{@code 1,2.5,-3}</td><td>these numbers</td></tr>
 * <tr><td>{@code zero*N}</td><td>N zeros</td></tr>
 * <tr><td>{@code iota*N}</td><td>0, 1, 2, to N - 1</td></tr>
 * <tr><td>{@code random*N}</td><td>N numbers in [-1, 1), or 0 to 99 for integers, always the same</td></tr>
 * <tr><td>{@code empty*N}</td><td>memory that nobody has written: reading it is a fault</td></tr>
 * <tr><td>{@code @FILE}</td><td>the bytes of a file</td></tr>
 * </table>
 *
 * @param type the type of the numbers
 * @param what which numbers
 */
record BufferPattern(Optional<ElementType> type, String what) {
    private static final long SEED = 20261122;
    private static final int LARGEST_RANDOM_INTEGER = 100;

    /** Reads a pattern. */
    static BufferPattern parse(String text) {
        int colon = text.indexOf(':');
        Optional<ElementType> type = colon < 0 ? Optional.empty() : ElementType.named(text.substring(0, colon));
        return type.isPresent() ? new BufferPattern(type, text.substring(colon + 1)) : new BufferPattern(type, text);
    }

    /** Whether reading the memory before it is written is a fault. */
    boolean isEmpty() {
        return what.startsWith("empty*");
    }

    /**
     * The bytes.
     *
     * @param numbers the type of the numbers, which the pattern names or the kernel's parameter has
     * @throws IllegalArgumentException where the pattern makes no sense
     */
    byte[] bytes(Optional<ElementType> numbers) throws IOException {
        if (what.startsWith("@")) {
            return Files.readAllBytes(Path.of(what.substring(1)));
        }
        ElementType known = numbers.orElseThrow(() -> new IllegalArgumentException(
                "'" + what + "' needs a type in front of it, such as f32: or u8:, for a buffer of structures"));
        int star = what.indexOf('*');
        return star < 0 ? listed(known) : repeated(known, what.substring(0, star), count(what.substring(star + 1)));
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no number of elements: " + text, e);
        }
        throw new IllegalArgumentException("no number of elements: " + text);
    }

    private byte[] listed(ElementType numbers) {
        String[] parts = what.split(",", -1);
        byte[] bytes = new byte[Math.multiplyExact(numbers.bytes(), parts.length)];
        ByteBuffer buffer = littleEndian(bytes);
        for (String part : parts) {
            try {
                numbers.put(buffer, Double.parseDouble(part));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no number and no pattern: " + part, e);
            }
        }
        return bytes;
    }

    private static byte[] repeated(ElementType numbers, String pattern, int count) {
        byte[] bytes = new byte[Math.multiplyExact(numbers.bytes(), count)];
        ByteBuffer buffer = littleEndian(bytes);
        SplittableRandom random = new SplittableRandom(SEED);
        boolean floating = numbers.name().contains("F");
        for (int i = 0; i < count; i++) {
            numbers.put(
                    buffer,
                    switch (pattern) {
                        case "zero", "empty" -> 0;
                        case "iota" -> i;
                        case "random" -> floating ? random.nextDouble(-1, 1) : random.nextInt(LARGEST_RANDOM_INTEGER);
                        default -> throw new IllegalArgumentException("there is no pattern '" + pattern + "'");
                    });
        }
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
