package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.verify.KernelRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes two loops of one that accesses tiles: the first iterations, in which all tiles are whole and in range, without their checks, and the rest with them. How
 * many the first are is computed once, ahead of both ({@link WholeIterations}); where some tile of the first iteration is partial or out of range, they are
 * none, so faults are reported as before. It is for GPUs, where the checks of a tile cost more than its product: it takes the innermost loops
 * that are not short, but none that begins where another ended, which is that one's rest. Of a loop with barriers, which all SIMD-groups of a
 * threadgroup must meet together, the first iterations are as many as they are for every SIMD-group ({@link ThreadgroupBound}).
 */
public final class SplitTileLoops implements Pass {
    /** The ops of the longest loop that becomes two. */
    private static final int MAXIMUM_OPS = 10_000;

    /** The iterations of the longest loop that is part of what is around it: such loops are unrolled. */
    private static final long LONGEST_SHORT = 16;

    @Override
    public String name() {
        return "split-tile-loops";
    }

    @Override
    public Function run(Function kernel) {
        Splitter splitter = new Splitter(kernel.body());
        Function split = splitter.rewrite(kernel);
        return split.withBody(splitter.withBounds(split.body()));
    }

    /** One run over a kernel. */
    private static final class Splitter extends Rewriter {
        private final Region kernel;
        private final Map<Value, Object> constants = new HashMap<>();
        private final Set<Value> ends = new HashSet<>();

        /** Where SIMD-groups tell each other their bounds, so far as it is needed. */
        private MemoryOp.@Nullable Allocate bounds;

        private long threadgroupBytes;

        Splitter(Region kernel) {
            this.kernel = kernel;
            Regions.forEach(kernel, op -> {
                if (op instanceof ScalarOp.Constant constant) {
                    constants.put(constant.result(), constant.value());
                }
                if (op instanceof MemoryOp.Allocate allocate) {
                    threadgroupBytes += KernelRules.threadgroupBytes(allocate);
                }
            });
        }

        /** The kernel's body, in which what was needed is allocated. */
        Region withBounds(Region body) {
            if (bounds == null) {
                return body;
            }
            List<Op> ops = new ArrayList<>(List.of(bounds));
            ops.addAll(body.ops());
            return body.withOps(ops);
        }

        @Override
        protected void nested(Op op) {
            Op rebuilt = rebuild(op);
            if (rebuilt instanceof ControlOp.For loop && isSplittable(loop)) {
                split(loop);
            } else {
                emit(rebuilt);
            }
            if (rebuilt instanceof ControlOp.For loop) {
                ends.add(loop.upper());
            }
        }

        private boolean isSplittable(ControlOp.For loop) {
            boolean isRest = ends.contains(loop.lower()) && !constants.containsKey(loop.lower());
            return !isRest
                    && !isShort(loop)
                    && loop.index().type() == ScalarType.I32
                    && Regions.endsInOneContinue(loop)
                    && Regions.size(loop.body()) <= MAXIMUM_OPS
                    && (hasRoom() || !hasBarrier(loop))
                    && !Regions.contains(loop.body(), op -> forbids(op));
        }

        private static boolean hasBarrier(ControlOp.For loop) {
            return Regions.contains(loop.body(), op -> op instanceof MemoryOp.Barrier);
        }

        private boolean hasRoom() {
            return threadgroupBytes + ThreadgroupBound.BYTES <= KernelRules.MAXIMUM_THREADGROUP_BYTES;
        }

        /** Whether an op keeps the loops around it as they are: one of tensors, which all SIMD-groups meet, or a loop that is to be split itself. */
        private boolean forbids(Op op) {
            return switch (op) {
                case TensorOp _ -> true;
                case ControlOp.For inner -> !isShort(inner) && accessesTiles(inner);
                case ControlOp.Loop inner -> accessesTiles(inner);
                default -> false;
            };
        }

        private boolean isShort(ControlOp.For loop) {
            return constants.get(loop.lower()) instanceof Number lower
                    && constants.get(loop.upper()) instanceof Number upper
                    && upper.longValue() - lower.longValue() <= LONGEST_SHORT * loop.step();
        }

        private static boolean accessesTiles(Op loop) {
            return loop.regions().stream()
                    .anyMatch(region -> Regions.contains(
                            region, op -> op instanceof MemoryOp.LoadTile || op instanceof MemoryOp.StoreTile));
        }

        private void split(ControlOp.For loop) {
            IndexExpressions expressions = new IndexExpressions(loop.body(), kernel);
            TileSpans spans = new TileSpans(loop, expressions);
            if (spans.found().isEmpty()) {
                emit(loop);
                return;
            }
            List<Op> ahead = new ArrayList<>();
            OpBuilder builder = new OpBuilder(ahead, loop.location());
            Value end = new WholeIterations(loop, expressions, spans, builder).end();
            if (hasBarrier(loop)) {
                bounds = bounds == null ? ThreadgroupBound.array(loop.location()) : bounds;
                end = ThreadgroupBound.least(end, bounds.result(), builder);
            }
            ahead.forEach(this::emit);
            ControlOp.For whole = whole(loop, spans.found().keySet(), end);
            emit(whole);
            emit(new ControlOp.For(
                    loop.results(),
                    loop.label(),
                    end,
                    loop.upper(),
                    loop.step(),
                    whole.results(),
                    loop.body(),
                    loop.location()));
        }

        /** A copy of the loop that ends sooner, and in which some accesses need no checks. */
        private static ControlOp.For whole(ControlOp.For loop, Set<Op> accesses, Value end) {
            Region body = new Rewriter() {
                @Override
                protected void leaf(Op op) {
                    emit(accesses.contains(op) ? unchecked(op) : op);
                }
            }.region(loop.body());
            return new ControlOp.For(
                            loop.results(),
                            loop.label(),
                            loop.lower(),
                            end,
                            loop.step(),
                            loop.initial(),
                            body,
                            loop.location())
                    .map(new Cloner());
        }

        private static Op unchecked(Op op) {
            return switch (op) {
                case MemoryOp.LoadTile load -> load.with(load.access().whole(), false);
                case MemoryOp.StoreTile store ->
                    new MemoryOp.StoreTile(store.tile(), store.access().whole(), false, store.location());
                default -> throw new IllegalArgumentException(op + " accesses no tile");
            };
        }
    }
}
