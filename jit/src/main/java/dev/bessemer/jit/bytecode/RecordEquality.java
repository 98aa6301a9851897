package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;

/** A record's own {@code equals}: its components compared pairwise, floats as {@link Float#compare} does. */
record RecordEquality(CallInstructions calls) {
    /** Whether two records are equal, an I32 of 0 or 1. */
    Operand compare(Operand left, Operand right) {
        if (left instanceof Operand.Unknown || right instanceof Operand.Unknown) {
            return new Operand.Unknown(false);
        }
        return new Operand.Data(calls.emitter.toInt(equal(left, right)));
    }

    private Value equal(Operand left, Operand right) {
        Emitter emitter = calls.emitter;
        if (left instanceof Operand.Data(Value a) && right instanceof Operand.Data(Value b)) {
            return equal(a, b);
        }
        if (left instanceof Operand.EnumConstant(EnumType _, Operand a)
                && right instanceof Operand.EnumConstant(EnumType _, Operand b)
                && left.hasShapeOf(right)) {
            return equal(a, b);
        }
        if (left instanceof Operand.Components && right instanceof Operand.Components) {
            boolean same = left.hasShapeOf(right);
            Value all = emitter.constant(ScalarType.BOOL, same);
            for (int i = 0; same && i < left.parts().size(); i++) {
                Value pair = equal(left.parts().get(i), right.parts().get(i));
                all = i == 0 ? pair : emitter.binary(BinaryKind.AND, all, pair);
            }
            return all;
        }
        calls.problems.usesObject("compares objects that are not records of numbers");
        return emitter.standIn(ScalarType.BOOL);
    }

    private Value equal(Value a, Value b) {
        Emitter emitter = calls.emitter;
        boolean scalars = a.type() instanceof ScalarType && a.type().equals(b.type());
        if (!scalars) {
            calls.problems.usesObject("compares records that hold arrays or matrices");
            return emitter.standIn(ScalarType.BOOL);
        }
        return a.scalar().isFloat()
                ? emitter.compare(CompareKind.EQ, bits(a), bits(b))
                : emitter.compare(CompareKind.EQ, a, b);
    }

    /** The float's bits, those of one NaN for each. */
    private Value bits(Value value) {
        Emitter emitter = calls.emitter;
        Value wide = emitter.convert(value, ScalarType.F32);
        Value isNan = emitter.compare(CompareKind.NE, wide, wide);
        Value nan = emitter.constant(Float.floatToIntBits(Float.NaN));
        Value number = emitter.select(isNan, emitter.constant(ScalarType.F32, 0f), wide);
        return emitter.select(isNan, nan, emitter.bitcast(number, ScalarType.I32));
    }
}
