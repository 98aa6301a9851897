package dev.bessemer.samples;

/**
 * An option of a sample.
 *
 * @param name with its dashes
 * @param value what stands after it, for the help; empty for a switch
 * @param fallback the value where it is not given
 * @param text what it is for
 */
record Option(String name, String value, String fallback, String text) {
    /** An option with a value. */
    static Option of(String name, String value, Object fallback, String text) {
        return new Option(name, value, String.valueOf(fallback), text);
    }

    /** An option without a value. */
    static Option flag(String name, String text) {
        return new Option(name, "", "false", text);
    }

    boolean isFlag() {
        return value.isEmpty();
    }

    /** A line of the help. */
    String help() {
        String shown = isFlag() ? name : name + " " + value;
        return String.format("  %-22s %s%s", shown, text, isFlag() ? "" : " (" + fallback + ")");
    }
}
