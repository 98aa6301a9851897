package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/** What a kernel's parameters are while it is lifted; counts the positions of those that carry data. */
final class Arguments {
    private final LiftSession session;
    private final Emitter emitter;
    private final Map<Integer, Object> constants;
    private final List<Function.Parameter> parameters;
    private int position;

    /**
     * @param constants the values of those that are constants, by position
     * @param parameters receives the function's parameters
     */
    Arguments(
            LiftSession session, Emitter emitter, Map<Integer, Object> constants, List<Function.Parameter> parameters) {
        this.session = session;
        this.emitter = emitter;
        this.constants = constants;
        this.parameters = parameters;
    }

    /** The next argument. */
    Operand argument(ParameterKind kind, Type declared) {
        return switch (kind) {
            case ParameterKind.Composed(List<ParameterKind> components) -> composed(components, declared);
            case ParameterKind.Context _ -> {
                position++;
                yield new Operand.Context();
            }
            case ParameterKind.Array(ScalarType element) -> parameter(ArrayType.device(element));
            case ParameterKind.Scalar(ScalarType type) -> scalar(type, declared);
        };
    }

    /** How many there were so far, the components of records counted one by one. */
    int positions() {
        return position;
    }

    private Operand composed(List<ParameterKind> kinds, Type declared) {
        RecordType type = session.classes.recordType(declared.getInternalName());
        if (type == null || type.size() != kinds.size()) {
            throw new IllegalArgumentException(declared + " is no record of " + kinds);
        }
        List<Operand> parts = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            parts.add(argument(kinds.get(i), Type.getType(type.descriptors().get(i))));
        }
        return new Operand.Components(type, parts);
    }

    private Operand scalar(ScalarType kind, Type declared) {
        Object constant = constants.get(position);
        Operand value = constant == null ? passed(kind) : constant(computational(kind), constant);
        EnumType enumType =
                declared.getSort() == Type.OBJECT ? session.classes.enumType(declared.getInternalName()) : null;
        return enumType == null ? value : new Operand.EnumConstant(enumType, value);
    }

    /** A launch passes what is narrower than an int as an int, and the small floats as the floats that they are. */
    private Operand passed(ScalarType kind) {
        ScalarType type = computational(kind);
        boolean small = type == ScalarType.F16 || type == ScalarType.BF16;
        Operand parameter = parameter(small ? ScalarType.F32 : type);
        return small && parameter instanceof Operand.Data(Value value)
                ? new Operand.Data(emitter.convert(value, type))
                : parameter;
    }

    private Operand parameter(dev.bessemer.jit.ir.Type type) {
        Value value = new Value(type);
        session.positions.put(value, position);
        parameters.add(new Function.Parameter(value, position++));
        return new Operand.Data(value);
    }

    private static ScalarType computational(ScalarType type) {
        return type == ScalarType.BOOL ? ScalarType.I32 : (ScalarType) Emitter.computational(type);
    }

    private Operand constant(ScalarType type, Object constant) {
        position++;
        Number number = switch (constant) {
            case Boolean known -> known ? 1 : 0;
            case Character known -> (int) known;
            case Number known -> known;
            default -> throw new IllegalArgumentException("no constant of a kernel is a " + constant.getClass());
        };
        Object value = switch (type) {
            case I64 -> number.longValue();
            case F16, BF16, F32 -> number.floatValue();
            case BOOL, I8, I16, U16, I32 -> number.intValue();
        };
        return new Operand.Data(emitter.constant(type, value));
    }
}
