package dev.bessemer.simulator.source;

/**
 * C++ for clang, made of Metal source.
 *
 * @param text the text
 * @param map where its places come from
 */
public record RewrittenText(String text, SourceMap map) {}
