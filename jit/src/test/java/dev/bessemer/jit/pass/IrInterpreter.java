package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes a function of scalars and control flow, one thread; arithmetic is that of constant folding. An array is an Object[] of boxed elements. */
public final class IrInterpreter {
    private final Map<Value, Object> values = new HashMap<>();

    private IrInterpreter() {}

    /** Where control goes after a region: to the end of an op with a label, to a loop's next iteration, or, with neither, out of the function. */
    private record Outcome(@Nullable Label label, boolean again, List<Object> values) {}

    private static final Label YIELD = new Label("yield");

    /** Runs a function on one argument a parameter. */
    public static void run(Function function, List<Object> arguments) {
        IrInterpreter interpreter = new IrInterpreter();
        for (int i = 0; i < arguments.size(); i++) {
            interpreter.values.put(function.parameters().get(i).value(), arguments.get(i));
        }
        interpreter.region(function.body());
    }

    private Outcome region(Region region) {
        for (Op op : region.ops()) {
            Outcome outcome = execute(op);
            if (outcome != null) {
                return outcome;
            }
        }
        throw new IllegalStateException("a region has no terminator");
    }

    private @Nullable Outcome execute(Op op) {
        return switch (op) {
            case ControlOp.Yield yield -> new Outcome(YIELD, false, get(yield.values()));
            case ControlOp.Break leave -> new Outcome(leave.target(), false, get(leave.values()));
            case ControlOp.Continue again -> new Outcome(again.target(), true, get(again.values()));
            case ControlOp.Return _ -> new Outcome(null, false, List.of());
            case ControlOp.If branch -> branch(branch);
            case ControlOp.Block block -> finish(region(block.body()), block.label(), true, block.results());
            case ControlOp.Loop loop -> loop(loop);
            case ControlOp.For loop -> counted(loop);
            case ControlOp.ParallelFor parallel -> parallel(parallel);
            case ScalarOp scalar -> {
                values.put(scalar.result(), scalar(scalar));
                yield null;
            }
            case MemoryOp memory -> {
                memory(memory);
                yield null;
            }
            default -> throw new IllegalArgumentException("cannot execute " + op);
        };
    }

    private @Nullable Outcome branch(ControlOp.If branch) {
        boolean condition = (Boolean) get(branch.condition());
        Outcome outcome = region(condition ? branch.thenRegion() : branch.elseRegion());
        return finish(outcome, YIELD, false, branch.results());
    }

    /** Null where the outcome ends at this op. */
    private @Nullable Outcome finish(Outcome outcome, Label label, boolean yields, List<Value> results) {
        boolean here = outcome.label() == label || (yields && outcome.label() == YIELD);
        if (!here || outcome.again()) {
            return outcome;
        }
        put(results, outcome.values());
        return null;
    }

    private @Nullable Outcome loop(ControlOp.Loop loop) {
        put(loop.body().parameters(), get(loop.initial()));
        while (true) {
            Outcome outcome = region(loop.body());
            if (outcome.label() != loop.label() || !outcome.again()) {
                return finish(outcome, loop.label(), false, loop.results());
            }
            put(loop.body().parameters(), outcome.values());
        }
    }

    private @Nullable Outcome counted(ControlOp.For loop) {
        int upper = (Integer) get(loop.upper());
        List<Object> carried = get(loop.initial());
        for (int i = (Integer) get(loop.lower()); i < upper; i += (int) loop.step()) {
            values.put(loop.index(), i);
            put(loop.carried(), carried);
            Outcome outcome = region(loop.body());
            if (outcome.label() != loop.label() || !outcome.again()) {
                return finish(outcome, loop.label(), false, loop.results());
            }
            carried = outcome.values();
        }
        put(loop.results(), carried);
        return null;
    }

    private @Nullable Outcome parallel(ControlOp.ParallelFor loop) {
        for (int i = (Integer) get(loop.lower()); i < (Integer) get(loop.upper()); i += (int) loop.step()) {
            values.put(loop.index(), i);
            region(loop.body());
        }
        return null;
    }

    private Object scalar(ScalarOp op) {
        return Objects.requireNonNull(
                switch (op) {
                    case ScalarOp.Constant constant -> constant.value();
                    case ScalarOp.Unary unary -> ScalarArithmetic.unary(unary.kind(), get(unary.operand()));
                    case ScalarOp.Binary binary ->
                        ScalarArithmetic.binary(binary.kind(), get(binary.left()), get(binary.right()));
                    case ScalarOp.Compare compare ->
                        ScalarArithmetic.compare(compare.kind(), get(compare.left()), get(compare.right()));
                    case ScalarOp.Select select ->
                        (Boolean) get(select.condition()) ? get(select.whenTrue()) : get(select.whenFalse());
                    case ScalarOp.Convert convert ->
                        ScalarConversion.convert(
                                get(convert.operand()), convert.result().scalar());
                    case ScalarOp.Bitcast cast ->
                        ScalarConversion.bitcast(
                                get(cast.operand()),
                                cast.operand().scalar(),
                                cast.result().scalar());
                    case ScalarOp.Fma fma -> Math.fma((Float) get(fma.a()), (Float) get(fma.b()), (Float) get(fma.c()));
                    case ScalarOp.Builtin _ -> 0;
                    case ScalarOp.ArraySize size -> ((Object[]) get(size.array())).length;
                },
                op::toString);
    }

    private void memory(MemoryOp op) {
        switch (op) {
            case MemoryOp.Load load -> values.put(load.result(), array(load.array())[index(load.index())]);
            case MemoryOp.Store store -> array(store.array())[index(store.index())] = get(store.value());
            case MemoryOp.Divide divide ->
                values.put(
                        divide.result(),
                        Objects.requireNonNull(
                                ScalarArithmetic.divide(divide.remainder(), get(divide.left()), get(divide.right()))));
            case MemoryOp.Allocate allocate ->
                values.put(allocate.result(), zeros(allocate.result().array()));
            case MemoryOp.Table table ->
                values.put(table.result(), table.elements().toArray());
            case MemoryOp.Barrier _ -> {}
            case MemoryOp.CheckIndex check -> Objects.checkIndex(index(check.index()), check.length());
            case MemoryOp.Atomic atomic -> atomic(atomic);
            default -> throw new IllegalArgumentException("cannot execute " + op);
        }
    }

    private void atomic(MemoryOp.Atomic op) {
        Object[] array = array(op.array());
        Object old = array[index(op.index())];
        Object value = get(op.value());
        values.put(op.result(), old);
        array[index(op.index())] = Objects.requireNonNull(
                switch (op.kind()) {
                    case ADD -> ScalarArithmetic.binary(BinaryKind.ADD, old, value);
                    case MIN -> ScalarArithmetic.binary(BinaryKind.MIN, old, value);
                    case MAX -> ScalarArithmetic.binary(BinaryKind.MAX, old, value);
                    case AND -> ScalarArithmetic.binary(BinaryKind.AND, old, value);
                    case OR -> ScalarArithmetic.binary(BinaryKind.OR, old, value);
                    case XOR -> ScalarArithmetic.binary(BinaryKind.XOR, old, value);
                    case EXCHANGE -> value;
                    case COMPARE_EXCHANGE -> old.equals(get(Objects.requireNonNull(op.expected()))) ? value : old;
                });
    }

    private static Object[] zeros(ArrayType type) {
        Object[] zeros = new Object[type.length()];
        Arrays.fill(
                zeros,
                switch ((ScalarType) type.element()) {
                    case BOOL -> (Object) false;
                    case I64 -> 0L;
                    case F16, BF16, F32 -> 0f;
                    case I8, I16, U16, I32 -> 0;
                });
        return zeros;
    }

    private int index(Value value) {
        return ((Number) get(value)).intValue();
    }

    private Object[] array(Value value) {
        return (Object[]) get(value);
    }

    private Object get(Value value) {
        return Objects.requireNonNull(values.get(value), value::toString);
    }

    private List<Object> get(List<Value> operands) {
        return operands.stream().map(this::get).toList();
    }

    private void put(List<Value> results, List<Object> given) {
        for (int i = 0; i < results.size(); i++) {
            values.put(results.get(i), given.get(i));
        }
    }
}
