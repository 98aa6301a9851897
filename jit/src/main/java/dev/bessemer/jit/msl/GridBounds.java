package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the {@code @Parallel} loops whose bounds follow from a kernel's arguments alone, by integer ops that cannot fault. */
final class GridBounds {
    private final Function kernel;
    private final Set<Value> computable = new HashSet<>();
    private final Set<Value> needed = new HashSet<>();
    private final Set<Value> divisors = new HashSet<>();
    private final Set<ControlOp.ParallelFor> known = new HashSet<>();
    private int depth;
    private boolean faultsOutside;

    GridBounds(Function kernel) {
        this.kernel = kernel;
        kernel.parameters().stream()
                .map(Function.Parameter::value)
                .filter(value -> isInteger(value.type()) || value.type() instanceof ArrayType)
                .forEach(computable::add);
        if (hasLoop(kernel.body())) {
            find(kernel.body());
        }
    }

    private static boolean hasLoop(Region region) {
        return region.ops().stream().anyMatch(ControlOp.ParallelFor.class::isInstance);
    }

    /** Looks at a region outside of the innermost loop. */
    private void find(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.ParallelFor loop) {
                depth++;
                if (computable.contains(loop.lower()) && computable.contains(loop.upper())) {
                    known.add(loop);
                }
                if (hasLoop(loop.body())) {
                    find(loop.body());
                }
            } else if (isComputable(op)) {
                computable.addAll(op.results());
                if (op instanceof ScalarOp.Constant constant
                        && constant.value() instanceof Number number
                        && number.longValue() != 0) {
                    divisors.add(constant.result());
                }
            } else {
                faultsOutside |= op instanceof MemoryOp || !op.regions().isEmpty();
            }
        }
    }

    private boolean isComputable(Op op) {
        boolean pure = switch (op) {
            case ScalarOp.Builtin _ -> false;
            case ScalarOp _ -> true;
            case MemoryOp.Divide divide -> divisors.contains(divide.right());
            default -> false;
        };
        return pure
                && computable.containsAll(op.operands())
                && op.results().stream().allMatch(result -> isInteger(result.type()));
    }

    private static boolean isInteger(Type type) {
        return type instanceof ScalarType scalar && !scalar.isFloat();
    }

    /** Whether the host computes a loop's bounds. */
    boolean isKnown(ControlOp.ParallelFor loop) {
        return known.contains(loop);
    }

    GridLoops loops() {
        if (depth == 0) {
            return GridLoops.NONE;
        }
        Region body = slice(kernel.body());
        return new GridLoops(depth, faultsOutside, IrPrinter.print(kernel.withBody(body)));
    }

    /** The known loops of a region and what their bounds need; of a loop that is not known, what is in it. */
    private Region slice(Region region) {
        List<Op> kept = new ArrayList<>();
        for (Op op : region.ops().reversed()) {
            switch (op) {
                case ControlOp.ParallelFor loop -> {
                    Region inner = slice(loop.body());
                    if (isKnown(loop)) {
                        needed.addAll(loop.operands());
                        kept.addFirst(new ControlOp.ParallelFor(
                                loop.dimension(), loop.lower(), loop.upper(), loop.step(), inner, loop.location()));
                    } else {
                        kept.addAll(0, inner.ops().subList(0, inner.ops().size() - 1));
                    }
                }
                case ControlOp.Terminator end -> kept.addFirst(end);
                default -> {
                    if (computable.containsAll(op.results())
                            && op.results().stream().anyMatch(needed::contains)) {
                        needed.addAll(op.operands());
                        kept.addFirst(op);
                    }
                }
            }
        }
        return region.withOps(kept);
    }
}
