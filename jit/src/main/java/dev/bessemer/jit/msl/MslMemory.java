package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;

/** Arrays: allocation, elements, and the guards of both and of divisions. */
final class MslMemory {
    private final MslScope scope;

    MslMemory(MslScope scope) {
        this.scope = scope;
    }

    void allocate(MemoryOp.Allocate op) {
        ArrayType type = op.result().array();
        String name = scope.names.fresh(
                op.result().name().isEmpty() ? "array" : op.result().name());
        scope.arrays.add(op.result(), name);
        String declaration = MslTypes.spell(type.element()) + " " + name + "[" + type.length() + "]";
        if (type.space() == AddressSpace.THREADGROUP) {
            scope.out.statement(op.location(), "threadgroup " + declaration + ";");
            clear(name, type);
        } else {
            scope.out.statement(op.location(), declaration + (type.element() instanceof TileType ? ";" : " = {};"));
        }
    }

    /** Sets a threadgroup array to zero, all threads together; a barrier follows. */
    private void clear(String name, ArrayType type) {
        String index = scope.names.fresh("place");
        String size = scope.input(MslInput.GROUP_SIZE);
        scope.out.line("for (uint " + index + " = " + scope.input(MslInput.THREAD_INDEX) + "; " + index + " < "
                + type.length() + "; " + index + " += " + size + ".x * " + size + ".y * " + size + ".z) {");
        scope.out.line("    " + name + "[" + index + "] = "
                + MslTypes.zero((ScalarType) type.element()).text() + ";");
        scope.out.line("}");
        scope.out.line(MslSync.BARRIER);
    }

    void load(MemoryOp.Load op) {
        String array = scope.arrays.name(op.array());
        if (op.result().type() instanceof TileType) {
            loadTileElement(op, array);
            return;
        }
        Expression index = op.checked() ? index(op.index(), op.location()) : scope.use(op.index());
        Expression element = widened(op, Expression.element(array, index));
        String hint = index.isName() ? array + "_" + index.text() : array + "_value";
        if (op.checked()) {
            Expression guard = inRange(op.array(), index, op.location());
            Expression guarded =
                    Expression.choice(guard, element, MslTypes.zero(op.result().scalar()));
            scope.declare(op.result(), guarded, op.location(), hint);
        } else {
            scope.define(op.result(), element, op.location(), hint);
        }
    }

    /** An index as an expression that may be written twice. */
    Expression index(Value index, Location location) {
        return scope.useSimple(index, location, "index");
    }

    /** Java computes with the narrow integers as ints. */
    private static Expression widened(MemoryOp.Load op, Expression element) {
        ScalarType type = (ScalarType) op.array().array().element();
        return type == op.result().type() ? element : Expression.call("int", element);
    }

    private void loadTileElement(MemoryOp.Load op, String array) {
        if (!op.checked()) {
            scope.define(op.result(), Expression.element(array, scope.use(op.index())), op.location(), array + "_tile");
            return;
        }
        Expression index = index(op.index(), op.location());
        String name = scope.freshVariable(op.result(), array + "_tile");
        scope.out.statement(
                op.location(),
                MslTypes.spell(op.result().type()) + " " + name + " = "
                        + MslTile.filled(op.result().tile().element(), MslTypes.zero(ScalarType.F32))
                                .text() + ";");
        scope.open(
                op.location(),
                "if (" + inRange(op.array(), index, op.location()).text() + ")");
        scope.out.line(name + " = " + array + "[" + index.text() + "];");
        scope.close("}");
        scope.bindVariable(op.result(), name);
    }

    void store(MemoryOp.Store op) {
        String array = scope.arrays.name(op.array());
        Expression index = op.checked() ? index(op.index(), op.location()) : scope.use(op.index());
        Expression value = narrowed(op, scope.use(op.value()));
        scope.flushMemoryReads();
        String assignment = array + "[" + index.text() + "] = " + value.text() + ";";
        if (op.value().type() instanceof TileType && assignment.startsWith(value.text() + " = ")) {
            return;
        }
        if (op.checked()) {
            scope.open(
                    op.location(),
                    "if (" + inRange(op.array(), index, op.location()).text() + ")");
            scope.out.line(assignment);
            scope.close("}");
        } else {
            scope.out.statement(op.location(), assignment);
        }
    }

    private static Expression narrowed(MemoryOp.Store op, Expression value) {
        boolean same = op.array().array().element().equals(op.value().type());
        return same ? value : Expression.call(MslTypes.spell(op.array().array().element()), value);
    }

    /** Records a fault where an index is not below a length; what is accessed then does not matter. */
    void check(MemoryOp.CheckIndex op) {
        Expression index = index(op.index(), op.location());
        int number = scope.arrays.numberOfRows(op.array());
        scope.out.statement(
                op.location(),
                scope.helper(Helper.IN_RANGE) + "(" + index.text() + ", " + op.length() + ", " + number + ", "
                        + fault(op.location()) + ");");
    }

    /** Whether an index is in range; a fault is recorded where it is not. */
    Expression inRange(Value array, Expression index, Location location) {
        String arguments = index.text() + ", " + scope.arrays.size(array).text() + ", " + scope.arrays.number(array);
        return Expression.atom(scope.helper(Helper.IN_RANGE) + "(" + arguments + ", " + fault(location) + ")");
    }

    /** The arguments that say where a fault happened and where to record it. */
    String fault(Location location) {
        return scope.arrays.line(location) + ", " + scope.place.text(scope) + ", " + MslArrays.FAULT;
    }

    void divide(MemoryOp.Divide op) {
        Helper helper = op.remainder() ? Helper.JAVA_REMAINDER : Helper.JAVA_DIVIDE;
        Expression left = scope.use(op.left());
        if (!op.checked() || isSafeDivisor(op.right())) {
            Expression right = scope.use(op.right());
            boolean plain = isSafeDivisor(op.right()) && !op.remainder();
            Expression quotient = plain
                    ? Expression.infix(left, "/", Expression.TIMES, right)
                    : Expression.call(scope.helper(helper), left, right);
            scope.define(op.result(), quotient, op.location(), "t");
            return;
        }
        Expression right = scope.useSimple(op.right(), op.location(), "divisor");
        Expression guard =
                Expression.atom(scope.helper(Helper.NOT_ZERO) + "(" + right.text() + ", " + fault(op.location()) + ")");
        Expression quotient = Expression.call(scope.helper(helper), left, right);
        scope.declare(
                op.result(),
                Expression.choice(guard, quotient, Expression.atom("0")),
                op.location(),
                op.remainder() ? "remainder" : "quotient");
    }

    /** Whether a divisor is a constant other than 0 and -1, by which division means the same in both languages. */
    private boolean isSafeDivisor(Value divisor) {
        return scope.uses.definer(divisor) instanceof ScalarOp.Constant constant
                && constant.value() instanceof Number number
                && number.longValue() != 0
                && number.longValue() != -1;
    }
}
