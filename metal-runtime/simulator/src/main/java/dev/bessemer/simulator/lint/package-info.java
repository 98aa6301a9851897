/**
 * What Metal forbids and clang lets pass, one class a rule or a table of rules.
 *
 * <p>{@link dev.bessemer.simulator.lint.Lints} lists them. A lint sees the preprocessed text with its outline and clang's syntax tree of what the check made of it, and
 * reports findings at places in the file that somebody wrote.
 */
@NullMarked
package dev.bessemer.simulator.lint;

import org.jspecify.annotations.NullMarked;
