package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation. Ops are immutable; a pass rebuilds what it changes with {@link #map}. */
public sealed interface Op permits PureOp, MemoryOp, SimdOp, ControlOp {
    /** The values it reads, in the order of its record's components, absent ones left out. */
    List<Value> operands();

    /** The values it defines, other than its regions' parameters. */
    List<Value> results();

    /** The regions nested in it. */
    default List<Region> regions() {
        return List.of();
    }

    /** Where in the source it comes from. */
    Location location();

    /** The same op with operands, results, regions and labels replaced. */
    Op map(Mapping mapping);

    /** {@code mapping.use} of an operand that may be absent. */
    static @Nullable Value use(Mapping mapping, @Nullable Value operand) {
        return operand == null ? null : mapping.use(operand);
    }
}
