package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.Value;
import java.util.Locale;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Exchanges between the lanes of a SIMD-group, on the places in the frame that the lanes' values have. */
final class SimdCode {
    private final Code code;
    private final Values values;
    private final Levels levels;
    private final SimdgroupCode simdgroup;

    SimdCode(Code code, Values values, Levels levels, SimdgroupCode simdgroup) {
        this.code = code;
        this.values = values;
        this.levels = levels;
        this.simdgroup = simdgroup;
    }

    void emit(SimdOp op) {
        switch (op) {
            case SimdOp.Reduce reduce -> reduce(reduce);
            case SimdOp.Shuffle shuffle -> shuffle(shuffle);
        }
    }

    private void reduce(SimdOp.Reduce op) {
        Type type = JvmTypes.of(op.value().scalar());
        pushLanes(lanes(op.value()));
        code.load(Type.INT_TYPE, simdgroup.active());
        String d = type.getDescriptor();
        code.call(LaneOps.class, op.kind().name().toLowerCase(Locale.ROOT), "([" + d + "II)" + d);
        values.define(op.result());
    }

    private void shuffle(SimdOp.Shuffle op) {
        Values.Place source = lanes(op.value());
        if (levels.kind(op.result()) == Values.Kind.LANE) {
            values.place(op.result(), Values.Kind.LANE);
            simdgroup.loop(Values.Kind.LANE, () -> read(op, source));
            values.forgetLocal(op.result());
        } else {
            read(op, source);
        }
    }

    private void read(SimdOp.Shuffle op, Values.Place source) {
        pushLanes(source);
        if (values.loop() == null) {
            code.push(0);
        } else {
            code.load(Type.INT_TYPE, values.loopIndex());
        }
        values.push(op.operand());
        code.load(Type.INT_TYPE, simdgroup.active());
        code.call(LaneOps.class, op.kind().name().toLowerCase(Locale.ROOT), "(III)I");
        code.op(Opcodes.IADD);
        code.op(source.type().getOpcode(Opcodes.IALOAD));
        values.define(op.result());
    }

    /** The place of a value with one element a lane; made and filled where it has none. */
    private Values.Place lanes(Value value) {
        Values.Place known = values.placeOf(value);
        if (known != null && known.kind() == Values.Kind.LANE) {
            return known;
        }
        Value copy = new Value(value.type());
        Values.Place place = values.place(copy, Values.Kind.LANE);
        simdgroup.loop(Values.Kind.LANE, () -> {
            values.push(value);
            values.define(copy);
        });
        values.forgetLocal(copy);
        return place;
    }

    /** Pushes array and index of the first lane's element. */
    private void pushLanes(Values.Place place) {
        Values.FrameArray frame = values.frame(place.type());
        code.load(Type.getType("[" + place.type().getDescriptor()), frame.array());
        code.load(Type.INT_TYPE, frame.base());
        code.push(place.at());
        code.op(Opcodes.IADD);
    }
}
