package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Copies the values that pass between regions of a SIMD-group: scalars, values a row or lane, and tiles. */
final class Assignments {
    private final Code code;
    private final Values values;
    private final Levels levels;
    private final TileCode tiles;

    Assignments(Code code, Values values, Levels levels, TileCode tiles) {
        this.code = code;
        this.values = values;
        this.levels = levels;
        this.tiles = tiles;
    }

    void declare(List<Value> targets) {
        for (Value target : targets) {
            if (target.type() instanceof TileType) {
                tiles.place(target);
            } else if (levels.kind(target) != Values.Kind.UNIFORM) {
                values.place(target, levels.kind(target));
            }
        }
    }

    /** Copies as if all at once. */
    void assign(List<Value> targets, List<Value> sources) {
        // A lane's or row's value may come from a uniform one, which must not have changed before.
        for (Values.Kind kind : List.of(Values.Kind.LANE, Values.Kind.ROW, Values.Kind.UNIFORM)) {
            List<Value> to = new ArrayList<>();
            List<Value> from = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Value target = targets.get(i);
                if (!(target.type() instanceof TileType) && levels.kind(target) == kind && target != sources.get(i)) {
                    to.add(target);
                    from.add(sources.get(i));
                }
            }
            scalars(kind, to, from);
        }
        tiles.assign(targets, sources);
    }

    private void scalars(Values.Kind kind, List<Value> targets, List<Value> sources) {
        if (targets.isEmpty()) {
            return;
        }
        if (kind == Values.Kind.UNIFORM) {
            sources.forEach(values::push);
            targets.reversed().forEach(values::define);
            return;
        }
        int count = kind == Values.Kind.ROW ? TileType.EXTENT : LaneLayout.LANES;
        code.countedLoop(
                () -> code.push(count),
                index -> {
                    values.enter(kind, index);
                    sources.forEach(values::push);
                    targets.reversed().forEach(this::storeInPlace);
                    values.enter(null, 0);
                },
                new Label());
    }

    private void storeInPlace(Value target) {
        Values.Place place = values.place(target, levels.kind(target));
        Type type = place.type();
        int value = code.storeNew(type);
        values.pushElement(place);
        code.load(type, value);
        code.op(type.getOpcode(Opcodes.IASTORE));
    }
}
