package dev.bessemer.runtime.objc;

/**
 * What is known of a method.
 *
 * @param framework where it comes from
 * @param owner the class or protocol that declares it
 * @param ofClass whether it is a method of the class itself
 * @param selector its name
 * @param encoding its type encoding on arm64, without offsets
 * @param since the first macOS that has it as 100 * major + minor, such as 1303; 0 where it was always there
 * @param owned whether it hands its result over, so that the caller releases it
 */
public record Signature(
        String framework, String owner, boolean ofClass, String selector, String encoding, int since, boolean owned) {

    /** A line of the table. */
    static Signature parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 7) {
            throw new IllegalStateException("a method's line has " + parts.length + " columns: " + line);
        }
        return new Signature(
                parts[0],
                parts[1],
                parts[2].equals("class"),
                parts[3],
                parts[4],
                version(parts[5]),
                parts[6].equals("owned"));
    }

    private static int version(String text) {
        if (text.equals("-")) {
            return 0;
        }
        String[] parts = text.split("\\.", -1);
        return 100 * Integer.parseInt(parts[0]) + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }

    /** As Objective-C writes it: {@code -[MTLDevice newCommandQueue]}. */
    @Override
    public String toString() {
        return (ofClass ? "+[" : "-[") + owner + " " + selector + "]";
    }
}
