package dev.bessemer.runtime.differential;

import java.util.List;
import java.util.Locale;

/** The primitive types a kernel may use. */
enum JavaType {
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT;

    static final List<JavaType> ALL = List.of(values());
    static final List<JavaType> NUMERIC = List.of(BYTE, SHORT, CHAR, INT, LONG, FLOAT);
    static final List<JavaType> INTEGRAL = List.of(BYTE, SHORT, CHAR, INT, LONG);
    /** What unary numeric promotion makes an int. */
    static final List<JavaType> INTS = List.of(BYTE, SHORT, CHAR, INT);

    private static final List<String> FLOATS = List.of(
            "0f",
            "-0f",
            "1f",
            "-1f",
            "0.5f",
            "1.5f",
            "-2.5f",
            "3e9f",
            "-1e19f",
            "1e-3f",
            "16777217f",
            "Float.NaN",
            "Float.POSITIVE_INFINITY",
            "Float.NEGATIVE_INFINITY",
            "Float.MIN_VALUE",
            "Float.MAX_VALUE",
            "Float.MIN_NORMAL",
            "65504f",
            "0x1.fffffep-1f",
            "2147483648f",
            "9.2233720368547758E18f");

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isNumeric() {
        return this != BOOLEAN;
    }

    boolean isIntegral() {
        return isNumeric() && this != FLOAT;
    }

    /** Whether a value of this type may stand where another type is asked for, without a cast. */
    boolean widensTo(JavaType other) {
        if (this == other) {
            return true;
        }
        return isNumeric() && NUMERIC.indexOf(this) < NUMERIC.indexOf(other) && other != CHAR;
    }

    /** A literal, small or at an edge more often than not. */
    String literal(Dice dice) {
        return switch (this) {
            case BOOLEAN -> dice.of("true", "false");
            case BYTE -> "((byte) " + integer(dice, Byte.MIN_VALUE, Byte.MAX_VALUE) + ")";
            case SHORT -> "((short) " + integer(dice, Short.MIN_VALUE, Short.MAX_VALUE) + ")";
            case CHAR -> dice.oneIn(3) ? "'x'" : "((char) " + integer(dice, 0, Character.MAX_VALUE) + ")";
            case INT -> parenthesised(integer(dice, Integer.MIN_VALUE, Integer.MAX_VALUE) + "");
            case LONG -> parenthesised(integer(dice, Long.MIN_VALUE, Long.MAX_VALUE) + "L");
            case FLOAT -> floating(dice);
        };
    }

    private static String parenthesised(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    private static String floating(Dice dice) {
        String text = dice.oneIn(2) ? dice.pick(FLOATS) : dice.between(-100, 100) + "." + dice.below(100) + "f";
        return parenthesised(text);
    }

    private static long integer(Dice dice, long least, long most) {
        long number = switch (dice.below(6)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> dice.anyLong();
            case 3 -> 1L << dice.below(63);
            default -> dice.between(-9, 33);
        };
        boolean inRange = least <= number && number <= most;
        return inRange ? number : Math.floorMod(number, 100);
    }
}
