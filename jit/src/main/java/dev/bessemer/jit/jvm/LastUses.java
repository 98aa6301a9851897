package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of the values that a sequence of ops defines nothing needs any more after each of its ops. */
final class LastUses {
    /** Knows no value that is not needed any more. */
    static final LastUses NONE = new LastUses(List.of());

    private final Map<Value, Integer> last = new HashMap<>();
    private final List<List<Value>> dying = new ArrayList<>();

    LastUses(List<Op> ops) {
        for (int i = 0; i < ops.size(); i++) {
            dying.add(new ArrayList<>());
            for (Value result : ops.get(i).results()) {
                last.put(result, i);
            }
            use(ops.get(i), i);
        }
        last.forEach((value, at) -> dying.get(at).add(value));
    }

    private void use(Op op, int at) {
        op.operands().forEach(operand -> last.computeIfPresent(operand, (value, before) -> at));
        for (Region region : op.regions()) {
            region.ops().forEach(inner -> use(inner, at));
        }
    }

    /** Those that nothing after the op at a position uses. */
    List<Value> after(int position) {
        return position < dying.size() ? dying.get(position) : List.of();
    }
}
