package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.ArrayList;
import java.util.List;

/** Cooperative tensors: {@code matmul2d}, and what is done to elements and rows, whichever thread holds them. */
final class MslTensor {
    private final MslScope scope;
    private final MslMemory memory;
    private final MslDestinations destinations;
    private final MslFlow flow;
    private final MslTensorVector vectors;

    MslTensor(MslScope scope, MslMemory memory, MslDestinations destinations, MslFlow flow) {
        this.scope = scope;
        this.memory = memory;
        this.destinations = destinations;
        this.flow = flow;
        vectors = new MslTensorVector(scope, memory, destinations, flow);
    }

    void emit(TensorOp op) {
        switch (op) {
            case TensorOp.Multiply it -> multiply(it);
            case TensorOp.MultiplyHeld it -> multiplyHeld(it);
            case TensorOp.LoadTensor it when it.type() instanceof VectorType -> vectors.load(it);
            case TensorOp.LoadTensor it -> load(it);
            case TensorOp.StoreTensor it when it.type() instanceof VectorType -> vectors.store(it);
            case TensorOp.StoreTensor it -> store(it);
        }
    }

    /** What makes a tensor or a vector of others, or of numbers. */
    void emit(TileOp op) {
        switch (op) {
            case TileOp.Fill it when it.result().type() instanceof VectorType -> vectors.fill(it);
            case TileOp.Fill it -> {
                Expression value = scope.use(it.value());
                String target = destinations.forResult(it.result(), it.location(), "tensor");
                call(it.location(), Helper.FILL_TENSOR, target, value.text());
            }
            case TileOp.MapElements it when it.result().type() instanceof VectorType -> vectors.map(it);
            case TileOp.MapElements it -> map(it);
            case TileOp.ReduceTensor it -> reduce(it);
            case TileOp.Largest it -> vectors.largest(it);
            default -> throw new IllegalArgumentException(op + " is on tensors");
        }
    }

    private void call(Location location, Helper helper, String... arguments) {
        scope.out.statement(location, scope.helper(helper) + "(" + String.join(", ", arguments) + ");");
    }

    private MslTensorAccess access(TileAccess access, Location location) {
        return MslTensorAccess.of(scope, access, location);
    }

    private void multiply(TensorOp.Multiply op) {
        TensorType type = op.result().tensor();
        MslTensorAccess left = access(op.left(), op.location());
        MslTensorAccess right = access(op.right(), op.location());
        String target = sum(op.result(), op.accumulator(), op.location());
        String depth = scope.names.fresh("depth");
        scope.out.statement(op.location(), "int " + depth + " = min(" + left.columns() + ", " + right.rows() + ");");
        MslTensorAccess ofLeft = left.limited(left.rows(), depth);
        MslTensorAccess ofRight = right.limited(depth, right.columns());
        List<String> conditions =
                new ArrayList<>(List.of(depth + " > 0", left.rows() + " > 0", right.columns() + " > 0"));
        if (op.checked()) {
            conditions.add(ofLeft.guard(scope, memory, type.rows(), Integer.MAX_VALUE, op.location()));
            conditions.add(
                    ofRight.guard(scope, memory, type.right(), Integer.MAX_VALUE, type.columns(), op.location()));
        }
        scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        if (type.right().isPacked()) {
            multiplyPacked(type, ofLeft, ofRight, depth, target, op.location());
        } else {
            run(type, ofLeft.matrix(scope, type.left()), ofRight.matrix(scope, type.right()), target, op.location());
        }
        scope.close("}");
    }

    /** Of numbers of four bits {@code matmul2d} has what is known to work: whole parts of K, and rows that begin at whole parts of as many bits. The rest is added element by element. */
    private void multiplyPacked(
            TensorType type,
            MslTensorAccess left,
            MslTensorAccess right,
            String depth,
            String target,
            Location location) {
        String whole = scope.names.fresh("whole");
        scope.out.statement(
                location,
                "int " + whole + " = ((" + right.offset() + " | " + right.stride() + ") & 31) == 0 ? " + depth
                        + " & ~31 : 0;");
        scope.open(location, "if (" + whole + " > 0)");
        run(
                type,
                left.limited(left.rows(), whole).matrix(scope, type.left()),
                right.limited(whole, right.columns()).matrix(scope, type.right()),
                target,
                location);
        scope.close("}");
        String flags = "<" + type.transposeLeft() + ", " + type.transposeRight() + ", "
                + (type.right() == TensorElement.I4) + ">";
        scope.out.statement(
                location,
                scope.helper(Helper.ADD_PRODUCTS) + flags + "("
                        + String.join(
                                ", ",
                                target,
                                left.pointer(type.left(), ""),
                                left.stride(),
                                left.rows(),
                                right.firstByte(),
                                right.offset(),
                                right.stride(),
                                right.columns(),
                                whole,
                                depth)
                        + ");");
    }

    private void run(TensorType type, String left, String right, String target, Location location) {
        String a = scope.names.fresh("left");
        String b = scope.names.fresh("right");
        scope.out.statement(location, "auto " + a + " = " + left + ";");
        scope.out.statement(location, "auto " + b + " = " + right + ";");
        scope.out.statement(location, scope.tensors.product(type) + ".run(" + a + ", " + b + ", " + target + ");");
    }

    /** The variable of a product, which holds what is added to. */
    private String sum(Value result, Value accumulator, Location location) {
        String from = scope.use(accumulator).text();
        String target = destinations.forResult(result, location, "product");
        if (!target.equals(from)) {
            call(location, Helper.COPY_TENSOR, target, from);
        }
        return target;
    }

    private void multiplyHeld(TensorOp.MultiplyHeld op) {
        TensorType type = op.result().tensor();
        TensorType leftType = op.left().tensor();
        MslTensorAccess right = access(op.right(), op.location());
        String left = scope.use(op.left()).text();
        String shared = share(leftType, left, op.location());
        String target = sum(op.result(), op.accumulator(), op.location());
        String columns = Integer.toString(leftType.columns());
        List<String> conditions = new ArrayList<>(List.of(right.rows() + " > 0", right.columns() + " > 0"));
        String depth = "min(" + right.rows() + ", " + columns + ")";
        MslTensorAccess limited = right.limited(depth, right.columns());
        if (op.checked()) {
            conditions.add(limited.guard(scope, memory, Integer.MAX_VALUE, type.columns(), op.location()));
        }
        scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        String held = scope.helper(Helper.MATRIX) + "<threadgroup float>(" + shared + ", " + columns + ", "
                + leftType.rows() + ", " + depth + ")";
        run(type, held, limited.matrix(scope, type.right()), target, op.location());
        scope.close("}");
    }

    private String share(TensorType type, String tensor, Location location) {
        String shared = shared(type);
        scope.out.statement(
                location, scope.helper(Helper.SHARE_TENSOR) + sizes(type) + "(" + tensor + ", " + shared + ");");
        return shared;
    }

    private static String sizes(TensorType type) {
        return "<" + type.rows() + ", " + type.columns() + ", " + (type.simdgroups() > 1) + ">";
    }

    private String shared(TensorType type) {
        return MslTensorTypes.sharedPart(
                type, type.rows() * type.columns(), type.simdgroups() > 1 ? "" : scope.input(MslInput.SIMDGROUP));
    }

    private void reduce(TileOp.ReduceTensor op) {
        TensorType type = op.tensor().tensor();
        String shared = type.isInteger() ? "(threadgroup int*)(" + shared(type) + ")" : shared(type);
        Expression call = Expression.call(
                scope.helper(reduction(op)) + sizes(type),
                scope.use(op.tensor()),
                Expression.atom(shared),
                Expression.atom(scope.input(MslInput.LANE)));
        scope.declare(op.result(), call, op.location(), op.kind() == ReduceKind.MAX ? "maxima" : "sums");
    }

    private Helper reduction(TileOp.ReduceTensor op) {
        boolean rows = op.result().type() instanceof RowsType;
        boolean ofInts = op.tensor().tensor().isInteger();
        if (op.kind() == ReduceKind.MAX) {
            return maximum(rows, ofInts);
        }
        if (ofInts) {
            return rows ? Helper.ROW_INT_SUMS : Helper.COLUMN_INT_SUMS;
        }
        return rows ? Helper.ROW_SUMS : Helper.COLUMN_SUMS;
    }

    private Helper maximum(boolean rows, boolean ofInts) {
        if (ofInts) {
            return rows ? Helper.ROW_INT_MAXIMA : Helper.COLUMN_INT_MAXIMA;
        }
        if (scope.fast()) {
            return rows ? Helper.FAST_ROW_MAXIMA : Helper.FAST_COLUMN_MAXIMA;
        }
        return rows ? Helper.ROW_MAXIMA : Helper.COLUMN_MAXIMA;
    }

    private void load(TensorOp.LoadTensor op) {
        TensorType type = op.result().tensor();
        MslTensorAccess access = access(op.access(), op.location());
        String target = destinations.forResult(op.result(), op.location(), access.array() + "_tensor");
        String rows = access.rows();
        if (op.checked()) {
            rows = scope.names.fresh(access.array() + "_rows");
            scope.out.statement(
                    op.location(),
                    "int " + rows + " = "
                            + access.guard(scope, memory, op.element(), type.rows(), type.columns(), op.location())
                            + " ? " + access.rows() + " : 0;");
        }
        if (op.element().isPacked()) {
            String load = scope.helper(Helper.LOAD_FOUR_BITS) + "<" + (op.element() == TensorElement.I4) + ">";
            String arguments = String.join(
                    ", ", target, access.firstByte(), access.offset(), access.stride(), rows, access.columns());
            scope.out.statement(op.location(), load + "(" + arguments + ");");
            return;
        }
        call(
                op.location(),
                Helper.LOAD_TENSOR,
                target,
                access.pointer(op.element(), "const "),
                access.stride(),
                rows,
                access.columns());
    }

    private void store(TensorOp.StoreTensor op) {
        TensorType type = op.tensor().tensor();
        MslTensorAccess access = access(op.access(), op.location());
        String value = scope.use(op.tensor()).text();
        scope.flushMemoryReads();
        if (op.checked()) {
            String guard = access.guard(scope, memory, type.rows(), type.columns(), op.location());
            scope.open(op.location(), "if (" + guard + ")");
        }
        String store = scope.helper(Helper.STORE_TENSOR) + "<" + MslTypes.spell(type.element()) + ">";
        String arguments = String.join(", ", value, access.place(), access.stride(), access.rows(), access.columns());
        scope.out.statement(op.location(), store + "(" + arguments + ");");
        if (op.checked()) {
            scope.close("}");
        }
    }

    private void map(TileOp.MapElements op) {
        List<String> operands = new ArrayList<>();
        op.tiles().forEach(tile -> operands.add(scope.use(tile).text()));
        scope.flushAll();
        String target = destinations.forResult(op.result(), op.location(), "mapped");
        String index = scope.names.fresh("element");
        scope.open(
                op.location(),
                "for (ushort " + index + " = 0; " + index + " < " + target + ".get_capacity(); " + index + "++)");
        bindPlace(op, target, index);
        for (int i = 0; i < operands.size(); i++) {
            boolean isVector = op.tiles().get(i).type() instanceof VectorType;
            int dimension = op.tiles().get(i).type() instanceof RowsType ? 1 : 0;
            Expression element = isVector
                    ? Expression.call(
                            scope.helper(Helper.VECTOR_VALUE),
                            Expression.atom(operands.get(i)),
                            Expression.atom("int(" + placeName(index) + "[" + dimension + "])"))
                    : element(op.tiles().get(i).tensor(), operands.get(i) + "[" + index + "]");
            bindElement(op.body().parameters().get(i + 2), element, isVector, op.location());
        }
        yieldInto(op.body(), op.result().tensor(), target + "[" + index + "]", op.location());
        scope.close("}");
    }

    /** A slot's element: where a tensor was converted, its bits lie in what a product of the same type has there. */
    private static Expression element(TensorType type, String slot) {
        return type.isProduct()
                ? Expression.variable(slot)
                : Expression.call("as_type<" + MslTypes.spell(type.element()) + ">", Expression.variable(slot));
    }

    private static String placeName(String index) {
        return index + "_place";
    }

    private void bindPlace(TileOp.MapElements op, String target, String index) {
        Value row = op.body().parameters().get(0);
        Value column = op.body().parameters().get(1);
        boolean hasVector = op.tiles().stream().anyMatch(tile -> tile.type() instanceof VectorType);
        if (hasVector || scope.uses.count(row) + scope.uses.count(column) > 0) {
            scope.out.line("auto " + placeName(index) + " = " + target + ".get_multidimensional_index(" + index + ");");
        }
        scope.bind(row, Expression.atom("int(" + placeName(index) + "[1])"));
        scope.bind(column, Expression.atom("int(" + placeName(index) + "[0])"));
    }

    /** Lanes look up a vector's numbers together, whatever the function does with the numbers. */
    private void bindElement(Value parameter, Expression element, boolean declares, Location location) {
        if (scope.uses.count(parameter) == 0) {
            return;
        }
        if (declares) {
            scope.declare(parameter, element, location, "of_line");
        } else {
            scope.bind(parameter, element);
        }
    }

    private void yieldInto(Region body, TensorType type, String slot, Location location) {
        String start = type.isProduct()
                ? ""
                : "as_type<" + MslTypes.spell(type.product().element()) + ">(";
        String end = type.isProduct() ? ";" : ");";
        flow.elementBody(
                body,
                yielded -> scope.out.statement(
                        location, slot + " = " + start + scope.use(yielded).text() + end));
    }
}
