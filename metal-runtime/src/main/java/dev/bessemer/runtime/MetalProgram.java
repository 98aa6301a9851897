package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.CpuGraph;
import java.util.List;

/**
 * A program that is one command buffer, with copies of Java arrays at most before and after it.
 *
 * @param copiesIn what is copied before it
 * @param before the same as a graph
 * @param step the command buffer
 * @param after what is copied when it has ended
 * @param isLast whether nothing is
 */
record MetalProgram(List<CopyStep> copiesIn, CpuGraph before, MetalStep step, CpuGraph after, boolean isLast) {
    /** Whether an execution that begins now is the command buffer at once. */
    boolean isFirst() {
        return copiesIn.stream().allMatch(CopyStep::isDone);
    }
}
