package dev.bessemer.jit.jvm;

import dev.bessemer.jit.analysis.Uniformity;
import dev.bessemer.jit.analysis.Uniformity.Scope;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;

/** How often each op of a kernel has to be executed: once a threadgroup, SIMD-group, tile row or lane. */
final class Levels {
    /** From the widest to the narrowest. */
    enum Level {
        /** Holds a barrier: the threadgroup's SIMD-groups go through it together. */
        THREADGROUP,
        /** A tile or SIMD-group op, or control flow around one. */
        SIMDGROUP,
        /** One result for all lanes. */
        UNIFORM,
        /** One result a tile row. */
        ROW,
        /** One result a lane. */
        LANE
    }

    private final Uniformity uniformity;
    private final IdentityHashMap<Op, Level> levels = new IdentityHashMap<>();

    Levels(Uniformity uniformity) {
        this.uniformity = uniformity;
    }

    Level of(Op op) {
        Level known = levels.get(op);
        if (known == null) {
            known = compute(op);
            levels.put(op, known);
        }
        return known;
    }

    /** What threads that parted do, each does by itself: some may have returned. */
    private Level compute(Op op) {
        Level level = alone(op);
        boolean apart = !uniformity.controlScope(op).covers(Scope.SIMDGROUP);
        boolean oneForSeveral = level == Level.UNIFORM || level == Level.ROW;
        return apart && oneForSeveral && !(op instanceof ScalarOp.Constant) ? Level.LANE : level;
    }

    private Level alone(Op op) {
        return switch (op) {
            case MemoryOp.Barrier barrier -> Level.THREADGROUP;
            case MemoryOp.Allocate allocate ->
                allocate.result().array().space() == AddressSpace.THREAD ? Level.LANE : Level.UNIFORM;
            case MemoryOp.Table table -> Level.UNIFORM;
            case MemoryOp.LoadTile load -> Level.SIMDGROUP;
            case MemoryOp.StoreTile store -> Level.SIMDGROUP;
            case TensorOp tensor -> Level.SIMDGROUP;
            case TileOp tile -> Level.SIMDGROUP;
            case SimdOp simd -> Level.SIMDGROUP;
            case ScalarOp scalar -> of(uniformity.scope(scalar.result()));
            case MemoryOp.Load load -> access(load.array(), uniformity.scope(load.result()));
            case MemoryOp.Store store -> access(store.array(), scope(store.operands()));
            case MemoryOp.Divide divide -> of(uniformity.scope(divide.result()));
            case MemoryOp.Atomic atomic -> Level.LANE;
            case MemoryOp.CheckIndex index -> of(uniformity.scope(index.index()));
            case ControlOp control -> control(control);
        };
    }

    /** A thread's own array has as many copies as there are lanes. */
    private static Level access(Value array, Scope scope) {
        return array.array().space() == AddressSpace.THREAD ? Level.LANE : of(scope);
    }

    private Scope scope(List<Value> values) {
        Scope scope = Scope.THREADGROUP;
        for (Value value : values) {
            if (value.type() instanceof ScalarType) {
                scope = scope.meet(uniformity.scope(value));
            }
        }
        return scope;
    }

    private static Level of(Scope scope) {
        return switch (scope) {
            case THREADGROUP, SIMDGROUP -> Level.UNIFORM;
            case ROW -> Level.ROW;
            case THREAD -> Level.LANE;
        };
    }

    private Level control(ControlOp op) {
        if (op.regions().isEmpty()) {
            return Level.SIMDGROUP;
        }
        Level inside = together(op);
        boolean once = isUniform(op) || isLeftTogether(op, Scope.SIMDGROUP);
        return inside == Level.LANE && once ? Level.SIMDGROUP : inside;
    }

    /** The level of the widest op inside that threads execute together; LANE when there is none. */
    private static Level together(Op op) {
        Level widest = Level.LANE;
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                Level level = switch (inner) {
                    case MemoryOp.Barrier barrier -> Level.THREADGROUP;
                    case MemoryOp.LoadTile load -> Level.SIMDGROUP;
                    case MemoryOp.StoreTile store -> Level.SIMDGROUP;
                    case TensorOp tensor -> Level.SIMDGROUP;
                    case TileOp tile -> Level.SIMDGROUP;
                    case SimdOp simd -> Level.SIMDGROUP;
                    default -> together(inner);
                };
                widest = level.compareTo(widest) < 0 ? level : widest;
            }
        }
        return widest;
    }

    /** True when a set of threads leaves an op as one for elsewhere than its end. */
    boolean isLeftTogether(Op op, Scope scope) {
        return Exits.of(op).stream()
                .anyMatch(exit -> uniformity.controlScope(exit).covers(scope));
    }

    /** True when all threads of the threadgroup reach an op together. */
    boolean isReachedByAll(Op op) {
        return uniformity.controlScope(op) == Scope.THREADGROUP;
    }

    /** True when all lanes take the same way through an op that holds scalar ops alone. */
    private boolean isUniform(Op op) {
        if (uniformity.controlScope(op).compareTo(Scope.SIMDGROUP) > 0) {
            return false;
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                boolean uniform = inner instanceof ControlOp.Terminator
                        ? uniformity.controlScope(inner).compareTo(Scope.SIMDGROUP) <= 0
                        : of(inner) != Level.LANE && of(inner) != Level.ROW && isUniform(inner);
                if (!uniform) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a value that control flow passes on has one of. */
    Values.Kind kind(Value value) {
        return switch (uniformity.scope(value)) {
            case THREADGROUP, SIMDGROUP -> Values.Kind.UNIFORM;
            case ROW -> Values.Kind.ROW;
            case THREAD -> Values.Kind.LANE;
        };
    }

    /** True for a value that is the same in the whole threadgroup. */
    boolean isThreadgroupUniform(Value value) {
        return uniformity.scope(value) == Scope.THREADGROUP;
    }
}
