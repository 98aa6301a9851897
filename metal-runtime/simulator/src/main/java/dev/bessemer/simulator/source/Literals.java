package dev.bessemer.simulator.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metal's floating-point literals: without a suffix they are {@code float}, and there are suffixes for {@code half} and {@code bfloat}. */
public final class Literals {
    private static final Pattern FLOATING = Pattern.compile(
            "(?<digits>(?:[0-9][0-9']*\\.[0-9']*|\\.[0-9][0-9']*|[0-9][0-9']*(?=[eE]))(?:[eE][+-]?[0-9]+)?"
                    + "|0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][+-]?[0-9]+)(?<suffix>[A-Za-z0-9]*)");

    private Literals() {}

    /** How C++ spells a number. */
    static String translate(String number) {
        Matcher matcher = FLOATING.matcher(number);
        if (!matcher.matches()) {
            return number;
        }
        String digits = matcher.group("digits");
        return switch (matcher.group("suffix")) {
            case "" -> digits + "f";
            case "h", "H" -> "half(" + digits + "f16)";
            case "bf", "BF" -> "bfloat(" + digits + "f)";
            default -> number;
        };
    }

    /** Whether a number has the suffix of {@code long double}, which Metal has not. */
    public static boolean isLongDouble(String number) {
        Matcher matcher = FLOATING.matcher(number);
        return matcher.matches() && matcher.group("suffix").equalsIgnoreCase("l");
    }
}
