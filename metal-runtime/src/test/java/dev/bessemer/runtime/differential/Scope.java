package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the statements of a block see. */
final class Scope {
    private final List<Variable> variables = new ArrayList<>();
    private final List<LocalArray> localArrays = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> pairs = new ArrayList<>();
    private final List<DeviceParameter> arrays;
    private final MethodContext method;
    private final int depth;
    private final int repetitions;

    /** @param arrays the device arrays a method sees */
    Scope(MethodContext method, List<DeviceParameter> arrays) {
        this.method = method;
        this.arrays = arrays;
        depth = 0;
        repetitions = 1;
    }

    private Scope(Scope outer, int times) {
        method = outer.method;
        arrays = outer.arrays;
        depth = outer.depth + 1;
        repetitions = outer.repetitions * times;
        variables.addAll(outer.variables);
        localArrays.addAll(outer.localArrays);
        targets.addAll(outer.targets);
        pairs.addAll(outer.pairs);
    }

    /** The scope of a block inside, which is executed so many times. */
    Scope inner(int times) {
        return new Scope(this, times);
    }

    MethodContext method() {
        return method;
    }

    int depth() {
        return depth;
    }

    int repetitions() {
        return repetitions;
    }

    void add(Variable variable) {
        variables.add(variable);
    }

    void add(LocalArray array) {
        localArrays.add(array);
    }

    void add(Target target) {
        targets.add(target);
    }

    /** Variables of the generated record Pair. */
    List<String> pairs() {
        return pairs;
    }

    List<Variable> variables() {
        return variables;
    }

    List<Variable> variables(JavaType type) {
        return variables.stream().filter(v -> v.type() == type).toList();
    }

    List<Variable> assignable() {
        return variables.stream().filter(Variable::assignable).toList();
    }

    List<LocalArray> localArrays() {
        return localArrays;
    }

    /** Those that statements may change. */
    List<LocalArray> changingArrays() {
        return localArrays.stream().filter(LocalArray::changes).toList();
    }

    List<DeviceParameter> arrays() {
        return arrays;
    }

    List<DeviceParameter> written() {
        return arrays.stream().filter(DeviceParameter::written).toList();
    }

    List<Target> targets() {
        return targets;
    }

    /** The innermost loop or switch around; null where there is none. */
    @Nullable
    Target innermost() {
        return targets.reversed().stream().filter(Target::breaks).findFirst().orElse(null);
    }
}
