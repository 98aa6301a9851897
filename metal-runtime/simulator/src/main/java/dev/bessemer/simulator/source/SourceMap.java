package dev.bessemer.simulator.source;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Leads from places in rewritten text back to the file that somebody wrote. */
public final class SourceMap {
    /**
     * A place in a file.
     *
     * @param file the file's name
     * @param line the line, from 1
     * @param column the column, from 1
     */
    public record Place(String file, int line, int column) {}

    /**
     * A token of a rewritten line.
     *
     * @param column where it begins in the rewritten line, from 0
     * @param token the index of the token in the preprocessed text
     */
    record Piece(int column, int token) {}

    /**
     * A line of the rewritten text.
     *
     * @param origin the preprocessed line it was made from
     * @param pieces its tokens
     */
    record Line(PreprocessedText.Line origin, List<Piece> pieces) {
        Line {
            pieces = List.copyOf(pieces);
        }
    }

    private final List<Line> lines;

    SourceMap(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * The token of the preprocessed text that a place comes from, by its index; empty for what the rewriter appended and for lines without tokens.
     *
     * @param line the line in the rewritten text, from 1
     * @param column the column there, from 1
     */
    public Optional<Integer> token(int line, int column) {
        if (line < 1 || line > lines.size()) {
            return Optional.empty();
        }
        Optional<Integer> token = Optional.empty();
        for (Piece piece : lines.get(line - 1).pieces()) {
            if (piece.column() < column || token.isEmpty()) {
                token = Optional.of(piece.token());
            }
        }
        return token;
    }

    /** The file and line that a line of the rewritten text comes from; empty for what the rewriter appended. */
    public Optional<Place> line(int line) {
        if (line < 1 || line > lines.size()) {
            return Optional.empty();
        }
        PreprocessedText.Line origin = lines.get(line - 1).origin();
        return Optional.of(new Place(origin.file(), origin.number(), 0));
    }

    /**
     * Where a token of the preprocessed text comes from.
     *
     * @param originals a file's line as it was written, by a place on it; columns in it are what is looked for
     */
    public static Place origin(PreprocessedText text, Token token, Function<Place, Optional<String>> originals) {
        int index = Tokenizer.tokenize(text.lineOf(token).text().substring(0, token.column()))
                .size();
        return place(text.lineOf(token), index, originals);
    }

    private static Place place(PreprocessedText.Line line, int token, Function<Place, Optional<String>> originals) {
        Place start = new Place(line.file(), line.number(), 1);
        int column = originals
                .apply(start)
                .map(written ->
                        TokenAlignment.column(Tokenizer.tokenize(line.text()), token, Tokenizer.tokenize(written)))
                .orElse(1);
        return new Place(line.file(), line.number(), column);
    }
}
