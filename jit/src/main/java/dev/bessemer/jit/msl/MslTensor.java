package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Cooperative tensors: {@code matmul2d}, and what is done to elements and rows, whichever thread holds them. */
final class MslTensor {
    private final MslScope scope;
    private final MslMemory memory;
    private final MslDestinations destinations;
    private final MslFlow flow;

    MslTensor(MslScope scope, MslMemory memory, MslDestinations destinations, MslFlow flow) {
        this.scope = scope;
        this.memory = memory;
        this.destinations = destinations;
        this.flow = flow;
    }

    void emit(TensorOp op) {
        switch (op) {
            case TensorOp.Multiply it -> multiply(it);
            case TensorOp.MultiplyHeld it -> multiplyHeld(it);
            case TensorOp.LoadTensor it -> load(it);
            case TensorOp.StoreTensor it -> store(it);
        }
    }

    /** A fill or a map of a tensor or rows. */
    void emit(TileOp op) {
        switch (op) {
            case TileOp.Fill it
            when it.result().type() instanceof RowsType rows ->
                scope.declare(
                        it.result(),
                        Expression.call(
                                scope.helper(Helper.FILL_ROWS) + "<" + rows.rows() + ">", scope.use(it.value())),
                        it.location(),
                        "rows");
            case TileOp.Fill it -> {
                Expression value = scope.use(it.value());
                String target = destinations.forResult(it.result(), it.location(), "tensor");
                call(it.location(), Helper.FILL_TENSOR, target, value.text());
            }
            case TileOp.MapElements it when it.result().type() instanceof RowsType rows -> mapRows(it, rows);
            case TileOp.MapElements it -> map(it);
            case TileOp.ReduceRows it -> reduce(it);
            case TileOp.LargestRow it -> {
                Expression largest = Expression.call(
                        scope.helper(Helper.LARGEST_ROW),
                        scope.use(it.rows()),
                        Expression.atom(scope.input(MslInput.LANE)));
                scope.declare(it.result(), largest, it.location(), "largest");
            }
            default -> throw new IllegalArgumentException(op + " is on tensors");
        }
    }

    private void call(Location location, Helper helper, String... arguments) {
        scope.out.statement(location, scope.helper(helper) + "(" + String.join(", ", arguments) + ");");
    }

    /** An access's operands as text that may be written more than once. */
    private record Access(TileAccess of, String array, String offset, String stride, String rows, String columns) {
        String place() {
            return offset.equals("0") ? array : array + " + " + offset;
        }

        String lines() {
            return of.transposed() ? columns : rows;
        }

        String elements() {
            return of.transposed() ? rows : columns;
        }
    }

    private Access access(TileAccess access, Location location) {
        String array = scope.arrays.name(access.array());
        return new Access(
                access,
                array,
                simple(access.offset(), location, array + "_offset"),
                simple(access.rowStride(), location, array + "_stride"),
                simple(Objects.requireNonNull(access.rows()), location, array + "_rows"),
                simple(Objects.requireNonNull(access.columns()), location, array + "_columns"));
    }

    private String simple(Value value, Location location, String hint) {
        return scope.useSimple(value, location, hint).text();
    }

    /** A condition that an access to so many rows and columns at most is in range. */
    private String guard(Access access, int rows, int columns, Location location) {
        int lines = access.of.transposed() ? columns : rows;
        int elements = access.of.transposed() ? rows : columns;
        return scope.helper(Helper.MATRIX_IN_RANGE) + "("
                + String.join(
                        ", ",
                        access.offset,
                        access.stride,
                        atMost(access.lines(), lines),
                        atMost(access.elements(), elements),
                        scope.arrays.size(access.of.array()).text(),
                        Integer.toString(scope.arrays.number(access.of.array())),
                        memory.fault(location))
                + ")";
    }

    private static String atMost(String extent, int most) {
        return most == Integer.MAX_VALUE ? extent : "min(" + extent + ", " + most + ")";
    }

    private void multiply(TensorOp.Multiply op) {
        TensorType type = op.result().tensor();
        Access left = access(op.left(), op.location());
        Access right = access(op.right(), op.location());
        String target = sum(op.result(), op.accumulator(), op.location());
        String depth = scope.names.fresh("depth");
        scope.out.statement(op.location(), "int " + depth + " = min(" + left.columns + ", " + right.rows + ");");
        Access ofLeft = new Access(left.of, left.array, left.offset, left.stride, left.rows, depth);
        Access ofRight = new Access(right.of, right.array, right.offset, right.stride, depth, right.columns);
        List<String> conditions = new ArrayList<>(List.of(depth + " > 0", left.rows + " > 0", right.columns + " > 0"));
        if (op.checked()) {
            conditions.add(guard(ofLeft, type.rows(), Integer.MAX_VALUE, op.location()));
            conditions.add(guard(ofRight, Integer.MAX_VALUE, type.columns(), op.location()));
        }
        scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        run(type, matrix(ofLeft, type.left()), matrix(ofRight, type.right()), target, op.location());
        scope.close("}");
    }

    private void run(TensorType type, String left, String right, String target, Location location) {
        String a = scope.names.fresh("left");
        String b = scope.names.fresh("right");
        scope.out.statement(location, "auto " + a + " = " + left + ";");
        scope.out.statement(location, "auto " + b + " = " + right + ";");
        scope.out.statement(location, scope.tensors.product(type) + ".run(" + a + ", " + b + ", " + target + ");");
    }

    private String matrix(Access access, TensorElement of) {
        AddressSpace space = access.of.array().array().space();
        return scope.helper(Helper.MATRIX) + "<" + MslTensorTypes.element(space, of) + ">("
                + String.join(", ", pointer(access, of, ""), access.stride, access.lines(), access.elements()) + ")";
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
        Access right = access(op.right(), op.location());
        String left = scope.use(op.left()).text();
        String shared = share(leftType, left, op.location());
        String target = sum(op.result(), op.accumulator(), op.location());
        String columns = Integer.toString(leftType.columns());
        List<String> conditions = new ArrayList<>(List.of(right.rows + " > 0", right.columns + " > 0"));
        String depth = "min(" + right.rows + ", " + columns + ")";
        Access limited = new Access(right.of, right.array, right.offset, right.stride, depth, right.columns);
        if (op.checked()) {
            conditions.add(guard(limited, Integer.MAX_VALUE, type.columns(), op.location()));
        }
        scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        String held = scope.helper(Helper.MATRIX) + "<threadgroup float>(" + shared + ", " + columns + ", "
                + leftType.rows() + ", " + depth + ")";
        run(type, held, matrix(limited, type.right()), target, op.location());
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

    private void reduce(TileOp.ReduceRows op) {
        TensorType type = op.tensor().tensor();
        Helper helper = op.kind() == ReduceKind.MAX ? Helper.ROW_MAXIMA : Helper.ROW_SUMS;
        Expression call = Expression.call(
                scope.helper(helper) + sizes(type),
                scope.use(op.tensor()),
                Expression.atom(shared(type)),
                Expression.atom(scope.input(MslInput.LANE)));
        scope.declare(op.result(), call, op.location(), op.kind() == ReduceKind.MAX ? "maxima" : "sums");
    }

    private void load(TensorOp.LoadTensor op) {
        TensorType type = op.result().tensor();
        Access access = access(op.access(), op.location());
        String target = destinations.forResult(op.result(), op.location(), access.array + "_tensor");
        String rows = access.rows;
        if (op.checked()) {
            rows = scope.names.fresh(access.array + "_rows");
            scope.out.statement(
                    op.location(),
                    "int " + rows + " = " + guard(access, type.rows(), type.columns(), op.location()) + " ? "
                            + access.rows + " : 0;");
        }
        call(
                op.location(),
                Helper.LOAD_TENSOR,
                target,
                pointer(access, op.element(), "const "),
                access.stride,
                rows,
                access.columns);
    }

    /**
     * A pointer to an access's first element, of the type the elements stand for.
     *
     * @param constness what stands before the type
     */
    private static String pointer(Access access, TensorElement element, String constness) {
        AddressSpace space = access.of.array().array().space();
        return element == TensorElement.U8
                ? "(" + MslTensorTypes.space(space) + " " + constness + "uchar*)(" + access.place() + ")"
                : access.place();
    }

    private void store(TensorOp.StoreTensor op) {
        Access access = access(op.access(), op.location());
        String value = scope.use(op.tensor()).text();
        scope.flushMemoryReads();
        boolean isRows = op.tensor().type() instanceof RowsType;
        int columns = op.tensor().type() instanceof TensorType type ? type.columns() : 1;
        List<String> conditions = new ArrayList<>();
        if (isRows) {
            conditions.add(access.columns + " > 0");
        }
        if (op.checked()) {
            conditions.add(guard(access, op.type().rows(), columns, op.location()));
        }
        if (isRows && op.type().simdgroups() > 1) {
            conditions.add(scope.input(MslInput.SIMDGROUP) + " == 0u");
        }
        if (!conditions.isEmpty()) {
            scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        }
        if (isRows) {
            String lane = scope.input(MslInput.LANE);
            call(op.location(), Helper.STORE_ROWS, value, access.place(), access.stride, access.rows, lane);
        } else {
            call(op.location(), Helper.STORE_TENSOR, value, access.place(), access.stride, access.rows, access.columns);
        }
        if (!conditions.isEmpty()) {
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
            boolean isRows = op.tiles().get(i).type() instanceof RowsType;
            Expression element = isRows
                    ? Expression.call(
                            scope.helper(Helper.ROW_VALUE),
                            Expression.atom(operands.get(i)),
                            Expression.atom("int(" + placeName(index) + "[1])"))
                    : Expression.variable(operands.get(i) + "[" + index + "]");
            bindElement(op.body().parameters().get(i + 2), element, isRows, op.location());
        }
        yieldInto(op.body(), target + "[" + index + "]", op.location());
        scope.close("}");
    }

    private static String placeName(String index) {
        return index + "_place";
    }

    private void bindPlace(TileOp.MapElements op, String target, String index) {
        Value row = op.body().parameters().get(0);
        Value column = op.body().parameters().get(1);
        boolean hasRows = op.tiles().stream().anyMatch(tile -> tile.type() instanceof RowsType);
        if (hasRows || scope.uses.count(row) + scope.uses.count(column) > 0) {
            scope.out.line("auto " + placeName(index) + " = " + target + ".get_multidimensional_index(" + index + ");");
        }
        scope.bind(row, Expression.atom("int(" + placeName(index) + "[1])"));
        scope.bind(column, Expression.atom("int(" + placeName(index) + "[0])"));
    }

    /** Lanes look up rows together, whatever the function does with the numbers. */
    private void bindElement(Value parameter, Expression element, boolean declares, Location location) {
        if (scope.uses.count(parameter) == 0) {
            return;
        }
        if (declares) {
            scope.declare(parameter, element, location, "of_row");
        } else {
            scope.bind(parameter, element);
        }
    }

    private void yieldInto(Region body, String target, Location location) {
        flow.elementBody(
                body,
                yielded -> scope.out.statement(
                        location, target + " = " + scope.use(yielded).text() + ";"));
    }

    private void mapRows(TileOp.MapElements op, RowsType type) {
        List<String> operands = new ArrayList<>();
        op.tiles().forEach(tile -> operands.add(scope.use(tile).text()));
        scope.flushAll();
        String target = destinations.forResult(op.result(), op.location(), "rows");
        String part = scope.names.fresh("part");
        int parts = (type.rows() + 31) / 32;
        scope.open(op.location(), "for (int " + part + " = 0; " + part + " < " + parts + "; " + part + "++)");
        scope.bind(
                op.body().parameters().get(0),
                Expression.atom("(int(" + scope.input(MslInput.LANE) + ") + 32 * " + part + ")"));
        scope.bind(op.body().parameters().get(1), Expression.atom("0"));
        for (int i = 0; i < operands.size(); i++) {
            scope.bind(op.body().parameters().get(i + 2), Expression.variable(operands.get(i) + ".of[" + part + "]"));
        }
        yieldInto(op.body(), target + ".of[" + part + "]", op.location());
        scope.close("}");
    }
}
