package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loops in which the lanes of a SIMD-group walk an array side by side, a vector of lanes at a time: the lanes' iterations are independent, so that they may go
 * in step. Each lane's own operations keep their order. Iterations that not all lanes have, and those that would leave an array, are left to the lanes one by
 * one.
 */
final class LaneLoopCode {
    private static final int LANES = LaneLayout.LANES;

    private final Code code;
    private final Values values;
    private final ArrayPlaces arrays;
    private final Levels levels;
    private final ThreadCode threads;
    private final int active;
    private final VectorInstructions vectors;
    private final Map<Value, Op> definitions = new HashMap<>();

    /** @param active local variable of the number of lanes that the threadgroup fills */
    LaneLoopCode(
            Code code,
            Values values,
            ArrayPlaces arrays,
            Levels levels,
            ThreadCode threads,
            int active,
            Function kernel) {
        this.code = code;
        this.values = values;
        this.arrays = arrays;
        this.levels = levels;
        this.threads = threads;
        this.active = active;
        vectors = new VectorInstructions(code, true);
        define(kernel.body());
    }

    private void define(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(result -> definitions.put(result, op));
            op.regions().forEach(this::define);
        }
    }

    /** True for arithmetic on the elements at a loop variable that begins a lane apart from lane to lane. */
    boolean canEmit(ControlOp.For loop) {
        return loop.index().type() == ScalarType.I32
                && loop.step() <= Short.MAX_VALUE
                && beginsSideBySide(loop)
                && isUniform(loop.upper())
                && loop.carried().stream().allMatch(LaneLoopCode::isNumber)
                && loop.initial().stream().allMatch(this::isKnown)
                && canEmit(loop.body(), loop);
    }

    private boolean canEmit(Region body, ControlOp.For loop) {
        Set<Value> inside = new HashSet<>(body.parameters());
        body.ops().forEach(op -> inside.addAll(op.results()));
        List<Op> ops = body.ops();
        return ops.getLast() instanceof ControlOp.Continue
                && ops.stream()
                        .flatMap(op -> op.operands().stream())
                        .allMatch(value ->
                                !(value.type() instanceof ScalarType) || inside.contains(value) || isUniform(value))
                && ops.subList(0, ops.size() - 1).stream().allMatch(op -> switch (op) {
                    case ScalarOp scalar -> VectorOps.canCompute(scalar);
                    case MemoryOp.Load load -> load.index() == loop.index() && LoopVectorCode.isPlain(load.array());
                    case MemoryOp.Store store -> store.index() == loop.index() && LoopVectorCode.isPlain(store.array());
                    default -> false;
                });
    }

    /** Whether each lane begins one element behind the lane before it. */
    private boolean beginsSideBySide(ControlOp.For loop) {
        return definitions.get(loop.lower()) instanceof ScalarOp.Binary sum
                && sum.kind() == BinaryKind.ADD
                && ((isLane(sum.right()) && isUniform(sum.left())) || (isLane(sum.left()) && isUniform(sum.right())));
    }

    private boolean isLane(Value value) {
        return definitions.get(value) instanceof ScalarOp.Builtin builtin && builtin.kind() == BuiltinKind.LANE;
    }

    private boolean isUniform(Value value) {
        return levels.kind(value) == Values.Kind.UNIFORM;
    }

    private boolean isKnown(Value value) {
        return isUniform(value) || levels.kind(value) == Values.Kind.LANE;
    }

    private static boolean isNumber(Value value) {
        return value.type() == ScalarType.F32 || value.type() == ScalarType.I32;
    }

    /** Emits the iterations that all lanes have; gives the loop over what is left, for each lane. */
    ControlOp.For emit(ControlOp.For loop) {
        List<Op> ops = loop.body().ops().subList(0, loop.body().ops().size() - 1);
        List<Vectors> parts = IntStream.range(0, LANES / PanelWidth.LANES)
                .mapToObj(part -> new Vectors(loop, ops, part * PanelWidth.LANES))
                .toList();
        values.push(loop.lower());
        int index = code.storeNew(Type.INT_TYPE);
        int limit = limit(loop, ops, index);
        vectors.pushIota();
        int iota = code.storeNew(VectorInstructions.INTS);
        ops.stream().filter(op -> !parts.getFirst().isWide(op)).forEach(threads::emit);
        parts.forEach(Vectors::begin);
        Label top = new Label();
        Label end = new Label();
        code.mark(top);
        code.load(Type.INT_TYPE, limit);
        code.load(Type.INT_TYPE, index);
        code.op(Opcodes.ISUB);
        code.push(LANES);
        code.jump(Opcodes.IF_ICMPLT, end);
        parts.forEach(part -> part.iteration(index, iota));
        code.method().visitIincInsn(index, (int) loop.step());
        code.goTo(top);
        code.mark(end);
        return rest(loop, parts, index, iota);
    }

    /** A local variable of what the first lane's index and 31 more stay below while all lanes go on; no more than the index where none may. */
    private int limit(ControlOp.For loop, List<Op> ops, int index) {
        Set<Value> touched = new LinkedHashSet<>();
        for (Op op : ops) {
            switch (op) {
                case MemoryOp.Load load -> touched.add(load.array());
                case MemoryOp.Store store -> touched.add(store.array());
                default -> {}
            }
        }
        values.push(loop.upper());
        for (Value array : touched) {
            arrays.pushLimit(array);
            code.call(Math.class, "min", "(II)I");
        }
        int limit = code.storeNew(Type.INT_TYPE);
        Label none = new Label();
        Label known = new Label();
        code.load(Type.INT_TYPE, index);
        code.jump(Opcodes.IFLT, none);
        code.load(Type.INT_TYPE, limit);
        code.jump(Opcodes.IFLT, none);
        code.load(Type.INT_TYPE, active);
        code.push(LANES);
        code.jump(Opcodes.IF_ICMPEQ, known);
        code.mark(none);
        code.load(Type.INT_TYPE, index);
        code.store(Type.INT_TYPE, limit);
        code.mark(known);
        return limit;
    }

    private ControlOp.For rest(ControlOp.For loop, List<Vectors> parts, int index, int iota) {
        Value lower = new Value(ScalarType.I32);
        List<Value> initial = new ArrayList<>();
        Values.Place lowerPlace = values.place(lower, Values.Kind.LANE);
        for (Value carried : loop.carried()) {
            Value left = new Value(carried.type());
            Values.Place place = values.place(left, Values.Kind.LANE);
            initial.add(left);
            parts.forEach(part -> part.store(carried, place));
        }
        parts.forEach(part -> part.storeIndex(index, iota, lowerPlace));
        return new ControlOp.For(
                loop.results(), loop.label(), lower, loop.upper(), loop.step(), initial, loop.body(), loop.location());
    }

    /** As many lanes as a vector has. */
    private final class Vectors {
        private final ControlOp.For loop;
        private final List<Op> body;
        private final int firstLane;
        private final VectorOps ops = new VectorOps(code, values, vectors);

        Vectors(ControlOp.For loop, List<Op> body, int firstLane) {
            this.loop = loop;
            this.body = body;
            this.firstLane = firstLane;
            ops.widen(loop.index());
            loop.carried().forEach(ops::widen);
            for (Op op : body) {
                if (op instanceof MemoryOp.Load load) {
                    ops.widen(load.result());
                } else {
                    ops.widenIfOperands(op);
                }
            }
        }

        boolean isWide(Op op) {
            return op instanceof MemoryOp || op.results().stream().anyMatch(ops::isWide);
        }

        /** Gives carried values their initial vectors. */
        void begin() {
            for (int i = 0; i < loop.carried().size(); i++) {
                Value initial = loop.initial().get(i);
                Values.Place place = isUniform(initial) ? null : values.placeOf(initial);
                if (place == null) {
                    ops.push(initial);
                } else {
                    vectors.pushSpecies(initial.type() == ScalarType.F32);
                    pushElement(place);
                    vectors.loadArray(initial.scalar());
                }
                ops.define(loop.carried().get(i));
            }
        }

        void iteration(int index, int iota) {
            code.load(VectorInstructions.INTS, iota);
            pushIndex(index);
            vectors.addScalar();
            ops.define(loop.index());
            body.stream().filter(this::isWide).forEach(op -> emit(op, index));
            List<Value> next = loop.body().terminator().operands();
            next.forEach(ops::push);
            loop.carried().reversed().forEach(ops::redefine);
        }

        private void emit(Op op, int index) {
            switch (op) {
                case MemoryOp.Load load -> {
                    vectors.pushSpecies(load.result().type() == ScalarType.F32);
                    pushPlace(load.array(), index);
                    vectors.load(load.result().scalar());
                    ops.define(load.result());
                }
                case MemoryOp.Store store -> {
                    ops.push(store.value());
                    pushPlace(store.array(), index);
                    vectors.store(store.value().scalar());
                }
                case ScalarOp scalar -> ops.compute(scalar);
                default -> throw new IllegalStateException("not in a loop of lanes: " + op);
            }
        }

        private void pushIndex(int index) {
            code.load(Type.INT_TYPE, index);
            code.push(firstLane);
            code.op(Opcodes.IADD);
        }

        /** Pushes segment and byte offset. */
        private void pushPlace(Value array, int index) {
            arrays.push(array);
            pushIndex(index);
            code.op(Opcodes.I2L);
            code.push(4L);
            code.op(Opcodes.LMUL);
        }

        /** Pushes the frame's array, and where in it these lanes' elements begin. */
        private void pushElement(Values.Place place) {
            values.pushElement(place);
            code.push(firstLane);
            code.op(Opcodes.IADD);
        }

        void store(Value carried, Values.Place place) {
            ops.push(carried);
            pushElement(place);
            vectors.storeArray(carried.scalar());
        }

        void storeIndex(int index, int iota, Values.Place place) {
            code.load(VectorInstructions.INTS, iota);
            pushIndex(index);
            vectors.addScalar();
            pushElement(place);
            vectors.storeArray(ScalarType.I32);
        }
    }
}
