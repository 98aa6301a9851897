/**
 * Differential testing: generated kernels run as plain Java and on a device, and must leave the same bits in their arrays.
 *
 * <p>{@link dev.bessemer.runtime.differential.ProgramGenerator} makes a {@link dev.bessemer.runtime.differential.Program}, a tree of statements and
 * expressions that are text with holes; {@link dev.bessemer.runtime.differential.Javac} compiles its text in memory, and
 * {@link dev.bessemer.runtime.differential.Comparison} runs it both ways.
 */
@NullMarked
package dev.bessemer.runtime.differential;

import org.jspecify.annotations.NullMarked;
