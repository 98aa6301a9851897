package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces ops by simpler ones that are equal for all operands, NaN, signed zeros and overflow included, and takes away ifs whose
 * condition is known and blocks that are left at their end only. It computes nothing: {@link FoldConstants} does.
 */
public final class Simplify implements Pass {
    @Override
    public String name() {
        return "simplify";
    }

    @Override
    public Function run(Function kernel) {
        return new Simplifier().rewrite(kernel);
    }

    /** One run over a kernel. */
    private static final class Simplifier extends Rewriter {
        private final Definitions definitions = new Definitions();
        private final BinaryRules binaries = new BinaryRules(definitions);

        @Override
        protected void emit(Op op) {
            definitions.add(op);
            super.emit(op);
        }

        @Override
        protected void leaf(Op op) {
            switch (op) {
                case ScalarOp.Binary binary -> binary(binary);
                case ScalarOp.Unary unary -> unary(unary);
                case ScalarOp.Select select -> select(select);
                case ScalarOp.Compare compare -> compare(compare);
                case ScalarOp.Convert convert -> convert(convert);
                // x / 1 == x
                case MemoryOp.Divide divide
                when !divide.remainder() && definitions.isInteger(divide.right(), 1) ->
                    replace(divide.result(), divide.left());
                default -> emit(op);
            }
        }

        private void binary(ScalarOp.Binary op) {
            Value operand = binaries.operand(op);
            if (operand != null) {
                replace(op.result(), operand);
            } else if (BinaryRules.isZero(op)) {
                emit(Constants.zero(op.result(), op.location()));
            } else if (!reassociate(op)) {
                emit(op);
            }
        }

        /** {@code (x + c) + d == x + (c + d)} on integers. */
        private boolean reassociate(ScalarOp.Binary op) {
            if (op.kind() != BinaryKind.ADD
                    || !(definitions.constant(op.right()) instanceof Number outer)
                    || !(definitions.of(op.left()) instanceof ScalarOp.Binary inner)
                    || inner.kind() != BinaryKind.ADD
                    || !(definitions.constant(inner.right()) instanceof Number constant)
                    || op.result().type() == ScalarType.F32) {
                return false;
            }
            Value sum = new Value(op.result().type());
            emit(Constants.integer(sum, constant.longValue() + outer.longValue(), op.location()));
            leaf(new ScalarOp.Binary(op.result(), BinaryKind.ADD, inner.left(), sum, op.location()));
            return true;
        }

        private void unary(ScalarOp.Unary op) {
            ScalarOp operand = definitions.of(op.operand());
            // not(not(x)) == x, -(-x) == x
            if (operand instanceof ScalarOp.Unary inner
                    && inner.kind() == op.kind()
                    && (op.kind() == UnaryKind.NOT || op.kind() == UnaryKind.NEGATE)) {
                replace(op.result(), inner.operand());
            } else if (op.kind() == UnaryKind.NOT
                    && operand instanceof ScalarOp.Compare compare
                    && isNegatable(compare)) {
                emit(new ScalarOp.Compare(
                        op.result(), compare.kind().negated(), compare.left(), compare.right(), op.location()));
            } else {
                emit(op);
            }
        }

        private static boolean isNegatable(ScalarOp.Compare op) {
            return op.left().type() != ScalarType.F32 || op.kind() == CompareKind.EQ || op.kind() == CompareKind.NE;
        }

        private void select(ScalarOp.Select op) {
            Value condition = op.condition();
            Value a = op.whenTrue();
            Value b = op.whenFalse();
            if (a == b || definitions.isBoolean(condition, true)) {
                // c ? x : x == x
                replace(op.result(), a);
            } else if (definitions.isBoolean(condition, false)) {
                replace(op.result(), b);
            } else if (definitions.of(condition) instanceof ScalarOp.Unary not) {
                // not(c) ? a : b == c ? b : a
                leaf(new ScalarOp.Select(op.result(), not.operand(), b, a, op.location()));
            } else if (op.result().type() == ScalarType.BOOL && selectOfBooleans(op)) {
                return;
            } else {
                emit(op);
            }
        }

        private boolean selectOfBooleans(ScalarOp.Select op) {
            Value c = op.condition();
            Value a = op.whenTrue();
            Value b = op.whenFalse();
            if (definitions.isBoolean(a, true)) {
                // c ? true : b == c | b
                leaf(new ScalarOp.Binary(op.result(), BinaryKind.OR, c, b, op.location()));
            } else if (definitions.isBoolean(b, false)) {
                // c ? a : false == c & a
                leaf(new ScalarOp.Binary(op.result(), BinaryKind.AND, c, a, op.location()));
            } else if (definitions.isBoolean(a, false)) {
                // c ? false : b == not(c) & b
                leaf(new ScalarOp.Binary(op.result(), BinaryKind.AND, not(c, op.location()), b, op.location()));
            } else if (definitions.isBoolean(b, true)) {
                // c ? a : true == not(c) | a
                leaf(new ScalarOp.Binary(op.result(), BinaryKind.OR, not(c, op.location()), a, op.location()));
            } else {
                return false;
            }
            return true;
        }

        private Value not(Value condition, Location location) {
            Value result = new Value(ScalarType.BOOL);
            leaf(new ScalarOp.Unary(result, UnaryKind.NOT, condition, location));
            return use(result);
        }

        private void compare(ScalarOp.Compare op) {
            if (op.left() == op.right() && op.left().type() != ScalarType.F32) {
                boolean holds =
                        op.kind() == CompareKind.EQ || op.kind() == CompareKind.LE || op.kind() == CompareKind.GE;
                emit(new ScalarOp.Constant(op.result(), holds, op.location()));
            } else if (!compareOfSelect(op)) {
                emit(op);
            }
        }

        /** {@code (c ? k : x) == l} is {@code c ? k == l : x == l}, where k and l are constants. */
        private boolean compareOfSelect(ScalarOp.Compare op) {
            Object right = definitions.constant(op.right());
            if (right == null || !(definitions.of(op.left()) instanceof ScalarOp.Select select)) {
                return false;
            }
            Object whenTrue = definitions.constant(select.whenTrue());
            Object whenFalse = definitions.constant(select.whenFalse());
            if (whenTrue == null && whenFalse == null) {
                return false;
            }
            Value first = compared(op, select.whenTrue(), whenTrue, right);
            Value second = compared(op, select.whenFalse(), whenFalse, right);
            leaf(new ScalarOp.Select(op.result(), select.condition(), first, second, op.location()));
            return true;
        }

        private Value compared(ScalarOp.Compare op, Value value, @Nullable Object constant, Object right) {
            Value result = new Value(ScalarType.BOOL);
            Object known = constant == null ? null : ScalarArithmetic.compare(op.kind(), constant, right);
            leaf(
                    known == null
                            ? new ScalarOp.Compare(result, op.kind(), value, op.right(), op.location())
                            : new ScalarOp.Constant(result, known, op.location()));
            return use(result);
        }

        private void convert(ScalarOp.Convert op) {
            Value operand = op.operand();
            if (operand.type().equals(op.result().type())) {
                replace(op.result(), operand);
            } else if (definitions.of(operand) instanceof ScalarOp.Convert inner
                    && isLossless(inner)
                    && inner.operand().type().equals(op.result().type())) {
                // (T) (wider) x == x for x of type T
                replace(op.result(), inner.operand());
            } else {
                emit(op);
            }
        }

        private static boolean isLossless(ScalarOp.Convert op) {
            ScalarType from = op.operand().scalar();
            ScalarType to = op.result().scalar();
            return switch (from) {
                case I32 -> to == ScalarType.I64;
                case F16, BF16 -> to == ScalarType.F32;
                case I8, I16, U16 -> to == ScalarType.I32 || to == ScalarType.I64;
                default -> false;
            };
        }

        @Override
        protected void nested(Op op) {
            switch (op) {
                case ControlOp.If branch -> branch(branch);
                case ControlOp.Block block -> block(block);
                default -> emit(rebuild(op));
            }
        }

        private void branch(ControlOp.If op) {
            Value condition = use(op.condition());
            if (definitions.isBoolean(condition, true)) {
                splice(region(op.thenRegion()), op.results());
            } else if (definitions.isBoolean(condition, false)) {
                splice(region(op.elseRegion()), op.results());
            } else if (definitions.of(condition) instanceof ScalarOp.Unary not) {
                // if not(c) a else b == if c b else a
                Region whenTrue = op.elseRegion();
                Region whenFalse = op.thenRegion();
                nested(new ControlOp.If(op.results(), not.operand(), whenTrue, whenFalse, op.location()));
            } else {
                finish((ControlOp.If) rebuild(op));
            }
        }

        /** Takes away results that are the same either way, and an if that does nothing. */
        private void finish(ControlOp.If op) {
            if (op.thenRegion().terminator() instanceof ControlOp.Yield whenTrue
                    && op.elseRegion().terminator() instanceof ControlOp.Yield whenFalse) {
                for (int i = 0; i < op.results().size(); i++) {
                    if (whenTrue.values().get(i) == whenFalse.values().get(i)) {
                        replace(op.results().get(i), whenTrue.values().get(i));
                    }
                }
                if (op.thenRegion().ops().size() == 1
                        && op.elseRegion().ops().size() == 1
                        && whenTrue.values().equals(whenFalse.values())) {
                    return;
                }
            }
            emit(op);
        }

        private void block(ControlOp.Block op) {
            ControlOp.Block block = (ControlOp.Block) rebuild(op);
            Region body = withYieldAtEnd(block);
            if (isNamed(body, block.label())) {
                emit(block);
            } else {
                splice(body, block.results());
            }
        }

        private static Region withYieldAtEnd(ControlOp.Block block) {
            if (block.body().terminator() instanceof ControlOp.Break last && last.target() == block.label()) {
                List<Op> ops = new ArrayList<>(block.body().ops());
                ops.set(ops.size() - 1, new ControlOp.Yield(last.values(), last.location()));
                return block.body().withOps(ops);
            }
            return block.body();
        }

        private static boolean isNamed(Region region, Label label) {
            return Regions.contains(region, op -> op instanceof ControlOp.Break leave && leave.target() == label);
        }
    }
}
