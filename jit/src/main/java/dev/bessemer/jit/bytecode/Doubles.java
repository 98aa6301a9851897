package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * The one use of double a kernel may make: a float, or a constant that a float holds exactly, goes through one method of Math and
 * back to float, as in {@code (float) Math.sqrt(x)}. All else is reported.
 */
final class Doubles {
    private final LiftSession session;
    private final Emitter emitter;
    private final Operands operands;
    private final Problems problems;

    Doubles(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.operands = operands;
        this.problems = problems;
    }

    /** Reports arithmetic in double, once for what was not reported already. */
    Operand refuse(Operand... used) {
        boolean known = true;
        for (Operand operand : used) {
            known &= !(operand instanceof Operand.Unknown);
        }
        if (known) {
            problems.usesDouble("this expression");
        }
        return new Operand.Unknown(true);
    }

    Operand widenFloat(Operand operand) {
        return new Operand.WidenedFloat(operands.scalar(operand, ScalarType.F32));
    }

    /** Integers widen where they are constants. */
    Operand widenInteger(Operand operand) {
        Object constant =
                operand instanceof Operand.Data(Value value) ? new ConstantEvaluator(session).evaluate(value) : null;
        if (constant instanceof Number number && !(constant instanceof Float)) {
            return new Operand.DoubleConstant(number.doubleValue());
        }
        if (!(operand instanceof Operand.Unknown)) {
            problems.report(Refusal.INTEGER_TO_DOUBLE);
        }
        return new Operand.Unknown(true);
    }

    Operand negate(Operand operand) {
        return switch (operand) {
            case Operand.DoubleResult(Value rounded) ->
                new Operand.DoubleResult(emitter.unary(UnaryKind.NEGATE, rounded));
            case Operand.WidenedFloat(Value value) -> new Operand.WidenedFloat(emitter.unary(UnaryKind.NEGATE, value));
            case Operand.DoubleConstant(double value) -> new Operand.DoubleConstant(-value);
            default -> refuse(operand);
        };
    }

    Operand toFloat(Operand operand) {
        return switch (operand) {
            case Operand.DoubleResult(Value rounded) -> new Operand.Data(rounded);
            case Operand.WidenedFloat(Value value) -> new Operand.Data(value);
            case Operand.DoubleConstant(double value) ->
                new Operand.Data(emitter.constant(ScalarType.F32, (float) value));
            default -> {
                refuse(operand);
                yield new Operand.Unknown(false);
            }
        };
    }

    /** A floor, ceiling or rounding of a float is exact; other doubles are not made integers. */
    Operand toInteger(Operand operand, ScalarType type) {
        return switch (operand) {
            case Operand.WidenedFloat(Value value) -> new Operand.Data(emitter.convert(value, type));
            case Operand.DoubleResult(Value rounded)
            when isWhole(rounded) -> new Operand.Data(emitter.convert(rounded, type));
            case Operand.DoubleConstant(double value) ->
                new Operand.Data(
                        type == ScalarType.I64 ? emitter.constant(type, (long) value) : emitter.constant((int) value));
            default -> {
                refuse(operand);
                yield new Operand.Unknown(type == ScalarType.I64);
            }
        };
    }

    private boolean isWhole(Value value) {
        return session.definition(value) instanceof dev.bessemer.jit.ir.ScalarOp.Unary unary
                && switch (unary.kind()) {
                    case FLOOR, CEIL, RINT -> true;
                    case NEGATE -> isWhole(unary.operand());
                    default -> false;
                };
    }

    /** The float that a double argument of a Math method is; null where it is none, which is reported. */
    @Nullable
    Value argument(Operand operand) {
        return switch (operand) {
            case Operand.WidenedFloat(Value value) -> value;
            case Operand.DoubleConstant(double value)
            when operand.isWidened() -> emitter.constant(ScalarType.F32, (float) value);
            default -> {
                refuse(operand);
                yield null;
            }
        };
    }
}
