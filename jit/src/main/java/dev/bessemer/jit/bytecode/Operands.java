package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import org.jspecify.annotations.Nullable;

/** Turns operands into the values an instruction computes with; what cannot be is reported, and a zero stands in. */
final class Operands {
    private final LiftSession session;
    private final Emitter emitter;
    private final Problems problems;

    Operands(LiftSession session, Emitter emitter, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.problems = problems;
    }

    /** A scalar of a type. */
    Value scalar(Operand operand, ScalarType type) {
        if (operand instanceof Operand.Data(Value value) && value.type() == type) {
            return session.resolve(value);
        }
        refuse(operand);
        return emitter.standIn(type);
    }

    /** A scalar of whatever type, F32 where there is none. */
    Value scalar(Operand operand) {
        if (operand instanceof Operand.Data(Value value) && value.type() instanceof ScalarType) {
            return session.resolve(value);
        }
        refuse(operand);
        return emitter.standIn(ScalarType.F32);
    }

    /** The constant that an int is; null where it is not known, or no int, of which nothing is reported. */
    @Nullable
    Integer known(Operand operand) {
        return operand instanceof Operand.Data(Value value) ? new ConstantEvaluator(session).integer(value) : null;
    }

    /** The length of a new array; null where it is no constant of 0 or more, which is reported or asked of the launch. */
    @Nullable
    Integer length(Operand operand) {
        Value count = scalar(operand, ScalarType.I32);
        Integer known = new ConstantEvaluator(session).integer(count);
        if (known == null) {
            problems.needsConstant("the length of an array", count);
        } else if (known < 0) {
            problems.needsConstant("a negative array length");
            return null;
        }
        return known;
    }

    /** A tile; null where it is none, which is reported. */
    @Nullable
    Value tile(Operand operand) {
        if (operand instanceof Operand.Data(Value value) && value.type() instanceof TileType) {
            return session.resolve(value);
        }
        refuse(operand);
        return null;
    }

    /** A cooperative tensor; null where it is none, which is reported. */
    @Nullable
    Value tensor(Operand operand) {
        if (operand instanceof Operand.Data(Value value) && value.type() instanceof TensorType) {
            return session.resolve(value);
        }
        refuse(operand);
        return null;
    }

    /** A number for each row or column of tensors; null where it is none, which is reported. */
    @Nullable
    Value vector(Operand operand) {
        if (operand instanceof Operand.Data(Value value) && value.type() instanceof VectorType) {
            return session.resolve(value);
        }
        refuse(operand);
        return null;
    }

    /** An array; null where it is none, which is reported. */
    @Nullable
    Value array(Operand operand) {
        if (operand instanceof Operand.ConstantArray constant) {
            return table(constant);
        }
        if (operand instanceof Operand.Data(Value value) && value.type() instanceof ArrayType) {
            return session.resolve(value);
        }
        refuse(operand);
        return null;
    }

    private @Nullable Value table(Operand.ConstantArray constant) {
        int length = constant.elements().size();
        long size = (long) length * constant.element().byteSize();
        if (size > StaticTables.LIMIT) {
            problems.largeTable(constant.field(), size);
            return null;
        }
        return session.tables.computeIfAbsent(
                constant,
                c -> new Value(
                        new ArrayType(AddressSpace.CONSTANT, c.element(), length),
                        c.field().substring(c.field().lastIndexOf('.') + 1)));
    }

    private void refuse(Operand operand) {
        switch (operand) {
            case Operand.Unknown _, Operand.MatchFailure _ -> {}
            case Operand.WidenedFloat _, Operand.DoubleResult _, Operand.DoubleConstant _ ->
                problems.usesDouble("this expression");
            case Operand.Null _ -> problems.usesObject("uses null");
            case Operand.Context _ -> problems.usesObject("uses the KernelContext as a value");
            case Operand.Lambda _ -> problems.usesObject("uses a lambda as a value");
            case Operand.Fresh fresh -> problems.allocates(ClassFiles.simpleName(fresh.type));
            case Operand.Components composed ->
                problems.usesObject(
                        "uses a whole " + ClassFiles.simpleName(composed.type().name()) + " as a number");
            case Operand.This _ -> problems.usesObject("uses 'this' before it is made");
            case Operand.EnumConstant _ -> problems.usesObject("uses an enum constant as a number");
            case Operand.Rows _ -> problems.arrayOfArrays();
            case Operand.RecordArray _,
                    Operand.ConstantArray _,
                    Operand.SwitchMap _,
                    Operand.SwitchKey _,
                    Operand.EnumValues _ -> problems.usesObject("uses an array as a number");
            case Operand.Data _, Operand.Comparison _ -> problems.usesObject("uses a value of another kind here");
        }
    }
}
