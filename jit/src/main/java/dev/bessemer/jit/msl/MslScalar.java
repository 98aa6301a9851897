package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;

/** Scalar ops as expressions. */
final class MslScalar {
    private final MslScope scope;

    MslScalar(MslScope scope) {
        this.scope = scope;
    }

    void emit(ScalarOp op) {
        switch (op) {
            case ScalarOp.Constant constant ->
                scope.bind(constant.result(), MslTypes.literal(constant.result().scalar(), constant.value()));
            case ScalarOp.Builtin builtin -> builtin(builtin);
            default -> {
                if (scope.uses.count(op.result()) > 0) {
                    scope.define(op.result(), expression(op), op.location(), "t");
                }
            }
        }
    }

    private void builtin(ScalarOp.Builtin op) {
        Expression text = MslScalarTables.builtin(scope, op.kind());
        boolean tile = op.kind() == BuiltinKind.TILE_ROW || op.kind() == BuiltinKind.TILE_COLUMN;
        if (op.result().name().isEmpty() || tile) {
            scope.bind(op.result(), text);
        } else {
            scope.define(op.result(), text, op.location(), "t");
        }
    }

    private Expression expression(ScalarOp op) {
        return switch (op) {
            case ScalarOp.Unary unary ->
                MslScalarTables.unary(scope, unary.kind(), type(unary.operand()), scope.use(unary.operand()));
            case ScalarOp.Binary binary -> binary(binary);
            case ScalarOp.Compare compare -> compare(compare);
            case ScalarOp.Select select ->
                Expression.choice(
                        scope.use(select.condition()), scope.use(select.whenTrue()), scope.use(select.whenFalse()));
            case ScalarOp.Convert convert ->
                convert(type(convert.operand()), type(convert.result()), scope.use(convert.operand()));
            case ScalarOp.Bitcast cast ->
                Expression.call("as_type<" + MslTypes.spell(cast.result().type()) + ">", bits(cast.operand()));
            case ScalarOp.Fma fma -> Expression.call("fma", scope.use(fma.a()), scope.use(fma.b()), scope.use(fma.c()));
            case ScalarOp.ArraySize size -> size(size);
            case ScalarOp.Constant c -> throw new IllegalStateException(c + " is no expression");
            case ScalarOp.Builtin b -> throw new IllegalStateException(b + " is no expression");
        };
    }

    /** A value of its own width: a literal of a narrow type is an int. */
    private Expression bits(Value operand) {
        boolean literal = scope.uses.definer(operand) instanceof ScalarOp.Constant;
        Expression value = scope.use(operand);
        return literal && type(operand) == ScalarType.I16 ? Expression.call("short", value) : value;
    }

    private static ScalarType type(Value value) {
        return value.scalar();
    }

    private Expression size(ScalarOp.ArraySize op) {
        Expression size = scope.arrays.size(op.array());
        return size.isSimple() || type(op.result()) == ScalarType.I64 ? size : Expression.call("int", size);
    }

    private Expression compare(ScalarOp.Compare op) {
        Expression left = scope.use(op.left());
        Expression right = scope.use(op.right());
        Expression plain = relation(op.kind(), left, right);
        return type(op.left()).isInteger() || op.kind() == CompareKind.EQ || op.kind() == CompareKind.NE
                ? plain.withNegated(relation(op.kind().negated(), left, right).text())
                : plain;
    }

    private static Expression relation(CompareKind kind, Expression left, Expression right) {
        return switch (kind) {
            case EQ -> Expression.infix(left, "==", Expression.EQUALITY, right);
            case NE -> Expression.infix(left, "!=", Expression.EQUALITY, right);
            case LT -> Expression.infix(left, "<", Expression.RELATION, right);
            case LE -> Expression.infix(left, "<=", Expression.RELATION, right);
            case GT -> Expression.infix(left, ">", Expression.RELATION, right);
            case GE -> Expression.infix(left, ">=", Expression.RELATION, right);
        };
    }

    private Expression binary(ScalarOp.Binary op) {
        ScalarType type = type(op.result());
        Expression left = scope.use(op.left());
        if (type.isInteger() && op.kind() == BinaryKind.ADD && isNegative(op.right())) {
            return wrapped(type, left, "-", Expression.PLUS, negative(type, op.right()));
        }
        Expression right = scope.use(op.right());
        if (type == ScalarType.F32) {
            return MslScalarTables.floatBinary(scope, op.kind(), left, right);
        }
        if (type.isFloat()) {
            Expression wide = MslScalarTables.floatBinary(
                    scope, op.kind(), Expression.call("float", left), Expression.call("float", right));
            return Expression.call(MslTypes.spell(type), wide);
        }
        return type == ScalarType.BOOL ? logic(op.kind(), left, right) : integer(type, op.kind(), left, right);
    }

    private boolean isNegative(Value value) {
        return scope.uses.definer(value) instanceof ScalarOp.Constant constant
                && constant.value() instanceof Number number
                && number.longValue() < 0
                && number.longValue() > Integer.MIN_VALUE;
    }

    private Expression negative(ScalarType type, Value value) {
        String digits = scope.use(value).text().substring(1).replace("L", "");
        return Expression.atom(digits).withUnsigned(Expression.atom(digits + (type == ScalarType.I64 ? "UL" : "u")));
    }

    private static Expression logic(BinaryKind kind, Expression left, Expression right) {
        return switch (kind) {
            case AND -> Expression.infix(left, "&&", Expression.AND, right);
            case OR -> Expression.infix(left, "||", Expression.OR, right);
            case XOR -> Expression.infix(left, "!=", Expression.EQUALITY, right);
            default -> throw new IllegalArgumentException(kind + " of bool");
        };
    }

    private static Expression integer(ScalarType type, BinaryKind kind, Expression left, Expression right) {
        return switch (kind) {
            case ADD -> wrapped(type, left, "+", Expression.PLUS, right);
            case SUBTRACT -> wrapped(type, left, "-", Expression.PLUS, right);
            case MULTIPLY -> wrapped(type, left, "*", Expression.TIMES, right);
            case AND -> Expression.infix(left, "&", Expression.BIT_AND, right);
            case OR -> Expression.infix(left, "|", Expression.BIT_OR, right);
            case XOR -> Expression.infix(left, "^", Expression.BIT_XOR, right);
            case SHIFT_LEFT -> signed(type, shift(unsigned(type, left), "<<", type, right));
            case SHIFT_RIGHT -> shift(left, ">>", type, right);
            case SHIFT_RIGHT_UNSIGNED -> signed(type, shift(unsigned(type, left), ">>", type, right));
            case MIN -> Expression.call("min", left, right);
            case MAX -> Expression.call("max", left, right);
            case DIVIDE, REMAINDER, POW, ATAN2, HYPOT, COPY_SIGN ->
                throw new IllegalArgumentException(kind + " of " + type);
        };
    }

    /** An operation that wraps: done on the unsigned type, whose overflow is defined. */
    private static Expression wrapped(
            ScalarType type, Expression left, String operator, int precedence, Expression right) {
        return signed(type, Expression.infix(unsigned(type, left), operator, precedence, unsigned(type, right)));
    }

    private static Expression unsigned(ScalarType type, Expression value) {
        return value.unsigned() != null ? value.unsigned() : Expression.call(MslTypes.unsigned(type), value);
    }

    private static Expression signed(ScalarType type, Expression bits) {
        return Expression.call(MslTypes.spell(type), bits).withUnsigned(bits);
    }

    private static Expression shift(Expression value, String operator, ScalarType type, Expression distance) {
        return Expression.infix(value, operator, Expression.SHIFT, masked(distance, type == ScalarType.I64 ? 63 : 31));
    }

    /** A number's lowest bits. */
    static Expression masked(Expression number, int mask) {
        boolean literal = number.text().chars().allMatch(Character::isDigit);
        return literal
                ? Expression.atom(Integer.toString(Integer.parseInt(number.text()) & mask))
                : Expression.infix(number, "&", Expression.BIT_AND, Expression.atom(Integer.toString(mask)));
    }

    /** Java's cast from one type to another. */
    Expression convert(ScalarType from, ScalarType to, Expression value) {
        if (from == to) {
            return value;
        }
        if (from.isFloat() && to.isInteger()) {
            Expression wide = from == ScalarType.F32 ? value : Expression.call("float", value);
            boolean isLong = to == ScalarType.I64;
            Expression whole = Expression.call(scope.helper(isLong ? Helper.JAVA_TO_LONG : Helper.JAVA_TO_INT), wide);
            return isLong || to == ScalarType.I32 ? whole : Expression.call(MslTypes.spell(to), whole);
        }
        boolean throughFloat =
                (to == ScalarType.BF16 && from != ScalarType.F32) || (from == ScalarType.BF16 && to == ScalarType.F16);
        return Expression.call(MslTypes.spell(to), throughFloat ? Expression.call("float", value) : value);
    }
}
