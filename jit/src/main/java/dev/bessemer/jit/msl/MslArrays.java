package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arrays of a kernel and the source files of its lines, numbered as the fault record numbers them. */
final class MslArrays {
    static final String SIZES = "sizes";
    static final String FAULT = "fault";

    private static final int FILE_SHIFT = 16;

    private final Map<Value, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private boolean usesSizes;
    private boolean usesFault;

    MslArrays(Function kernel) {
        files.add(kernel.location().file());
    }

    /** Takes an array in: its name in the text. */
    void add(Value array, String name) {
        numbers.put(array, names.size());
        names.add(name);
    }

    /** The number under which faults of an array of arrays are recorded, whose elements lie in another array. */
    int numberOfRows(String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            number = names.size();
            names.add(name);
        }
        return number;
    }

    String name(Value array) {
        return names.get(number(array));
    }

    int number(Value array) {
        return Objects.requireNonNull(numbers.get(array), () -> array + " is no array of the kernel");
    }

    List<String> names() {
        return names;
    }

    List<String> files() {
        return files;
    }

    /** The number of elements of an array, as a long. */
    Expression size(Value array) {
        int length = array.array().length();
        if (length != ArrayType.UNKNOWN) {
            return Expression.atom(Integer.toString(length));
        }
        usesSizes = true;
        return Expression.atom(SIZES + "[" + number(array) + "]");
    }

    /** A line as the fault record holds it. */
    String line(Location location) {
        if (!files.contains(location.file())) {
            files.add(location.file());
        }
        usesFault = true;
        return Integer.toString((files.indexOf(location.file()) << FILE_SHIFT) | location.line());
    }

    boolean usesSizes() {
        return usesSizes;
    }

    boolean usesFault() {
        return usesFault;
    }
}
