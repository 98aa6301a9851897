package dev.bessemer.jit.diagnostic;

/**
 * Where in the source an op comes from.
 *
 * @param file the source file's simple name, as the class file gives it
 * @param line the line, or 0 when the class file has none
 */
public record Location(String file, int line) {
    /** An op no source line stands for. */
    public static final Location NONE = new Location("", 0);

    @Override
    public String toString() {
        if (file.isEmpty()) {
            return "unknown source";
        }
        return line > 0 ? file + ":" + line : file;
    }
}
