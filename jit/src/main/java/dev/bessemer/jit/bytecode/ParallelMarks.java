package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/** Finds the loops whose variables are marked {@code @Parallel}, by the slot and range that the class file gives of each mark. */
final class ParallelMarks {
    private static final String DESCRIPTOR = "Ldev/bessemer/annotations/Parallel;";

    private final LiftSession session;
    private final SourceMap source;
    private final FlowGraph graph;

    ParallelMarks(LiftSession session, SourceMap source, FlowGraph graph) {
        this.session = session;
        this.source = source;
        this.graph = graph;
    }

    /** The marks by the header of their loop; misplaced ones are reported. */
    Map<FlowBlock, ParallelMark> find(Map<FlowBlock, BlockState> states) {
        MethodNode method = source.method().node();
        Map<FlowBlock, ParallelMark> marks = new HashMap<>();
        for (LocalVariableAnnotationNode node :
                all(method.visibleLocalVariableAnnotations, method.invisibleLocalVariableAnnotations)) {
            for (int i = 0; node.desc.equals(DESCRIPTOR) && i < node.start.size(); i++) {
                add(marks, states, node.index.get(i), node.start.get(i), node.end.get(i));
            }
        }
        for (TypeAnnotationNode node : all(method.visibleTypeAnnotations, method.invisibleTypeAnnotations)) {
            if (node.desc.equals(DESCRIPTOR)) {
                misplaced(source.methodLocation(), "a parameter or result");
            }
        }
        return marks;
    }

    private static <T> List<T> all(@Nullable List<T> visible, @Nullable List<T> invisible) {
        List<T> all = new ArrayList<>(visible == null ? List.of() : visible);
        all.addAll(invisible == null ? List.of() : invisible);
        return all;
    }

    private void add(
            Map<FlowBlock, ParallelMark> marks,
            Map<FlowBlock, BlockState> states,
            int slot,
            LabelNode start,
            LabelNode end) {
        int first = source.index(start);
        String name = source.variable(slot, first);
        FlowBlock header = graph.blocks.stream()
                .filter(b -> b.isHeader() && b.first >= first && b.first < source.index(end))
                .findFirst()
                .orElse(null);
        BlockState state = header == null ? null : states.get(header);
        int position = state == null ? -1 : position(state, slot);
        if (header == null || position < 0) {
            misplaced(source.location(Math.max(0, first - 1)), name.isEmpty() ? "a variable" : "'" + name + "'");
        } else {
            marks.put(header, new ParallelMark(slot, name, position, source.location(header.first)));
        }
    }

    private static int position(BlockState header, int slot) {
        for (int i = 0; i < header.parameters.size(); i++) {
            BlockState.Place place = header.parameters.get(i).place();
            if (!place.onStack() && place.index() == slot) {
                return i;
            }
        }
        return -1;
    }

    private void misplaced(Location location, String where) {
        session.diagnostics.error(location, Refusal.MISPLACED_MARK, where);
    }
}
