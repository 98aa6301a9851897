package dev.bessemer.jit.analysis;

import dev.bessemer.jit.analysis.Uniformity.Control;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An op with regions that {@link UniformityAnalysis} is inside of. Controls are relative to the op: threads that do not reach it do not count. */
final class UniformityFrame {
    final @Nullable UniformityFrame parent;
    final @Nullable Label label;
    final List<Value> results;
    final List<Value> carried;
    private final Control entry;

    /** Where the walk is. */
    Control local;

    /** The breaks to this op. */
    Control breaks = Control.UNIFORM;

    /** The breaks, continues and returns from inside this op to further out. */
    Control escapes = Control.UNIFORM;

    /** Whether what follows this op can be reached. */
    boolean completes;

    /**
     * @param label what breaks and continues call this op by
     * @param results what yields and breaks give
     * @param carried what continues give
     * @param local on entry of the op's region
     */
    UniformityFrame(
            @Nullable UniformityFrame parent,
            @Nullable Label label,
            List<Value> results,
            List<Value> carried,
            Control local) {
        this.parent = parent;
        this.label = label;
        this.results = results;
        this.carried = carried;
        this.local = local;
        this.entry = parent == null ? Control.UNIFORM : parent.control();
    }

    /** Where the walk is, relative to the kernel. */
    Control control() {
        return entry.meet(local);
    }
}
