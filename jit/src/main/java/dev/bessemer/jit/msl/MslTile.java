package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tiles: {@code simdgroup_matrix} values, their memory accesses and what is done to their elements. */
final class MslTile {
    private static final String EIGHT = Integer.toString(TileType.EXTENT);

    private final MslScope scope;
    private final MslScalar scalar;
    private final MslMemory memory;
    private final MslDestinations destinations;
    private final MslFlow flow;

    MslTile(MslScope scope, MslScalar scalar, MslMemory memory, MslDestinations destinations, MslFlow flow) {
        this.scope = scope;
        this.scalar = scalar;
        this.memory = memory;
        this.destinations = destinations;
        this.flow = flow;
    }

    void emit(TileOp op) {
        if (scope.uses.count(op.result()) == 0) {
            return;
        }
        switch (op) {
            case TileOp.Fill fill -> fill(fill);
            case TileOp.MultiplyAccumulate multiply -> multiply(multiply);
            case TileOp.MapElements map -> map(map);
            case TileOp.RowReduce reduce -> rowReduce(reduce);
            case TileOp.Element element -> element(element);
            case TileOp.FromElements elements -> fromElements(elements);
            case TileOp.ConvertTile convert -> convert(convert);
            case TileOp.Slice slice -> throw packed(slice);
            case TileOp.Concat concat -> throw packed(concat);
            case TileOp.ReduceTensor reduce ->
                throw new IllegalArgumentException(reduce + " is lowered to tiles before");
            case TileOp.Largest largest -> throw new IllegalArgumentException(largest + " is lowered to tiles before");
        }
    }

    private static IllegalArgumentException packed(TileOp op) {
        return new IllegalArgumentException(op + " is made by packing for the CPU device alone");
    }

    private void fill(TileOp.Fill op) {
        Expression value = scope.use(op.value());
        ScalarType element = op.result().tile().element();
        Expression cast =
                op.value().type() == element ? value : scalar.convert(op.value().scalar(), element, value);
        if (op.result().name().isEmpty() && scope.uses.definer(op.value()) instanceof ScalarOp.Constant) {
            scope.bind(op.result(), filled(element, cast));
        } else {
            scope.define(op.result(), filled(element, cast), op.location(), "tile");
        }
    }

    /** A tile with one value everywhere. */
    static Expression filled(ScalarType element, Expression value) {
        String name = MslTypes.spell(element);
        Expression argument = value.text().equals("0.0f") ? MslTypes.zero(element) : value;
        return Expression.call("make_filled_simdgroup_matrix<" + name + ", 8, 8>", argument);
    }

    private void multiply(TileOp.MultiplyAccumulate op) {
        String operands = scope.use(op.a()).text() + ", " + scope.use(op.b()).text() + ", "
                + scope.use(op.c()).text();
        String target = destinations.forResult(op.result(), op.location(), "product");
        scope.out.statement(op.location(), "simdgroup_multiply_accumulate(" + target + ", " + operands + ");");
    }

    private void rowReduce(TileOp.RowReduce op) {
        Helper helper = switch (op.kind()) {
            case SUM -> Helper.ROW_SUM;
            case MIN -> scope.fast() ? Helper.FAST_ROW_MIN : Helper.ROW_MIN;
            case MAX -> scope.fast() ? Helper.FAST_ROW_MAX : Helper.ROW_MAX;
            case AND, OR, XOR -> throw new IllegalArgumentException(op.kind() + " of a tile's row");
        };
        Expression call = Expression.call(scope.helper(helper), named(op.tile(), op.location()));
        scope.declare(op.result(), call, op.location(), op.kind() == ReduceKind.SUM ? "total" : "extreme");
    }

    /** A tile as a variable or an array's element, which a reference can be taken of. */
    private Expression named(Value tile, Location location) {
        Expression expression = scope.use(tile);
        if (expression.precedence() == Expression.PRIMARY && !expression.text().endsWith(")")) {
            return expression;
        }
        return scope.temporary(tile, expression, location, "tile");
    }

    private void element(TileOp.Element op) {
        Expression element = part(op.tile().tile().element(), named(op.tile(), op.location()), op.index());
        scope.define(op.result(), element, op.location(), "element");
    }

    private static Expression part(ScalarType type, Expression tile, int index) {
        Expression raw = Expression.of(tile.text() + ".thread_elements()[" + index + "]", Expression.PRIMARY, tile);
        return type == ScalarType.F32 ? raw : Expression.call("float", raw);
    }

    private void fromElements(TileOp.FromElements op) {
        Expression first = scope.use(op.first());
        Expression second = scope.use(op.second());
        String target = destinations.fresh(op.result(), op.location(), "tile");
        assign(op, target, 0, scalar.convert(op.first().scalar(), element(op.result()), first));
        assign(op, target, 1, scalar.convert(op.second().scalar(), element(op.result()), second));
    }

    private static ScalarType element(Value tile) {
        return tile.tile().element();
    }

    private void assign(Op op, String target, int index, Expression value) {
        scope.out.statement(op.location(), target + ".thread_elements()[" + index + "] = " + value.text() + ";");
    }

    private void convert(TileOp.ConvertTile op) {
        Expression tile = named(op.tile(), op.location());
        String target = destinations.forResult(op.result(), op.location(), "converted");
        for (int e = 0; e < 2; e++) {
            Expression value = part(element(op.tile()), tile, e);
            assign(op, target, e, scalar.convert(ScalarType.F32, element(op.result()), value));
        }
    }

    private void map(TileOp.MapElements op) {
        List<Expression> tiles = new ArrayList<>();
        op.tiles().forEach(tile -> tiles.add(named(tile, op.location())));
        scope.flushAll();
        String target = destinations.forResult(op.result(), op.location(), "mapped");
        for (int e = 0; e < 2; e++) {
            mapElement(op, tiles, target, e);
        }
    }

    private void mapElement(TileOp.MapElements op, List<Expression> tiles, String target, int index) {
        Region body = op.body();
        bindPlace(body, index);
        for (int i = 0; i < tiles.size(); i++) {
            scope.bind(body.parameters().get(i + 2), part(element(op.tiles().get(i)), tiles.get(i), index));
        }
        int begin = scope.out.size();
        scope.names.push();
        scope.out.indent();
        flow.elementBody(body, yielded -> {
            Expression value = scalar.convert(yielded.scalar(), element(op.result()), scope.use(yielded));
            List<String> lines = scope.out.cut(begin);
            scope.out.outdent();
            assignAfter(lines, () -> assign(op, target, index, value), op.location());
        });
        scope.names.pop();
    }

    /** An assignment, in a block with the lines it needs first. */
    private void assignAfter(List<String> lines, Runnable assignment, Location location) {
        if (lines.isEmpty()) {
            assignment.run();
            return;
        }
        scope.out.statement(location, "{");
        scope.out.addAll(lines);
        scope.out.indent();
        assignment.run();
        scope.out.outdent();
        scope.out.line("}");
    }

    private void bindPlace(Region body, int index) {
        Value row = body.parameters().get(0);
        Value column = body.parameters().get(1);
        if (scope.uses.count(row) > 0) {
            scope.bind(row, Expression.atom(scope.tileRow()));
        }
        if (scope.uses.count(column) > 0) {
            Expression first = Expression.atom(scope.tileColumn());
            scope.bind(
                    column, index == 0 ? first : Expression.infix(first, "+", Expression.PLUS, Expression.atom("1")));
        }
    }

    void load(MemoryOp.LoadTile op) {
        Access access = access(op.access(), op.checked(), op.location());
        String target;
        if (op.checked()) {
            target = destinations.forResultInitially(
                    op.result(),
                    filled(element(op.result()), MslTypes.zero(ScalarType.F32)),
                    op.location(),
                    access.array + "_tile");
            scope.open(op.location(), "if (" + guard(op.access(), access, op.location()) + ")");
        } else {
            target = destinations.forResult(op.result(), op.location(), access.array + "_tile");
        }
        scope.out.statement(op.location(), transfer("load", Helper.LOAD_PART, target, op.access(), access));
        if (op.checked()) {
            scope.close("}");
        }
    }

    void store(MemoryOp.StoreTile op) {
        Access access = access(op.access(), op.checked(), op.location());
        Expression tile = named(op.tile(), op.location());
        scope.flushMemoryReads();
        if (op.checked()) {
            scope.open(op.location(), "if (" + guard(op.access(), access, op.location()) + ")");
        }
        scope.out.statement(op.location(), transfer("store", Helper.STORE_PART, tile.text(), op.access(), access));
        if (op.checked()) {
            scope.close("}");
        }
    }

    /** An access's operands as text. */
    private record Access(
            String array,
            Expression offset,
            Expression stride,
            @Nullable Expression rows,
            @Nullable Expression columns) {
        String rowsText() {
            return rows == null ? EIGHT : rows.text();
        }

        String columnsText() {
            return columns == null ? EIGHT : columns.text();
        }
    }

    private Access access(MemoryOp.TileAccess access, boolean checked, Location location) {
        String array = scope.arrays.name(access.array());
        return new Access(
                array,
                operand(access.offset(), checked, location, array + "_offset"),
                operand(access.rowStride(), checked, location, array + "_stride"),
                limit(access.rows(), checked, location, array + "_rows"),
                limit(access.columns(), checked, location, array + "_columns"));
    }

    private Expression operand(Value value, boolean twice, Location location, String hint) {
        return twice ? scope.useSimple(value, location, hint) : scope.use(value);
    }

    private @Nullable Expression limit(@Nullable Value value, boolean twice, Location location, String hint) {
        return value == null ? null : operand(value, twice, location, hint);
    }

    private String guard(MemoryOp.TileAccess access, Access text, Location location) {
        String lines = access.transposed() ? text.columnsText() : text.rowsText();
        String elements = access.transposed() ? text.rowsText() : text.columnsText();
        return scope.helper(Helper.TILE_IN_RANGE) + "("
                + String.join(
                        ", ",
                        text.offset.text(),
                        text.stride.text(),
                        lines,
                        elements,
                        scope.arrays.size(access.array()).text(),
                        Integer.toString(scope.arrays.number(access.array())),
                        memory.fault(location))
                + ")";
    }

    private String transfer(String verb, Helper part, String tile, MemoryOp.TileAccess access, Access text) {
        String place =
                text.array + (text.offset.text().equals("0") ? "" : " + " + text.offset.within(Expression.TIMES));
        String common = tile + ", " + place + ", " + text.stride.text();
        if (access.rows() == null && access.columns() == null) {
            String turned = access.transposed() ? ", ulong2(0, 0), true" : "";
            return "simdgroup_" + verb + "(" + common + turned + ");";
        }
        return scope.helper(part) + "(" + common + ", " + access.transposed() + ", " + text.rowsText() + ", "
                + text.columnsText() + ", " + scope.input(MslInput.LANE) + ");";
    }
}
