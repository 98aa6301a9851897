package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns loops that count up by a positive constant to a fixed bound, tested before each iteration, into counted ones. It refuses loops
 * that count down, that test at their end, or that end an iteration with different steps.
 */
public final class CountLoops implements Pass {
    @Override
    public String name() {
        return "counted-loops";
    }

    @Override
    public Function run(Function kernel) {
        return new Counter().rewrite(kernel);
    }

    /** One run over a kernel; inner loops come before outer ones. */
    private static final class Counter extends Rewriter {
        private final Definitions definitions = new Definitions();

        @Override
        protected void emit(Op op) {
            definitions.add(op);
            super.emit(op);
        }

        @Override
        protected void nested(Op op) {
            Op rebuilt = rebuild(op);
            CountedLoop counted = rebuilt instanceof ControlOp.Loop loop ? CountedLoop.of(loop, definitions) : null;
            LoopSlots slots = counted == null ? null : slots(counted);
            if (counted == null || slots == null) {
                emit(rebuilt);
            } else {
                convert(counted, slots);
            }
        }

        /** What the new loop carries; null when its results cannot be told. */
        private static @Nullable LoopSlots slots(CountedLoop counted) {
            boolean leftElsewhere = Regions.contains(
                    Region.of(counted.body()),
                    op -> op instanceof ControlOp.Break leave
                            && leave.target() == counted.loop().label());
            return leftElsewhere ? LoopSlots.withBreaks(counted) : LoopSlots.withoutBreaks(counted);
        }

        private void convert(CountedLoop counted, LoopSlots slots) {
            counted.invariant().forEach(this::emit);
            ControlOp.For loop = slots.build();
            emit(loop);
            if (slots.resultsComeFromSlots()) {
                return;
            }
            Cloner after = new Cloner();
            List<Value> carried = counted.loop().body().parameters();
            for (int i = 0; i < carried.size(); i++) {
                if (i != counted.counter()) {
                    after.replace(carried.get(i), slots.resultOf(i));
                }
            }
            Set<Value> needed = neededAfter(counted);
            if (needed.contains(counted.index())) {
                after.replace(counted.index(), lastIndex(loop, counted, slots));
            }
            for (Op op : counted.head()) {
                if (needed.contains(op.results().getFirst())) {
                    emit(op.map(after));
                }
            }
            exit(counted, after);
        }

        private void exit(CountedLoop counted, Cloner after) {
            for (Op op : counted.exit().ops()) {
                if (op instanceof ControlOp.Break leave
                        && leave.target() == counted.loop().label()) {
                    List<Value> values = leave.values().stream().map(after::use).toList();
                    replaceAll(counted.loop().results(), values);
                } else {
                    emit(op.map(after));
                }
            }
        }

        /** The values of the iteration that leaves that its exit reads, itself or by way of the head. */
        private static Set<Value> neededAfter(CountedLoop counted) {
            Set<Value> needed = new HashSet<>();
            for (Op op : counted.exit().ops()) {
                Regions.forEachUse(op, needed::add);
            }
            for (Op op : counted.head().reversed()) {
                if (needed.contains(op.results().getFirst())) {
                    needed.addAll(op.operands());
                }
            }
            return needed;
        }

        private Value lastIndex(ControlOp.For loop, CountedLoop counted, LoopSlots slots) {
            if (slots.carriesIndex()) {
                return slots.resultOf(counted.counter());
            }
            Location location = loop.location();
            Value last = new Value(loop.index().type(), loop.index().name());
            emit(new ScalarOp.Binary(last, BinaryKind.MAX, loop.lower(), loop.upper(), location));
            return last;
        }
    }
}
