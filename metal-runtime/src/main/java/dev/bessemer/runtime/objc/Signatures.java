package dev.bessemer.runtime.objc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The methods that are known, from the table {@code methods.tsv}. */
public final class Signatures {
    private static final String FILE = "methods.tsv";
    private static final List<Signature> ALL = read();
    private static final Map<String, Signature> BY_NAME = new HashMap<>();
    private static final Map<String, Signature> BY_SELECTOR = new HashMap<>();

    static {
        for (Signature method : ALL) {
            BY_NAME.put(method.owner() + " " + method.selector(), method);
        }
        for (Signature method : ALL) {
            BY_SELECTOR.merge(method.selector(), method, Signatures::sameShape);
        }
        BY_SELECTOR.values().removeIf(method -> method.encoding().isEmpty());
    }

    private Signatures() {}

    /** One of two methods of the same shape; where they differ, one without a shape. */
    private static Signature sameShape(Signature left, Signature right) {
        boolean same = left.encoding().equals(right.encoding()) && left.owned() == right.owned();
        return same
                ? left
                : new Signature(left.framework(), left.owner(), left.ofClass(), left.selector(), "", 0, false);
    }

    /** All of them. */
    public static List<Signature> all() {
        return ALL;
    }

    /**
     * The method of a class or protocol.
     *
     * @throws IllegalArgumentException when the table has none of this name
     */
    public static Signature of(String owner, String selector) {
        return known(BY_NAME.get(owner + " " + selector), owner + " " + selector);
    }

    /**
     * The method of a name, whoever has it.
     *
     * @throws IllegalArgumentException when the table has none of this name, or some of different shapes
     */
    public static Signature of(String selector) {
        return known(BY_SELECTOR.get(selector), selector);
    }

    private static Signature known(@Nullable Signature method, String name) {
        if (method == null) {
            throw new IllegalArgumentException(FILE + " has no one method '" + name + "': add its signature");
        }
        return method;
    }

    private static List<Signature> read() {
        try (InputStream file = Objects.requireNonNull(Signatures.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Signature::parse)
                    .toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
