package dev.bessemer.jit.bytecode;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A natural loop: the blocks from which its header is reached again without leaving it. */
final class FlowLoop {
    final FlowBlock header;
    final Set<FlowBlock> blocks = new LinkedHashSet<>();

    /** The loop directly around this one. */
    @Nullable
    FlowLoop parent;

    FlowLoop(FlowBlock header) {
        this.header = header;
        blocks.add(header);
    }
}
