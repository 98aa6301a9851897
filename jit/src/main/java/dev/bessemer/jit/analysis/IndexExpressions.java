package dev.bessemer.jit.analysis;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The polynomials of a kernel's I32 values, so far as they are sums, differences, products and constant shifts. */
public final class IndexExpressions {
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Polynomial> known = new HashMap<>();

    /** @param body the kernel's body */
    public IndexExpressions(Region body) {
        define(body);
    }

    /**
     * Expressions inside a loop: constants apart, what is defined outside of it is not looked into.
     *
     * @param loop the loop's body
     * @param kernel the kernel's body
     */
    public IndexExpressions(Region loop, Region kernel) {
        constants(kernel);
        define(loop);
    }

    private void constants(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof ScalarOp.Constant constant) {
                definitions.put(constant.result(), constant);
            }
            op.regions().forEach(this::constants);
        }
    }

    private void define(Region region) {
        for (Op op : region.ops()) {
            for (Value result : op.results()) {
                definitions.put(result, op);
            }
            op.regions().forEach(this::define);
        }
    }

    /** The op that defines a value, or null for a parameter. */
    public @Nullable Op definition(Value value) {
        return definitions.get(value);
    }

    /** The polynomial of an I32 value. */
    public Polynomial of(Value value) {
        Polynomial polynomial = known.get(value);
        if (polynomial == null) {
            polynomial = compute(value);
            if (polynomial == null) {
                polynomial = Polynomial.of(value);
            }
            known.put(value, polynomial);
        }
        return polynomial;
    }

    /** {@code of(a) - of(b)}, or null when that is too large to be of use. */
    public @Nullable Polynomial difference(Value a, Value b) {
        return of(a).minus(of(b));
    }

    private @Nullable Polynomial compute(Value value) {
        if (value.type() != ScalarType.I32) {
            return null;
        }
        return switch (definitions.get(value)) {
            case ScalarOp.Constant constant -> Polynomial.constant((Integer) constant.value());
            case ScalarOp.Binary binary -> compute(binary);
            case ScalarOp.Unary unary
            when unary.kind() == UnaryKind.NEGATE -> of(unary.operand()).times(-1);
            case null, default -> null;
        };
    }

    private @Nullable Polynomial compute(ScalarOp.Binary op) {
        return switch (op.kind()) {
            case ADD -> of(op.left()).plus(of(op.right()));
            case SUBTRACT -> of(op.left()).minus(of(op.right()));
            case MULTIPLY -> of(op.left()).times(of(op.right()));
            case SHIFT_LEFT -> {
                Integer distance = of(op.right()).asConstant();
                yield distance == null ? null : of(op.left()).times(1 << (distance & 31));
            }
            default -> null;
        };
    }
}
