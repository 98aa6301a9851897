package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an op by an earlier one that computes the same and is visible: pure ops and divisions anywhere, loads where no store to their address
 * space and no barrier lies between. Element-wise maps, exchanges between lanes and allocations stay as they are.
 */
public final class EliminateCommonCode implements Pass {
    @Override
    public String name() {
        return "cse";
    }

    @Override
    public Function run(Function kernel) {
        return new Eliminator().rewrite(kernel);
    }

    /** What an op computes; a class, because a record's generated methods cost a fresh JVM long to link. */
    private static final class Expression {
        private final Object what;
        private final int writes;
        private final Type type;
        private final List<Value> operands;

        /**
         * @param what tells it from others with the same operands and type
         * @param writes of a load, how many writes came before it
         */
        Expression(Object what, int writes, Type type, List<Value> operands) {
            this.what = what;
            this.writes = writes;
            this.type = type;
            this.operands = operands;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Expression expression
                    && writes == expression.writes
                    && what.equals(expression.what)
                    && type.equals(expression.type)
                    && operands.equals(expression.operands);
        }

        @Override
        public int hashCode() {
            return (what.hashCode() * 31 + writes) * 31 + operands.hashCode();
        }
    }

    /** One run over a kernel. */
    private static final class Eliminator extends Rewriter {
        private final Map<Expression, Value> known = new HashMap<>();
        private final Map<AddressSpace, Integer> writes = new EnumMap<>(AddressSpace.class);
        private List<Expression> inRegion = new ArrayList<>();

        @Override
        protected void leaf(Op op) {
            noteWrites(op);
            Object what = what(op);
            if (what == null) {
                emit(op);
                return;
            }
            Value result = op.results().getFirst();
            Expression expression = new Expression(what, writesBefore(op), result.type(), op.operands());
            Value earlier = known.putIfAbsent(expression, result);
            if (earlier == null) {
                inRegion.add(expression);
                emit(op);
            } else {
                replace(result, earlier);
            }
        }

        @Override
        public Region region(Region region) {
            List<Expression> outer = inRegion;
            inRegion = new ArrayList<>();
            Region rewritten = super.region(region);
            inRegion.forEach(known::remove);
            inRegion = outer;
            return rewritten;
        }

        /** A loop's body may run after itself: what it writes is written before it. */
        @Override
        protected void nested(Op op) {
            if (op instanceof ControlOp.For || op instanceof ControlOp.Loop) {
                op.regions().forEach(body -> Regions.forEach(body, this::noteWrites));
            }
            emit(rebuild(op));
        }

        private void noteWrites(Op op) {
            switch (op) {
                case MemoryOp.Store store -> noteWrite(space(store.array()));
                case MemoryOp.StoreTile store -> noteWrite(space(store.access().array()));
                case MemoryOp.Atomic atomic -> noteWrite(space(atomic.array()));
                case TensorOp.StoreTensor store ->
                    noteWrite(space(store.access().array()));
                case MemoryOp.Barrier barrier -> {
                    noteWrite(AddressSpace.DEVICE);
                    noteWrite(AddressSpace.THREADGROUP);
                }
                default -> {}
            }
        }

        private void noteWrite(AddressSpace space) {
            writes.merge(space, 1, Integer::sum);
        }

        private int writesTo(Value array) {
            return writes.getOrDefault(space(array), 0);
        }

        private static AddressSpace space(Value array) {
            return array.array().space();
        }

        /** What tells an op from others with the same operands; null for one that stays. */
        private @Nullable Object what(Op op) {
            return switch (op) {
                case ScalarOp scalar -> what(scalar);
                case TileOp tile -> what(tile);
                case MemoryOp memory -> what(memory);
                case SimdOp simd -> null;
                case ControlOp control -> null;
            };
        }

        private static Object what(ScalarOp op) {
            return switch (op) {
                case ScalarOp.Constant constant -> constant.value();
                case ScalarOp.Unary unary -> unary.kind();
                case ScalarOp.Binary binary -> binary.kind();
                case ScalarOp.Compare compare -> compare.kind();
                case ScalarOp.Builtin builtin -> builtin.kind();
                case ScalarOp.Select select -> "select";
                case ScalarOp.Convert convert -> "convert";
                case ScalarOp.Bitcast bitcast -> "bitcast";
                case ScalarOp.Fma fma -> "fma";
                case ScalarOp.ArraySize size -> "size";
            };
        }

        private static @Nullable Object what(TileOp op) {
            return switch (op) {
                case TileOp.Fill fill -> "fill";
                case TileOp.MultiplyAccumulate multiply -> "multiply_accumulate";
                case TileOp.MapElements map -> null;
                case TileOp.RowReduce reduce -> reduce.kind();
                case TileOp.ReduceTensor reduce ->
                    List.of(reduce.kind(), reduce.result().type());
                case TileOp.Largest largest -> "largest";
                case TileOp.Element element -> element.index();
                case TileOp.FromElements elements -> "from_elements";
                case TileOp.ConvertTile convert -> "convert_tile";
                case TileOp.Slice slice -> List.of(slice.row(), slice.column());
                case TileOp.Concat concat -> "concat";
            };
        }

        private @Nullable Object what(MemoryOp op) {
            return switch (op) {
                case MemoryOp.Load load -> "load";
                case MemoryOp.LoadTile load -> List.of(kind(load.access()), load.element());
                case MemoryOp.Divide divide -> divide.remainder() ? "int_remainder" : "int_divide";
                case MemoryOp.Allocate allocate -> null;
                case MemoryOp.Table table -> null;
                case MemoryOp.Store store -> null;
                case MemoryOp.StoreTile store -> null;
                case MemoryOp.Atomic atomic -> null;
                case MemoryOp.CheckIndex index -> null;
                case TensorOp tensor -> null;
                case MemoryOp.Barrier barrier -> null;
            };
        }

        /** Tells accesses apart whose operands are the same. */
        private static Object kind(MemoryOp.TileAccess access) {
            return List.of("load_tile", access.transposed(), access.rows() != null, access.columns() != null);
        }

        private int writesBefore(Op op) {
            return switch (op) {
                case MemoryOp.Load load -> writesTo(load.array());
                case MemoryOp.LoadTile load -> writesTo(load.access().array());
                default -> 0;
            };
        }
    }
}
