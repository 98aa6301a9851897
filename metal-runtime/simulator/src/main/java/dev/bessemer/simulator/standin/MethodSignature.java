package dev.bessemer.simulator.standin;

/**
 * A method that the stand-in has.
 *
 * @param owner the class, or the protocol where Metal has one
 * @param ofClass whether it is a method of the class itself
 * @param selector its selector
 * @param encoding its type encoding with offsets, as {@code method_getTypeEncoding} gives it
 * @param since the oldest macOS that has it as 10000 * major + 100 * minor; 0 where all that Bessemer runs on do
 */
public record MethodSignature(String owner, boolean ofClass, String selector, String encoding, int since) {
    static MethodSignature parse(String line) {
        String[] parts = line.split("\t", -1);
        return new MethodSignature(parts[0], parts[1].equals("class"), parts[2], parts[3], Integer.parseInt(parts[4]));
    }
}
