package dev.bessemer.runtime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as a user writes them: {@code 512MB}. Units are powers of 1024. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(B|KB|MB|GB|TB)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "BKMGT";

    private ByteSize() {}

    /**
     * The number of bytes, at least 1.
     *
     * @param what what a message calls it
     * @throws IllegalArgumentException when the text is no such amount
     */
    static long parse(String what, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is no amount of memory: write a whole number and one of B, KB, MB, GB"
                            + " and TB, as in \"512MB\"");
        }
        long number = Long.parseLong(matcher.group(1));
        int unit = UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT).charAt(0));
        if (number == 0 || number > (Long.MAX_VALUE >> (10 * unit))) {
            throw new IllegalArgumentException(what + " '" + text + "' is not between 1 byte and 2^63-1 bytes");
        }
        return number << (10 * unit);
    }

    /** An amount as a user would write it, exactly. */
    static String text(long bytes) {
        int unit = bytes == 0 ? 0 : Math.min(UNITS.length() - 1, Long.numberOfTrailingZeros(bytes) / 10);
        return (bytes >> (10 * unit)) + (unit == 0 ? "B" : UNITS.charAt(unit) + "B");
    }
}
