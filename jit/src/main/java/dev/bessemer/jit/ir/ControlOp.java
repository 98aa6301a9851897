package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Structured control flow. */
public sealed interface ControlOp extends Op {
    /** An op that regions end with; it defines nothing. */
    sealed interface Terminator extends ControlOp {
        @Override
        default List<Value> results() {
            return List.of();
        }
    }

    private static List<Value> uses(Mapping m, List<Value> values) {
        List<Value> mapped = new ArrayList<>(values.size());
        values.forEach(value -> mapped.add(m.use(value)));
        return mapped;
    }

    private static List<Value> definitions(Mapping m, List<Value> values) {
        List<Value> mapped = new ArrayList<>(values.size());
        values.forEach(value -> mapped.add(m.define(value)));
        return mapped;
    }

    /** One of two regions, each without parameters and ending with a yield of the results or leaving further out. */
    record If(List<Value> results, Value condition, Region thenRegion, Region elseRegion, Location location)
            implements ControlOp {
        public If {
            results = List.copyOf(results);
        }

        @Override
        public List<Value> operands() {
            return List.of(condition);
        }

        @Override
        public List<Region> regions() {
            return List.of(thenRegion, elseRegion);
        }

        @Override
        public If map(Mapping m) {
            Value mappedCondition = m.use(condition);
            Region mappedThen = m.region(thenRegion);
            Region mappedElse = m.region(elseRegion);
            return new If(definitions(m, results), mappedCondition, mappedThen, mappedElse, location);
        }
    }

    /** A region executed once and left early by a break; its results are what the break or the final yield gives. */
    record Block(List<Value> results, Label label, Region body, Location location) implements ControlOp {
        public Block {
            results = List.copyOf(results);
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Region> regions() {
            return List.of(body);
        }

        @Override
        public Block map(Mapping m) {
            Label mappedLabel = m.defineLabel(label);
            Region mappedBody = m.region(body);
            return new Block(definitions(m, results), mappedLabel, mappedBody, location);
        }
    }

    /**
     * A counted loop: {@code for (i = lower; i < upper; i += step)} with Java's wrapping; the body's parameters are i and the carried
     * values, and it ends with a continue to this label (or leaves otherwise) that gives the next carried values. Results are the
     * carried values at the end, or what a break gives.
     *
     * @param results one a carried value
     * @param lower I32 or I64, the type of i
     * @param upper of the same type; evaluated once
     * @param step positive
     * @param initial the carried values on entry
     */
    record For(
            List<Value> results,
            Label label,
            Value lower,
            Value upper,
            long step,
            List<Value> initial,
            Region body,
            Location location)
            implements ControlOp {
        public For {
            results = List.copyOf(results);
            initial = List.copyOf(initial);
        }

        /** The loop variable. */
        public Value index() {
            return body.parameters().getFirst();
        }

        /** The carried values inside the body. */
        public List<Value> carried() {
            return body.parameters().subList(1, body.parameters().size());
        }

        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(lower, upper));
            operands.addAll(initial);
            return operands;
        }

        @Override
        public List<Region> regions() {
            return List.of(body);
        }

        @Override
        public For map(Mapping m) {
            Value mappedLower = m.use(lower);
            Value mappedUpper = m.use(upper);
            List<Value> mappedInitial = uses(m, initial);
            Label mappedLabel = m.defineLabel(label);
            Region mappedBody = m.region(body);
            return new For(
                    definitions(m, results),
                    mappedLabel,
                    mappedLower,
                    mappedUpper,
                    step,
                    mappedInitial,
                    mappedBody,
                    location);
        }
    }

    /** A loop without a bound of its own: the body's parameters are the carried values; it ends with a continue or leaves. Results are what a break gives. */
    record Loop(List<Value> results, Label label, List<Value> initial, Region body, Location location)
            implements ControlOp {
        public Loop {
            results = List.copyOf(results);
            initial = List.copyOf(initial);
        }

        @Override
        public List<Value> operands() {
            return initial;
        }

        @Override
        public List<Region> regions() {
            return List.of(body);
        }

        @Override
        public Loop map(Mapping m) {
            List<Value> mappedInitial = uses(m, initial);
            Label mappedLabel = m.defineLabel(label);
            Region mappedBody = m.region(body);
            return new Loop(definitions(m, results), mappedLabel, mappedInitial, mappedBody, location);
        }
    }

    /**
     * A {@code @Parallel} loop: the iterations {@code lower + t * step} below {@code upper}, each by the thread t of this dimension of the grid.
     * Nothing is carried. It stands in the kernel's outermost region or directly inside another one of another dimension.
     *
     * @param dimension 0, 1 or 2: x, y or z; the outermost of a nest has the highest
     * @param body parameter: the loop variable; ends with a yield of nothing
     */
    record ParallelFor(int dimension, Value lower, Value upper, long step, Region body, Location location)
            implements ControlOp {
        /** The loop variable. */
        public Value index() {
            return body.parameters().getFirst();
        }

        @Override
        public List<Value> operands() {
            return List.of(lower, upper);
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Region> regions() {
            return List.of(body);
        }

        @Override
        public ParallelFor map(Mapping m) {
            return new ParallelFor(dimension, m.use(lower), m.use(upper), step, m.region(body), location);
        }
    }

    /** Ends a region of an if, a block, a map's body or a parallel loop, giving its results. */
    record Yield(List<Value> values, Location location) implements Terminator {
        public Yield {
            values = List.copyOf(values);
        }

        @Override
        public List<Value> operands() {
            return values;
        }

        @Override
        public Yield map(Mapping m) {
            return new Yield(uses(m, values), location);
        }
    }

    /** Leaves an enclosing block or loop, giving its results. */
    record Break(Label target, List<Value> values, Location location) implements Terminator {
        public Break {
            values = List.copyOf(values);
        }

        @Override
        public List<Value> operands() {
            return values;
        }

        @Override
        public Break map(Mapping m) {
            return new Break(m.useLabel(target), uses(m, values), location);
        }
    }

    /** Begins the next iteration of an enclosing for or loop, giving its carried values. */
    record Continue(Label target, List<Value> values, Location location) implements Terminator {
        public Continue {
            values = List.copyOf(values);
        }

        @Override
        public List<Value> operands() {
            return values;
        }

        @Override
        public Continue map(Mapping m) {
            return new Continue(m.useLabel(target), uses(m, values), location);
        }
    }

    /** Ends the thread's execution of the kernel; in a {@link Function} that is not a kernel, gives its value. */
    record Return(@Nullable Value value, Location location) implements Terminator {
        @Override
        public List<Value> operands() {
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public Return map(Mapping m) {
            return new Return(Op.use(m, value), location);
        }
    }
}
