package dev.bessemer.runtime.objc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a method's call, read from its type encoding: {@code @@:Q} is a method that takes a 64-bit number and gives an object. Addresses (of
 * objects, classes, selectors and memory) travel as 64-bit numbers, which go the same way on every machine.
 *
 * @param result what it gives; empty where it gives nothing
 * @param arguments what it takes: the receiver, the selector, and the method's own
 */
public record Encoding(Optional<MemoryLayout> result, List<MemoryLayout> arguments) {
    /** Marks of Objective-C before a type, which say nothing about how it travels. */
    private static final String QUALIFIERS = "rnNoORVA";

    /** Copies the list. */
    public Encoding {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads an encoding, with or without the offsets that {@code method_getTypeEncoding} puts in.
     *
     * @throws IllegalArgumentException when it is none, or has a type that does not travel by value
     */
    public static Encoding parse(String text) {
        Reader reader = new Reader(text);
        Optional<MemoryLayout> result = reader.next();
        List<MemoryLayout> arguments = new ArrayList<>();
        while (!reader.atEnd()) {
            arguments.add(reader.next().orElseThrow(() -> reader.wrong("an argument is void")));
        }
        if (arguments.size() < 2) {
            throw reader.wrong("a method takes a receiver and a selector");
        }
        return new Encoding(result, arguments);
    }

    /** The shape as a function. */
    public FunctionDescriptor descriptor() {
        MemoryLayout[] all = arguments.toArray(MemoryLayout[]::new);
        return result.map(given -> FunctionDescriptor.of(given, all)).orElseGet(() -> FunctionDescriptor.ofVoid(all));
    }

    /** A place in an encoding. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at == text.length();
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("type encoding '" + text + "' at " + at + ": " + what);
        }

        /** The next type and the offset behind it; empty for void. */
        Optional<MemoryLayout> next() {
            while (!atEnd() && QUALIFIERS.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (atEnd()) {
                throw wrong("a type is missing");
            }
            Optional<MemoryLayout> type = type(text.charAt(at++));
            while (!atEnd() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return type;
        }

        private Optional<MemoryLayout> type(char code) {
            return switch (code) {
                case 'v' -> Optional.empty();
                case '@' -> object();
                case '#', ':', '*', 'q', 'Q', 'l', 'L' -> Optional.of(ValueLayout.JAVA_LONG);
                case '^' -> pointer();
                case 'i', 'I' -> Optional.of(ValueLayout.JAVA_INT);
                case 's', 'S' -> Optional.of(ValueLayout.JAVA_SHORT);
                case 'c', 'C' -> Optional.of(ValueLayout.JAVA_BYTE);
                case 'B' -> Optional.of(ValueLayout.JAVA_BOOLEAN);
                case 'f' -> Optional.of(ValueLayout.JAVA_FLOAT);
                case 'd' -> Optional.of(ValueLayout.JAVA_DOUBLE);
                case '{' -> Optional.of(struct());
                default -> throw wrong("'" + code + "' is no type that is passed");
            };
        }

        /** An object, a block ({@code @?}), or an object of a named class. */
        private Optional<MemoryLayout> object() {
            if (!atEnd() && text.charAt(at) == '?') {
                at++;
            } else if (!atEnd() && text.charAt(at) == '"') {
                at = after('"', at + 1);
            }
            return Optional.of(ValueLayout.JAVA_LONG);
        }

        private Optional<MemoryLayout> pointer() {
            if (!atEnd() && text.charAt(at) == '?') {
                at++;
            } else {
                var _ = next();
            }
            return Optional.of(ValueLayout.JAVA_LONG);
        }

        private MemoryLayout struct() {
            at = after('=', at);
            List<MemoryLayout> fields = new ArrayList<>();
            while (!atEnd() && text.charAt(at) != '}') {
                fields.add(next().orElseThrow(() -> wrong("a field is void")));
            }
            at = after('}', at);
            return padded(fields);
        }

        /** Fields of one width need no padding, and Metal's structs have no others. */
        private MemoryLayout padded(List<MemoryLayout> fields) {
            if (fields.stream().map(MemoryLayout::byteAlignment).distinct().count() != 1) {
                throw wrong("a struct's fields differ in alignment");
            }
            return MemoryLayout.structLayout(fields.toArray(MemoryLayout[]::new));
        }

        private int after(char mark, int from) {
            int found = text.indexOf(mark, from);
            if (found < 0) {
                throw wrong("'" + mark + "' is missing");
            }
            return found + 1;
        }
    }
}
