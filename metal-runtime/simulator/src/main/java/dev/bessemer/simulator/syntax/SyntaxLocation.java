package dev.bessemer.simulator.syntax;

/**
 * A place in a file that clang read.
 *
 * @param file the file's name; empty where the place is nowhere
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record SyntaxLocation(String file, int line, int column) {
    /** The place of what is nowhere. */
    public static final SyntaxLocation NOWHERE = new SyntaxLocation("", 0, 0);
}
