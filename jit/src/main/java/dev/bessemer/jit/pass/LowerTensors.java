package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns each cooperative tensor into 8x8 tiles, for devices that know nothing wider. The SIMD-groups that hold a tensor each have a rectangle of it,
 * and every control op that carried or gave a tensor carries or gives that rectangle's tiles, row by row. Their rows' and columns' numbers become scalars, and so do the elements of integer
 * ones where there are no tiles of these. Where SIMD-groups must know of each other's part, they write it to an array in threadgroup memory that serves all such ops of the kernel on numbers of a type.
 */
public final class LowerTensors implements Pass {
    private final boolean bytesAsTiles;

    /** @param bytesAsTiles whether the device loads tiles from bytes and has those of I32; else each lane loads its elements and has its integers */
    public LowerTensors(boolean bytesAsTiles) {
        this.bytesAsTiles = bytesAsTiles;
    }

    @Override
    public String name() {
        return "lower-tensors";
    }

    @Override
    public Function run(Function kernel) {
        return Regions.contains(kernel.body(), LowerTensors::isOnTensors)
                ? kernel.withBody(new Lowering(kernel, bytesAsTiles).run(kernel))
                : kernel;
    }

    private static boolean isOnTensors(Op op) {
        return op instanceof TensorOp
                || op instanceof TileOp.Largest
                || (op instanceof TileOp tile && tile.result().type() instanceof CooperativeType);
    }

    private static final class Lowering {
        private final boolean bytesAsTiles;
        private final Map<Value, List<Value>> parts = new HashMap<>();
        private final Value scratch;
        private final Value intScratch;

        Lowering(Function kernel, boolean bytesAsTiles) {
            this.bytesAsTiles = bytesAsTiles;
            scratch = scratch(kernel, ScalarType.F32, "scratch");
            intScratch = scratch(kernel, ScalarType.I32, "int_scratch");
        }

        /** Threadgroup memory for the most numbers of a type that SIMD-groups tell each other at once. */
        private static Value scratch(Function kernel, ScalarType element, String name) {
            int[] most = new int[1];
            Regions.forEach(kernel.body(), op -> {
                if (element(op) == element) {
                    most[0] = Math.max(most[0], scratchSize(op));
                }
            });
            return new Value(new ArrayType(AddressSpace.THREADGROUP, element, most[0]), name);
        }

        /** What SIMD-groups tell each other for an op. */
        private static ScalarType element(Op op) {
            return switch (op) {
                case TileOp.ReduceTensor it -> it.tensor().tensor().element();
                case TileOp.Largest it -> it.vector().cooperative().element();
                default -> ScalarType.F32;
            };
        }

        private Value scratch(Op op) {
            return element(op) == ScalarType.I32 ? intScratch : scratch;
        }

        private static int scratchSize(Op op) {
            return switch (op) {
                case TileOp.ReduceTensor it -> TensorReductions.scratchSize(it);
                case TileOp.Largest it -> it.vector().cooperative().simdgroups() > 1 ? 1 : 0;
                case TensorOp.MultiplyHeld it
                when it.type().simdgroups() > 1 ->
                    it.left().tensor().rows() * it.left().tensor().columns();
                default -> 0;
            };
        }

        Region run(Function kernel) {
            Region body = region(kernel.body());
            List<Op> ops = new ArrayList<>();
            for (Value array : List.of(scratch, intScratch)) {
                if (array.array().length() > 0) {
                    ops.add(new MemoryOp.Allocate(array, kernel.location()));
                }
            }
            ops.addAll(body.ops());
            return new Region(body.parameters(), ops);
        }

        private Region region(Region region) {
            List<Op> out = new ArrayList<>();
            List<Value> parameters = defined(region.parameters());
            for (Op op : region.ops()) {
                lower(op, out);
            }
            return new Region(parameters, out);
        }

        private void lower(Op op, List<Op> out) {
            OpBuilder ops = new OpBuilder(out, op.location());
            switch (op) {
                case ControlOp control -> out.add(control(control));
                case TensorOp it -> memory(it, ops);
                case TileOp.ReduceTensor it ->
                    define(it.result(), reductions(it.result(), ops).reduce(it, used(it.tensor()), scratch(it)));
                case TileOp.Largest it -> reductions(it.vector(), ops).largest(it, used(it.vector()), scratch(it));
                case TileOp.Fill it
                when it.result().type() instanceof VectorType ->
                    define(it.result(), scalars(it.result(), ops).fill(it));
                case TileOp.Fill it
                when it.result().type() instanceof TensorType type ->
                    define(it.result(), parts(type, ops).fill(it));
                case TileOp.MapElements it
                when it.result().type() instanceof VectorType ->
                    define(it.result(), scalars(it.result(), ops).map(it, operands(it)));
                case TileOp.MapElements it
                when it.result().type() instanceof TensorType type -> define(it.result(), map(it, type, ops));
                default -> out.add(op);
            }
        }

        private void memory(TensorOp op, OpBuilder ops) {
            switch (op) {
                case TensorOp.Multiply it ->
                    define(
                            it.result(),
                            parts(it.result().tensor(), ops).multiply(it, used(it.accumulator()), bytesAsTiles));
                case TensorOp.MultiplyHeld it -> define(it.result(), multiplyHeld(it, ops));
                case TensorOp.LoadTensor it
                when it.result().type() instanceof TensorType type ->
                    define(it.result(), parts(type, ops).load(it, bytesAsTiles));
                case TensorOp.LoadTensor it ->
                    define(it.result(), scalars(it.result(), ops).load(it));
                case TensorOp.StoreTensor it
                when it.tensor().type() instanceof TensorType type ->
                    parts(type, ops).store(it, used(it.tensor()));
                case TensorOp.StoreTensor it -> scalars(it.tensor(), ops).store(it, used(it.tensor()));
            }
        }

        private List<Value> multiplyHeld(TensorOp.MultiplyHeld op, OpBuilder ops) {
            TensorType type = op.result().tensor();
            TensorType left = op.left().tensor();
            List<Value> tiles = used(op.left());
            int depth = left.columns() / TileType.EXTENT;
            TensorTiles.Held held = type.simdgroups() == 1
                    ? (down, across) -> tiles.get(down * depth + across)
                    : TensorTiles.shared(left, tiles, scratch, type, ops);
            return new TensorTiles(type, ops).multiplyHeld(op, depth, held, used(op.accumulator()), bytesAsTiles);
        }

        private static TensorScalars scalars(Value vector, OpBuilder ops) {
            return new TensorScalars((VectorType) vector.type(), ops);
        }

        private static TensorReductions reductions(Value vector, OpBuilder ops) {
            return new TensorReductions((VectorType) vector.type(), ops);
        }

        private List<Value> map(TileOp.MapElements op, TensorType type, OpBuilder ops) {
            boolean hasIntegers = type.isInteger()
                    || op.tiles().stream()
                            .anyMatch(it -> it.type() instanceof TensorType operand && operand.isInteger());
            return bytesAsTiles || !hasIntegers
                    ? parts(type, ops)
                            .map(op, operands(op, vector -> scalars(vector, ops).ofTiles(type, used(vector))))
                    : new TensorIntegers(type, ops)
                            .convert(
                                    op,
                                    operands(op, vector -> scalars(vector, ops).ofElements(type, used(vector))));
        }

        private List<List<Value>> operands(TileOp.MapElements op) {
            return operands(op, this::used);
        }

        /** What a map's operands became, vectors as a function says. */
        private List<List<Value>> operands(
                TileOp.MapElements op, java.util.function.Function<Value, List<Value>> ofVector) {
            return op.tiles().stream()
                    .map(operand -> operand.type() instanceof VectorType ? ofVector.apply(operand) : used(operand))
                    .toList();
        }

        private void define(Value whole, List<Value> become) {
            parts.put(whole, become);
        }

        private List<Value> used(Value whole) {
            return parts.getOrDefault(whole, List.of(whole));
        }

        private List<Value> used(List<Value> values) {
            return values.stream().flatMap(value -> used(value).stream()).toList();
        }

        private List<Value> defined(List<Value> values) {
            return values.stream()
                    .flatMap(value -> parts.computeIfAbsent(value, this::fresh).stream())
                    .toList();
        }

        private TensorParts parts(TensorType type, OpBuilder ops) {
            if (!type.isInteger()) {
                return new TensorTiles(type, ops);
            }
            return bytesAsTiles ? new TensorIntegerTiles(type, ops) : new TensorIntegers(type, ops);
        }

        private List<Value> fresh(Value whole) {
            return switch (whole.type()) {
                case TensorType type when type.isInteger() && !bytesAsTiles -> TensorIntegers.fresh(type, whole.name());
                case TensorType type -> TensorTiles.fresh(type, whole.name());
                case VectorType type -> TensorScalars.fresh(type, whole.name());
                default -> List.of(whole);
            };
        }

        private ControlOp control(ControlOp op) {
            return switch (op) {
                case ControlOp.If it -> {
                    Region thenRegion = region(it.thenRegion());
                    Region elseRegion = region(it.elseRegion());
                    yield new ControlOp.If(
                            defined(it.results()), it.condition(), thenRegion, elseRegion, it.location());
                }
                case ControlOp.Block it ->
                    new ControlOp.Block(defined(it.results()), it.label(), region(it.body()), it.location());
                case ControlOp.For it ->
                    new ControlOp.For(
                            defined(it.results()),
                            it.label(),
                            it.lower(),
                            it.upper(),
                            it.step(),
                            used(it.initial()),
                            region(it.body()),
                            it.location());
                case ControlOp.Loop it ->
                    new ControlOp.Loop(
                            defined(it.results()), it.label(), used(it.initial()), region(it.body()), it.location());
                case ControlOp.ParallelFor it ->
                    new ControlOp.ParallelFor(
                            it.dimension(), it.lower(), it.upper(), it.step(), region(it.body()), it.location());
                case ControlOp.Yield it -> new ControlOp.Yield(used(it.values()), it.location());
                case ControlOp.Break it -> new ControlOp.Break(it.target(), used(it.values()), it.location());
                case ControlOp.Continue it -> new ControlOp.Continue(it.target(), used(it.values()), it.location());
                case ControlOp.Return it -> it;
            };
        }
    }
}
