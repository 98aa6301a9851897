package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.Accumulations.Element;
import dev.bessemer.jit.bytecode.Accumulations.Form;
import dev.bessemer.jit.bytecode.ReductionThreads.Part;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp.ParallelFor;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Function.Reduction;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the loops of a kernel with arrays marked {@code @Reduce} into threads that combine iterations, each in memory of its own, and
 * leave partial results in arrays that become further parameters of the kernel ({@link ReductionThreads}); what the launch combines then
 * is a part of the function's attributes.
 */
final class Reductions {
    private final LiftSession session;
    private final Set<Value> arrays;
    private final Accumulations accumulations;
    private final List<Function.Parameter> parameters = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int position;

    /**
     * @param arrays those marked
     * @param positions how many parameters the method has, the components of records counted one by one
     */
    Reductions(LiftSession session, Set<Value> arrays, int positions) {
        this.session = session;
        this.arrays = arrays;
        accumulations = new Accumulations(session, arrays);
        position = positions;
    }

    /** The function with its marked arrays reduced to; unchanged where there are none, or where something is wrong. */
    Function convert(Function function) {
        if (arrays.isEmpty()) {
            return function;
        }
        List<Op> ops = function.body().ops();
        int place = 0;
        while (place < ops.size() && !(ops.get(place) instanceof ParallelFor)) {
            place++;
        }
        if (place == ops.size()) {
            refuseWithoutLoop(function);
            return function;
        }
        ParallelFor loop = (ParallelFor) ops.get(place);
        Map<Element, Form> forms = accumulations.in(loop.body());
        List<Op> presets = presets(ops.subList(0, place), forms);
        ops.subList(place + 1, ops.size()).forEach(this::refuseAccesses);
        return session.diagnostics.isEmpty() ? convert(function, loop, forms, presets) : function;
    }

    /** A loop that could not be converted was reported, and is one all the same. */
    private void refuseWithoutLoop(Function function) {
        if (session.parallelLoops.isEmpty()) {
            arrays.forEach(
                    array -> session.diagnostics.error(function.location(), Refusal.REDUCE_WITHOUT_LOOP, array.name()));
        }
    }

    private Function convert(Function function, ParallelFor loop, Map<Element, Form> forms, List<Op> presets) {
        Value count = parameter("partial_count", ScalarType.I32);
        int countPosition = position - 1;
        List<Reduction> reductions = new ArrayList<>();
        forms.forEach((element, form) -> {
            ScalarType type = (ScalarType) element.array().array().element();
            String name = element.array().name();
            Value accumulator = new Value(new ArrayType(AddressSpace.THREAD, type, 1), name + "_part");
            parts.add(new Part(element, form.kind(), accumulator, parameter(name + "_partials", type)));
            int result = positionOf(function, element.array());
            reductions.add(new Reduction(result, element.index(), form.kind(), position - 1, countPosition));
        });
        ReductionThreads threads = new ReductionThreads(session, loop, accumulating(loop));
        List<Op> ops = new ArrayList<>();
        for (Op op : function.body().ops()) {
            if (op instanceof ParallelFor) {
                ops.addAll(threads.build(parts, count, firstSteps(forms, presets)));
            } else if (!presets.contains(op)) {
                ops.add(op);
            }
        }
        List<Function.Parameter> all = new ArrayList<>(function.parameters());
        all.addAll(parameters);
        Function.Attributes attributes = new Function.Attributes(
                function.attributes().fastMath(), function.attributes().threadgroup(), reductions);
        return new Function(
                function.name(), all, null, attributes, function.body().withOps(ops), function.location());
    }

    private Value parameter(String name, ScalarType element) {
        Value value = new Value(ArrayType.device(element), name);
        parameters.add(new Function.Parameter(value, position++));
        return value;
    }

    private static int positionOf(Function function, Value array) {
        return function.parameters().stream()
                .filter(parameter -> parameter.value() == array)
                .findFirst()
                .orElseThrow()
                .position();
    }

    /** The stores before the loop, which give elements that it combines their first values. */
    private List<Op> presets(List<Op> before, Map<Element, Form> forms) {
        List<Op> presets = new ArrayList<>();
        for (Op op : before) {
            if (op instanceof MemoryOp.Store store && arrays.contains(store.array())) {
                Element element = accumulations.element(store.array(), store.index());
                if (element == null || !forms.containsKey(element)) {
                    accumulations.refuse(store.array(), store.location());
                }
                presets.add(op);
            } else {
                refuseAccesses(op);
            }
        }
        return presets;
    }

    private void refuseAccesses(Op op) {
        if (!(op instanceof ScalarOp.ArraySize)) {
            op.operands().stream()
                    .filter(arrays::contains)
                    .forEach(array -> accumulations.refuse(array, op.location()));
        }
        op.regions().forEach(region -> region.ops().forEach(this::refuseAccesses));
    }

    /**
     * What one thread does for all: the stores before the loop; an element without one is stored as it is, so that its index is checked on
     * the line that combines it.
     */
    private List<Op> firstSteps(Map<Element, Form> forms, List<Op> presets) {
        List<Op> steps = new ArrayList<>(presets);
        forms.forEach((element, form) -> {
            boolean isSet = presets.stream()
                    .map(MemoryOp.Store.class::cast)
                    .anyMatch(store -> element.equals(accumulations.element(store.array(), store.index())));
            if (!isSet) {
                Value index = new Value(ScalarType.I32);
                Value old = new Value(element.array().array().element());
                steps.add(new ScalarOp.Constant(index, element.index(), form.location()));
                steps.add(new MemoryOp.Load(old, element.array(), index, true, form.location()));
                steps.add(new MemoryOp.Store(element.array(), index, old, true, form.location()));
            }
        });
        return steps;
    }

    /** The loop's body with the thread's own elements in the place of the marked arrays'. */
    private Region accumulating(ParallelFor loop) {
        return new Mapping() {
            @Override
            public Region region(Region region) {
                List<Op> ops = new ArrayList<>();
                region.ops().forEach(op -> rewrite(op, ops, this));
                return region.withOps(ops);
            }
        }.region(loop.body());
    }

    private void rewrite(Op op, List<Op> ops, Mapping inner) {
        switch (op) {
            case MemoryOp.Load load
            when arrays.contains(load.array()) ->
                ops.add(new MemoryOp.Load(
                        load.result(),
                        accumulator(load.array(), load.index()),
                        zero(load, ops),
                        false,
                        load.location()));
            case MemoryOp.Store store
            when arrays.contains(store.array()) ->
                ops.add(new MemoryOp.Store(
                        accumulator(store.array(), store.index()),
                        zero(store, ops),
                        store.value(),
                        false,
                        store.location()));
            default -> ops.add(op.regions().isEmpty() ? op : op.map(inner));
        }
    }

    private Value accumulator(Value array, Value index) {
        Element element = accumulations.element(array, index);
        return parts.stream()
                .filter(part -> part.element().equals(element))
                .findFirst()
                .orElseThrow()
                .accumulator();
    }

    private static Value zero(Op op, List<Op> ops) {
        Value zero = new Value(ScalarType.I32);
        ops.add(new ScalarOp.Constant(zero, 0, op.location()));
        return zero;
    }
}
