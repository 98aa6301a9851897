package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the methods of one kernel share while it is lifted. */
final class LiftSession {
    /**
     * How many ops and calls a kernel may have before further calls are inlined. Calls within calls multiply: ten levels of methods of ten
     * calls each would be 10,000,000,000. A method of the JVM's largest size has less than half of this.
     */
    static final int MAXIMUM_SIZE = 100_000;

    final Diagnostics diagnostics;
    final ClassFiles classes;

    /** The methods being lifted, a caller before its callee. */
    final Deque<ClassFiles.Method> callers = new ArrayDeque<>();

    /** The loops whose variable is marked {@code @Parallel}. */
    final Map<Label, ParallelMark> parallelLoops = new HashMap<>();

    /** The static final arrays that are read at an index not known to the compiler, and the value of each. */
    final Map<Operand.ConstantArray, Value> tables = new LinkedHashMap<>();

    /** The positions of the kernel's parameters that are numbers. */
    final Map<Value, Integer> positions = new HashMap<>();

    /** A threadgroup's extents, where the kernel declares them or is compiled for them; else empty. */
    List<Integer> threadgroup = List.of();

    /** The records that arrays have for elements, which in Java begin as null. */
    final Set<String> arrayElements = new HashSet<>();

    /** Where an exception is thrown; a kernel with one is refused, unless nothing leads there. */
    final Set<Location> thrown = new HashSet<>();

    /** Takes what the kernel's launch has to tell; null where there is no launch to ask. */
    final @Nullable LaunchNeeds needs;

    /** The parameters marked {@code @Reduce}. */
    final Set<Value> reducedArrays = new LinkedHashSet<>();

    /** Whether it was reported that calls have made the kernel too long. */
    boolean tooLong;

    private int size;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Value> replacements = new HashMap<>();
    private final Map<Value, String> names = new HashMap<>();
    private final Map<Value, Object> knownConstants = new HashMap<>();
    private final Map<Value, Object> finishedConstants = new HashMap<>();

    LiftSession(Diagnostics diagnostics, ClassFiles classes, @Nullable LaunchNeeds needs) {
        this.needs = needs;
        this.diagnostics = diagnostics;
        this.classes = classes;
    }

    void define(Op op) {
        size++;
        op.results().forEach(result -> definitions.put(result, op));
    }

    /** Counts a call that is inlined; false where the kernel has become too long for one more. */
    boolean countCall() {
        size++;
        return size <= MAXIMUM_SIZE;
    }

    /** The op that defines a value; null for a parameter. */
    @Nullable
    Op definition(Value value) {
        return definitions.get(resolve(value));
    }

    /** Makes every use of a value one of another. */
    void replace(Value old, Value by) {
        Value target = resolve(by);
        if (old != target) {
            replacements.put(old, target);
            String name = name(old);
            if (!name.isEmpty()) {
                name(target, name);
            }
        }
    }

    /** What a value was replaced by, itself if by nothing. */
    Value resolve(Value value) {
        Value at = value;
        for (Value next = replacements.get(at); next != null; next = replacements.get(at)) {
            at = next;
        }
        return at;
    }

    /** An operand with what its values were replaced by. */
    Operand resolve(Operand operand) {
        if (operand instanceof Operand.Data(Value value)) {
            Value target = resolve(value);
            return target.equals(value) ? operand : new Operand.Data(target);
        }
        List<Operand> parts = operand.parts();
        if (parts.isEmpty()) {
            return operand;
        }
        List<Operand> resolved = new ArrayList<>(parts.size());
        for (Operand part : parts) {
            resolved.add(resolve(part));
        }
        return operand.withParts(resolved);
    }

    /** Names the values of an operand after a variable; a record's components become {@code variable_component}. */
    void name(Operand operand, String variable) {
        switch (operand) {
            case Operand.Data(Value value) -> name(value, variable);
            case Operand.EnumConstant(EnumType _, Operand ordinal) -> name(ordinal, variable);
            case Operand.Rows rows -> name(rows.array(), variable);
            case Operand.Components(RecordType type, List<Operand> parts)
            when !variable.isEmpty() -> {
                for (int i = 0; i < parts.size(); i++) {
                    name(parts.get(i), variable + "_" + type.components().get(i));
                }
            }
            default -> {}
        }
    }

    /** Gives a value the source's name; the first one stays. */
    void name(Value value, String name) {
        if (value.name().isEmpty()) {
            names.putIfAbsent(value, name);
        }
    }

    /** The source's name of a value, or the empty string. */
    String name(Value value) {
        return value.name().isEmpty() ? names.getOrDefault(value, "") : value.name();
    }

    /** The constant that a value was found to be; null where none was found yet. */
    @Nullable
    Object knownConstant(Value value) {
        return knownConstants.get(resolve(value));
    }

    /** Keeps what a value was found to be, if anything. */
    void knownConstant(Value value, @Nullable Object constant) {
        if (constant != null) {
            knownConstants.put(resolve(value), constant);
        }
    }

    /** Remembers the constants of the finished function. */
    void finished(Op op) {
        if (op instanceof ScalarOp.Constant constant) {
            finishedConstants.put(constant.result(), constant.value());
        }
    }

    /** The constant that a value of the finished function is; null where it is none. */
    @Nullable
    Object finishedConstant(Value value) {
        return finishedConstants.get(value);
    }
}
