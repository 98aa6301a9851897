package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who defines and who uses every value of a kernel. */
final class MslUses {
    private final Map<Value, Integer> counts = new HashMap<>();
    private final Map<Value, Op> users = new HashMap<>();
    private final Map<Value, Op> definers = new HashMap<>();
    private final IdentityHashMap<Region, Integer> regionNumbers = new IdentityHashMap<>();
    private final Map<Value, Integer> userRegions = new HashMap<>();
    private final Map<Value, Integer> definingRegions = new HashMap<>();
    private final Set<Value> stored = new HashSet<>();

    MslUses(Region body) {
        collect(body);
    }

    private void collect(Region region) {
        Integer number = regionNumbers.size();
        regionNumbers.put(region, number);
        region.parameters().forEach(parameter -> definingRegions.put(parameter, number));
        for (Op op : region.ops()) {
            op.operands().forEach(operand -> {
                counts.merge(operand, 1, Integer::sum);
                users.put(operand, op);
                userRegions.put(operand, number);
            });
            op.results().forEach(result -> {
                definers.put(result, op);
                definingRegions.put(result, number);
            });
            switch (op) {
                case MemoryOp.Store store -> stored.add(store.array());
                case MemoryOp.StoreTile store -> stored.add(store.access().array());
                case MemoryOp.Atomic atomic -> stored.add(atomic.array());
                case TensorOp.StoreTensor store -> stored.add(store.access().array());
                default -> {}
            }
            op.regions().forEach(this::collect);
        }
    }

    /** How many operands the value is. */
    int count(Value value) {
        return counts.getOrDefault(value, 0);
    }

    /** The op that uses a value last, where it is used. */
    @Nullable
    Op user(Value value) {
        return users.get(value);
    }

    /** The op that defines a value, unless it is a parameter. */
    @Nullable
    Op definer(Value value) {
        return definers.get(value);
    }

    /** Whether the value's one use is by an op of the region that defines it. */
    boolean isUsedOnceNearby(Value value) {
        return count(value) == 1 && Objects.equals(userRegions.get(value), definingRegions.get(value));
    }

    /** Whether a value is a parameter or result in this region itself. */
    boolean isDefinedIn(Value value, Region region) {
        return Objects.equals(definingRegions.get(value), regionNumbers.get(region));
    }

    /** Whether elements of the array are ever written. */
    boolean isStored(Value array) {
        return stored.contains(array);
    }

    /** Whether an op, or one inside it, uses any of the values. */
    static boolean usesAny(Op op, Set<Value> values) {
        if (op.operands().stream().anyMatch(values::contains)) {
            return true;
        }
        return op.regions().stream()
                .anyMatch(region -> region.ops().stream().anyMatch(inner -> usesAny(inner, values)));
    }

    /** Calls the visitor for every op of the region and inside it, in order. */
    static void forEach(Region region, Consumer<Op> visitor) {
        for (Op op : region.ops()) {
            visitor.accept(op);
            op.regions().forEach(inner -> forEach(inner, visitor));
        }
    }
}
