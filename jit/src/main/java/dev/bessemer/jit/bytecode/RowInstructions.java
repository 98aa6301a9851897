package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Arrays of arrays of constant lengths: one array, whose rows' indices are checked each for itself. */
record RowInstructions(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
    /** A new array of arrays, whose lengths must be constants. */
    Operand create(Type element, List<Operand> lengths) {
        List<Integer> extents = new ArrayList<>();
        long total = 1;
        for (Operand length : lengths) {
            Integer known = operands.length(length);
            if (known == null) {
                return new Operand.Unknown(false);
            }
            extents.add(known);
            total *= known;
            if (total > Integer.MAX_VALUE) {
                problems.needsConstant("a length that an int holds");
                return new Operand.Unknown(false);
            }
        }
        ArrayType type = new ArrayType(AddressSpace.THREAD, element, (int) total);
        Value array = emitter.define(new MemoryOp.Allocate(new Value(type), emitter.location()));
        return new Operand.Rows(array, extents, new Operand.Data(emitter.constant(0)));
    }

    /** The constant of an enum at an index of the array of all. */
    Operand constant(EnumType type, Operand index) {
        Value ordinal = operands.scalar(index, ScalarType.I32);
        int count = type.constants().size();
        Integer known = new ConstantEvaluator(session).integer(ordinal);
        if (known == null || known < 0 || known >= count) {
            String name = ClassFiles.simpleName(type.name()) + ".values()";
            emitter.add(new MemoryOp.CheckIndex(ordinal, count, name, emitter.location()));
        }
        return new Operand.EnumConstant(type, new Operand.Data(ordinal));
    }

    /** Row {@code index} of an array of arrays. */
    Operand row(Operand.Rows rows, Operand index) {
        Value first = place(rows, index);
        return new Operand.Rows(
                rows.array(), rows.extents().subList(1, rows.extents().size()), new Operand.Data(first));
    }

    Operand load(Operand.Rows row, Operand index) {
        return new Operand.Data(emitter.load(row.array(), place(row, index)));
    }

    /** Where element {@code index} begins. */
    Value place(Operand.Rows rows, Operand index) {
        Value number = operands.scalar(index, ScalarType.I32);
        int length = rows.extents().getFirst();
        Integer known = new ConstantEvaluator(session).integer(number);
        if (known == null || known < 0 || known >= length) {
            emitter.add(new MemoryOp.CheckIndex(number, length, session.name(rows.array()), emitter.location()));
        }
        int stride = 1;
        for (int extent : rows.extents().subList(1, rows.extents().size())) {
            stride *= extent;
        }
        Value distance = stride == 1 ? number : emitter.binary(BinaryKind.MULTIPLY, number, emitter.constant(stride));
        return emitter.binary(BinaryKind.ADD, operands.scalar(rows.offset(), ScalarType.I32), distance);
    }
}
