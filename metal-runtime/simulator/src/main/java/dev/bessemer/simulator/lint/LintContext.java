package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.source.PreprocessedText;
import dev.bessemer.simulator.source.RewrittenText;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.source.Token;
import dev.bessemer.simulator.syntax.SyntaxLocation;
import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * What lints look at.
 *
 * @param text the preprocessed text
 * @param outline its outline
 * @param rewritten what was made of it for the check
 * @param checkedFile the name of the file that clang read that from
 * @param tree clang's syntax tree of it
 * @param version the declared language version as {@code __METAL_VERSION__} gives it, such as 320 for Metal 3.2
 * @param originals a file's line as it was written, by a place on it
 */
public record LintContext(
        PreprocessedText text,
        Outline outline,
        RewrittenText rewritten,
        String checkedFile,
        SyntaxNode tree,
        int version,
        Function<SourceMap.Place, Optional<String>> originals) {

    /** Where a token was written. */
    SourceMap.Place at(Token token) {
        return SourceMap.origin(text, token, originals);
    }

    /** Where token number {@code index} was written. */
    SourceMap.Place at(int index) {
        return at(text.tokens().get(index));
    }

    /** Whether a node is in the file, or in one that it includes with quotes; the Metal library and what the rewriter appended are not. */
    boolean isInFile(SyntaxNode node) {
        return tokenAt(node).isPresent();
    }

    /** Where a node was written; empty where it was not written in the file. */
    Optional<SourceMap.Place> at(SyntaxNode node) {
        return tokenAt(node).map(this::at);
    }

    /** The index of the token at a node's place; empty where it was not written in the file. */
    Optional<Integer> tokenAt(SyntaxNode node) {
        SyntaxLocation location = node.location();
        return location.file().equals(checkedFile)
                ? rewritten.map().token(location.line(), location.column())
                : Optional.empty();
    }
}
