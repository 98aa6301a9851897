package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replaces scalar parameters by constants; the function loses the parameters, the others keep their positions. */
public final class SpecializeParameters implements Pass {
    private final Map<Integer, Object> values;

    /** @param values by the parameter's position in the Java method, each as {@link ScalarOp.Constant} holds it */
    public SpecializeParameters(Map<Integer, Object> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String name() {
        return "specialize";
    }

    /** @throws IllegalArgumentException if a position is not that of a scalar parameter */
    @Override
    public Function run(Function kernel) {
        List<Function.Parameter> kept = new ArrayList<>();
        List<Op> ops = new ArrayList<>();
        for (Function.Parameter parameter : kernel.parameters()) {
            Object value = values.get(parameter.position());
            if (value == null) {
                kept.add(parameter);
            } else if (parameter.value().type() instanceof ScalarType) {
                ops.add(new ScalarOp.Constant(parameter.value(), value, kernel.location()));
            }
        }
        if (ops.size() != values.size()) {
            throw new IllegalArgumentException(
                    kernel.name() + " has no scalar parameters at all of the positions " + values.keySet());
        }
        ops.addAll(kernel.body().ops());
        return new Function(
                kernel.name(), kept, kernel.returnType(), kernel.attributes(), Region.of(ops), kernel.location());
    }
}
