/**
 * Metal source on its way to the C++ that clang takes.
 *
 * <p>clang preprocesses the file first, so that macros are gone and the Metal library's headers stay {@code #include} lines ({@link PreprocessedText}).
 * A light parser then finds what has to change and what a caller wants to know ({@link Outline}): functions and their parameters, kernels, variables at
 * program scope, function constants, threadgroup variables. A rewriter spells these for clang ({@link CheckRewriter}, {@link ExecutionRewriter}), token by
 * token, so that every place in its text leads back to one in the file ({@link SourceMap}).
 */
@NullMarked
package dev.bessemer.simulator.source;

import org.jspecify.annotations.NullMarked;
