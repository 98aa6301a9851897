package dev.bessemer.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(3);

    private Numbers() {}

    /** Three digits that count, and never an exponent. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return "?";
        }
        return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** A size, whole where it is one. */
    static String size(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : text(number);
    }

    /** A coordinate. */
    static String at(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
