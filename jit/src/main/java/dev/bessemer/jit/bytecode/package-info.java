/**
 * From a class file to the tile IR: the operand stack becomes values, control flow becomes regions.
 *
 * <p>{@link dev.bessemer.jit.bytecode.Lifter} is the way in. A method is cut into blocks ({@code FlowGraph}); its blocks are executed on
 * operands, in reverse postorder, so that each instruction becomes ops ({@code MethodLift} and the instruction families); conditions that
 * only compute are merged ({@code ShortCircuits}); and the blocks become nested regions ({@code Structurer}). A static call is lifted in
 * the same way at the place of the call; a call of the kernel API becomes the op that the tables of {@code Intrinsics} say. What has no
 * value in the IR, such as the KernelContext or a lambda, is an {@code Operand} of its own until something consumes it.
 *
 * <p>A loop becomes a loop op that begins with the ops of its condition and an {@code if} that breaks where the condition fails; its body
 * follows, and a continue ends it. {@code ParallelLoops} makes parallel loops of those marked {@code @Parallel}.
 */
@NullMarked
package dev.bessemer.jit.bytecode;

import org.jspecify.annotations.NullMarked;
