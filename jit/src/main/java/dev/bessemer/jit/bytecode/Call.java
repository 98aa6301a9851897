package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * A call being lifted.
 *
 * @param owner internal name of the class it names
 * @param operands the receiver, where there is one, and the arguments
 * @param lift what the compiler knows and can do at this place
 */
record Call(String owner, String name, String descriptor, List<Operand> operands, CallInstructions lift) {
    Emitter emitter() {
        return lift.emitter;
    }

    Operand operand(int index) {
        return operands.get(index);
    }

    int count() {
        return operands.size();
    }

    /** The type of the last argument; void where there is none. */
    Type lastType() {
        Type[] types = Type.getArgumentTypes(descriptor);
        return types.length == 0 ? Type.VOID_TYPE : types[types.length - 1];
    }

    Type returnType() {
        return Type.getReturnType(descriptor);
    }

    Value scalar(int index, ScalarType type) {
        return lift.operands.scalar(operand(index), type);
    }

    Value scalar(int index) {
        return lift.operands.scalar(operand(index));
    }

    @Nullable
    Value tile(int index) {
        return lift.operands.tile(operand(index));
    }

    @Nullable
    Value array(int index) {
        return lift.operands.array(operand(index));
    }

    /** The constant an int argument is; null where it is none, which is reported. */
    @Nullable
    Integer constant(int index, String what) {
        Value value = scalar(index, ScalarType.I32);
        Integer known = new ConstantEvaluator(lift.session).integer(value);
        if (known == null) {
            lift.problems.needsConstant(what, value);
        }
        return known;
    }

    /** Stands for the result where it could not be computed; null for void. */
    @Nullable
    Operand unknown() {
        return returnType().equals(Type.VOID_TYPE)
                ? null
                : new Operand.Unknown(returnType().getSize() == 2);
    }
}
