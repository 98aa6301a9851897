package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a function as text that {@link IrParser} reads back; the package's description gives the grammar. */
public final class IrPrinter {
    private final StringBuilder out = new StringBuilder();
    private final Map<Object, String> names = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final String file;
    private final boolean locations;
    private final @Nullable Op marked;
    private int depth;

    private IrPrinter(String file, boolean locations, @Nullable Op marked) {
        this.file = file;
        this.locations = locations;
        this.marked = marked;
    }

    /** The text of a function. */
    public static String print(Function function) {
        return new IrPrinter(function.location().file(), true, null).function(function);
    }

    /** The text of a function, with a comment on the line of one op. */
    public static String print(Function function, Op marked) {
        return new IrPrinter(function.location().file(), true, marked).function(function);
    }

    /** The text of a function without its source lines, to compare what does not depend on them. */
    public static String printWithoutLocations(Function function) {
        return new IrPrinter("", false, null).function(function);
    }

    private String function(Function function) {
        out.append(function.returnType() == null ? "kernel @" : "function @").append(function.name());
        List<String> parameters = new ArrayList<>();
        for (Function.Parameter parameter : function.parameters()) {
            parameters.add(definition(parameter.value()) + " at " + parameter.position());
        }
        out.append('(').append(String.join(", ", parameters)).append(')');
        if (function.returnType() != null) {
            out.append(" returns ").append(function.returnType());
        }
        attributes(function);
        out.append(" {\n");
        body(function.body());
        return out.append("}\n").toString();
    }

    private void attributes(Function function) {
        if (function.attributes().fastMath()) {
            out.append(" fast");
        }
        if (!function.attributes().threadgroup().isEmpty()) {
            List<String> extents = function.attributes().threadgroup().stream()
                    .map(String::valueOf)
                    .toList();
            out.append(" threadgroup(").append(String.join(", ", extents)).append(')');
        }
        for (Function.Reduction reduction : function.attributes().reductions()) {
            out.append(" reduces(").append(reduction.kind()).append(' ').append(reduction.partials());
            out.append(" of ").append(reduction.count()).append(" to ").append(reduction.result());
            out.append('[').append(reduction.element()).append("])");
        }
        if (locations && !function.location().file().isEmpty()) {
            out.append(" in \"").append(file).append('"');
        }
        location(function.location());
    }

    private void body(Region region) {
        depth++;
        for (Op op : region.ops()) {
            op(op);
        }
        depth--;
    }

    @SuppressWarnings("ReferenceEquality") // one op is marked, not all that look like it
    private void op(Op op) {
        indent();
        if (!op.results().isEmpty()) {
            out.append(definitions(op.results())).append(" = ");
        }
        int start = out.length();
        if (op.regions().isEmpty()) {
            out.append(leaf(op));
            location(op.location());
        } else {
            nested(op);
        }
        if (op == marked) {
            int end = out.indexOf("\n", start);
            out.insert(end < 0 ? out.length() : end, " ; <-- here");
        }
        out.append('\n');
    }

    private void nested(Op op) {
        switch (op) {
            case ControlOp.If branch -> {
                out.append("if ").append(use(branch.condition()));
                open(branch);
                body(branch.thenRegion());
                indent();
                out.append("} else {\n");
                body(branch.elseRegion());
            }
            case ControlOp.Block block -> {
                out.append("block ").append(label(block.label()));
                open(block);
                body(block.body());
            }
            case ControlOp.For loop -> {
                out.append("for ").append(label(loop.label())).append(' ').append(definition(loop.index()));
                bounds(loop.lower(), loop.upper(), loop.step());
                carried(loop.carried(), loop.initial());
                open(loop);
                body(loop.body());
            }
            case ControlOp.Loop loop -> {
                out.append("loop ").append(label(loop.label()));
                carried(loop.body().parameters(), loop.initial());
                open(loop);
                body(loop.body());
            }
            case ControlOp.ParallelFor loop -> {
                out.append("parallel_for ").append(loop.dimension()).append(' ').append(definition(loop.index()));
                bounds(loop.lower(), loop.upper(), loop.step());
                open(loop);
                body(loop.body());
            }
            case TileOp.MapElements map -> {
                out.append("map_elements (").append(uses(map.tiles())).append(") to (");
                out.append(definitions(map.body().parameters())).append(')');
                open(map);
                body(map.body());
            }
            default -> throw new IllegalStateException("not an op with regions: " + op);
        }
        indent();
        out.append('}');
    }

    private void open(Op op) {
        location(op.location());
        out.append(" {\n");
    }

    private void bounds(Value lower, Value upper, long step) {
        out.append(" = ").append(use(lower)).append(" to ").append(use(upper));
        out.append(" step ").append(step);
    }

    private void carried(List<Value> carried, List<Value> initial) {
        if (carried.isEmpty()) {
            return;
        }
        List<String> pairs = new ArrayList<>(carried.size());
        for (int i = 0; i < carried.size(); i++) {
            pairs.add(definition(carried.get(i)) + " = " + use(initial.get(i)));
        }
        out.append(" carry (").append(String.join(", ", pairs)).append(')');
    }

    private String leaf(Op op) {
        return switch (op) {
            case ScalarOp scalar -> scalar(scalar);
            case TileOp tile -> tile(tile);
            case MemoryOp memory -> memory(memory);
            case SimdOp simd ->
                switch (simd) {
                    case SimdOp.Reduce reduce -> "reduce " + reduce.kind() + " " + use(reduce.value());
                    case SimdOp.Shuffle shuffle -> "shuffle " + shuffle.kind() + " " + uses(shuffle.operands());
                };
            case ControlOp.Terminator terminator -> terminator(terminator);
            case ControlOp control -> throw new IllegalStateException("an op with regions: " + control);
        };
    }

    private String scalar(ScalarOp op) {
        return switch (op) {
            case ScalarOp.Constant constant -> "constant " + constant.value();
            case ScalarOp.Unary unary -> unary.kind() + " " + use(unary.operand());
            case ScalarOp.Binary binary -> binary.kind() + " " + uses(binary.operands());
            case ScalarOp.Compare compare -> "compare " + compare.kind() + " " + uses(compare.operands());
            case ScalarOp.Select select -> "select " + uses(select.operands());
            case ScalarOp.Convert convert -> "convert " + use(convert.operand());
            case ScalarOp.Bitcast bitcast -> "bitcast " + use(bitcast.operand());
            case ScalarOp.Fma fma -> "fma " + uses(fma.operands());
            case ScalarOp.Builtin builtin -> "builtin " + builtin.kind();
            case ScalarOp.ArraySize size -> "size " + use(size.array());
        };
    }

    private String tile(TileOp op) {
        return switch (op) {
            case TileOp.Fill fill -> "fill " + use(fill.value());
            case TileOp.MultiplyAccumulate multiply -> "multiply_accumulate " + uses(multiply.operands());
            case TileOp.MapElements map -> throw new IllegalStateException("an op with regions: " + map);
            case TileOp.RowReduce reduce -> "row_reduce " + reduce.kind() + " " + use(reduce.tile());
            case TileOp.Largest largest -> "largest " + use(largest.vector());
            case TileOp.ReduceTensor reduce ->
                (reduce.result().type() instanceof ColumnsType ? "reduce_columns " : "reduce_rows ") + reduce.kind()
                        + " " + use(reduce.tensor());
            case TileOp.Element element -> "element " + element.index() + " " + use(element.tile());
            case TileOp.FromElements elements -> "from_elements " + uses(elements.operands());
            case TileOp.ConvertTile convert -> "convert_tile " + use(convert.tile());
            case TileOp.Slice slice -> "slice " + use(slice.tile()) + " at " + slice.row() + ", " + slice.column();
            case TileOp.Concat concat -> "concat " + uses(concat.tiles());
        };
    }

    private String memory(MemoryOp op) {
        return switch (op) {
            case MemoryOp.Allocate allocate -> "allocate";
            case MemoryOp.Table table ->
                "table " + table.elements().stream().map(Object::toString).collect(Collectors.joining(", "));
            case MemoryOp.Load load ->
                "load " + check(load.checked()) + use(load.array()) + "[" + use(load.index()) + "]";
            case MemoryOp.Store store ->
                "store " + check(store.checked()) + use(store.array()) + "[" + use(store.index()) + "], "
                        + use(store.value());
            case MemoryOp.LoadTile load ->
                "load_tile " + check(load.checked()) + access(load.access()) + as(load.element());
            case MemoryOp.StoreTile store ->
                "store_tile " + check(store.checked()) + use(store.tile()) + ", " + access(store.access());
            case MemoryOp.Divide divide ->
                (divide.remainder() ? "int_remainder " : "int_divide ")
                        + check(divide.checked())
                        + uses(divide.operands());
            case MemoryOp.Atomic atomic ->
                "atomic " + check(atomic.checked()) + atomic.kind() + " " + use(atomic.array()) + "["
                        + use(atomic.index()) + "], " + use(atomic.value())
                        + (atomic.expected() == null ? "" : ", " + use(atomic.expected()));
            case MemoryOp.CheckIndex index ->
                "check_index " + use(index.index()) + " below " + index.length() + " of \"" + index.array() + "\"";
            case MemoryOp.Barrier barrier -> "barrier";
            case TensorOp tensor -> tensor(tensor);
        };
    }

    private String tensor(TensorOp op) {
        return switch (op) {
            case TensorOp.Multiply multiply ->
                "multiply_tensors " + check(multiply.checked()) + access(multiply.left()) + ", "
                        + access(multiply.right()) + ", " + use(multiply.accumulator());
            case TensorOp.MultiplyHeld multiply ->
                "multiply_held " + check(multiply.checked()) + use(multiply.left()) + ", " + access(multiply.right())
                        + ", " + use(multiply.accumulator());
            case TensorOp.LoadTensor load ->
                "load_tensor " + check(load.checked()) + access(load.access()) + as(load.element());
            case TensorOp.StoreTensor store ->
                "store_tensor " + check(store.checked()) + use(store.tensor()) + ", " + access(store.access());
        };
    }

    private static String as(TensorElement element) {
        return TensorElement.of(element.stored()) == element ? "" : " as " + element;
    }

    private String access(MemoryOp.TileAccess access) {
        String text = use(access.array()) + "[" + use(access.offset()) + " stride " + use(access.rowStride());
        if (access.rows() != null) {
            text += " rows " + use(access.rows());
        }
        if (access.columns() != null) {
            text += " columns " + use(access.columns());
        }
        return text + (access.transposed() ? " transposed]" : "]");
    }

    private static String check(boolean checked) {
        return checked ? "" : "unchecked ";
    }

    private String terminator(ControlOp.Terminator op) {
        return switch (op) {
            case ControlOp.Yield yield -> ("yield " + uses(yield.values())).stripTrailing();
            case ControlOp.Break jump -> "break " + label(jump.target()) + given(jump.values());
            case ControlOp.Continue jump -> "continue " + label(jump.target()) + given(jump.values());
            case ControlOp.Return leave -> leave.value() == null ? "return" : "return " + use(leave.value());
        };
    }

    private String given(List<Value> values) {
        return values.isEmpty() ? "" : "(" + uses(values) + ")";
    }

    private void location(Location location) {
        if (!locations || location.equals(Location.NONE)) {
            return;
        }
        out.append(" @");
        if (!location.file().equals(file)) {
            out.append('"').append(location.file()).append("\":");
        }
        out.append(location.line());
    }

    private void indent() {
        out.repeat("  ", depth);
    }

    private String definition(Value value) {
        return use(value) + ":" + value.type();
    }

    private String definitions(List<Value> values) {
        List<String> texts = new ArrayList<>(values.size());
        values.forEach(value -> texts.add(definition(value)));
        return String.join(", ", texts);
    }

    private String uses(List<Value> values) {
        List<String> texts = new ArrayList<>(values.size());
        values.forEach(value -> texts.add(use(value)));
        return String.join(", ", texts);
    }

    private String use(Value value) {
        String known = names.get(value);
        return known != null ? known : name(value, "%", value.name());
    }

    private String label(Label label) {
        String known = names.get(label);
        return known != null ? known : name(label, "^", label.name());
    }

    private String name(Object named, String sigil, String name) {
        int count = taken.merge(sigil + name, 1, Integer::sum) - 1;
        String text = sigil + (name.isEmpty() ? String.valueOf(count) : count == 0 ? name : name + "." + count);
        names.put(named, text);
        return text;
    }
}
