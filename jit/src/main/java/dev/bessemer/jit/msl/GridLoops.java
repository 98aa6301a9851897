package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.pass.ScalarEvaluation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code @Parallel} loops that make a kernel's grid. Where a loop's bounds follow from the kernel's arguments alone, the host computes them
 * and the loop has a thread for each iteration. The bounds of any other, which depend on memory, on another loop's variable, on control flow or on
 * floating-point numbers, are known to the threads alone: the text steps through its iterations by the grid's extent, so that any extent is right.
 *
 * @param depth how many loops there are, one inside the other; 0 for a kernel without
 * @param faultsOutside whether something outside of the innermost one can fault, so that threads have to run where there is no iteration
 * @param bounds the loops whose bounds the host computes, with all that these depend on: a function in the IR's text form
 */
public record GridLoops(int depth, boolean faultsOutside, String bounds) {
    /** A kernel without {@code @Parallel} loops. */
    public static final GridLoops NONE = new GridLoops(0, false, "");

    /** The threads, in x, y and z, that share the iterations of a loop whose bounds the host does not know. */
    private static final long[] SHARING = {1024, 16, 4};

    /**
     * How many threads a launch needs in x, y and z; zeros mean that there is nothing to execute.
     *
     * @param arguments one a parameter of the kernel: a scalar in its wrapper class, for an array its number of elements as a Long
     */
    public List<Long> threads(List<Object> arguments) {
        long[] threads = {1, 1, 1};
        System.arraycopy(SHARING, 0, threads, 0, depth);
        evaluate(arguments, (loop, lower, upper) -> threads[loop.dimension()] = trips(lower, upper, loop.step()));
        if (!faultsOutside && Arrays.stream(threads).anyMatch(extent -> extent == 0)) {
            return List.of(0L, 0L, 0L);
        }
        return Arrays.stream(threads).map(extent -> Math.max(extent, 1)).boxed().toList();
    }

    /**
     * The value of the outermost loop's variable in one of its iterations, counted from 0; null where the host does not know the loop's bounds.
     *
     * @param arguments as for {@link #threads}
     */
    public @Nullable Long outermost(List<Object> arguments, long iteration) {
        Long[] found = {null};
        evaluate(arguments, (loop, lower, upper) -> {
            if (loop.dimension() == depth - 1) {
                found[0] = lower + iteration * loop.step();
            }
        });
        return found[0];
    }

    /** How often a loop runs. */
    private static long trips(long lower, long upper, long step) {
        return lower >= upper ? 0 : Long.divideUnsigned(upper - lower - 1, step) + 1;
    }

    /** Takes a loop and what its bounds are. */
    private interface Visitor {
        void visit(ControlOp.ParallelFor loop, long lower, long upper);
    }

    private void evaluate(List<Object> arguments, Visitor visitor) {
        if (bounds.isEmpty()) {
            return;
        }
        Function function = IrParser.parse(bounds);
        Map<Value, Object> known = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            known.put(function.parameters().get(i).value(), constant(arguments.get(i)));
        }
        evaluate(function.body(), known, visitor);
    }

    private static void evaluate(Region region, Map<Value, Object> known, Visitor visitor) {
        for (Op op : region.ops()) {
            switch (op) {
                case ControlOp.ParallelFor loop -> {
                    visitor.visit(loop, integer(known, loop.lower()), integer(known, loop.upper()));
                    evaluate(loop.body(), known, visitor);
                }
                case ScalarOp.ArraySize size -> known.put(size.result(), size(size, known));
                default -> {
                    Object value = ScalarEvaluation.evaluate(op, known);
                    op.results().forEach(result -> known.put(result, known(op, value)));
                }
            }
        }
    }

    private static Object known(Op op, @Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("the bounds of a loop cannot be computed: " + op);
        }
        return value;
    }

    private static long integer(Map<Value, Object> known, Value bound) {
        return ((Number) known.getOrDefault(bound, 0)).longValue();
    }

    private static Object size(ScalarOp.ArraySize op, Map<Value, Object> known) {
        long size = integer(known, op.array());
        return op.result().type() == ScalarType.I64 ? (Object) size : (Object) (int) size;
    }

    /** An argument as a {@link ScalarOp.Constant} would hold it. */
    private static Object constant(Object argument) {
        return switch (argument) {
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case Character character -> (int) character;
            default -> argument;
        };
    }
}
