package dev.bessemer.runtime;

/** Writes JSON objects, a field a line. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean first = true;

    /** Begins an object, the value of a field but for the outermost. */
    void open(String name) {
        if (depth > 0) {
            key(name);
        }
        text.append('{');
        depth++;
        first = true;
    }

    void field(String name, long value) {
        key(name);
        text.append(value);
    }

    void field(String name, String value) {
        key(name);
        quote(value);
    }

    void close() {
        depth--;
        newLine();
        text.append('}');
        first = false;
    }

    private void key(String name) {
        text.append(first ? "" : ",");
        first = false;
        newLine();
        quote(name);
        text.append(": ");
    }

    private void newLine() {
        text.append('\n').append("  ".repeat(depth));
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
