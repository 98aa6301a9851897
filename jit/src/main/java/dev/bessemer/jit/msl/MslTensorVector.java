package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.ArrayList;
import java.util.List;

/** A number for each row or column of cooperative tensors: lane l of every SIMD-group holds numbers l, l + 32 and so on. */
final class MslTensorVector {
    private final MslScope scope;
    private final MslMemory memory;
    private final MslDestinations destinations;
    private final MslFlow flow;

    MslTensorVector(MslScope scope, MslMemory memory, MslDestinations destinations, MslFlow flow) {
        this.scope = scope;
        this.memory = memory;
        this.destinations = destinations;
        this.flow = flow;
    }

    private static VectorType type(Value vector) {
        return (VectorType) vector.type();
    }

    private static String name(VectorType type) {
        return type instanceof RowsType ? "rows" : "columns";
    }

    private Expression lane() {
        return Expression.atom(scope.input(MslInput.LANE));
    }

    void fill(TileOp.Fill op) {
        VectorType type = type(op.result());
        String helper = scope.helper(Helper.FILL_VECTOR) + MslTypes.arguments(type);
        scope.declare(op.result(), Expression.call(helper, scope.use(op.value())), op.location(), name(type));
    }

    void largest(TileOp.Largest op) {
        Helper ofFloats = scope.fast() ? Helper.FAST_LARGEST : Helper.LARGEST;
        Helper helper = type(op.vector()).isInteger() ? Helper.LARGEST_INT : ofFloats;
        Expression largest = Expression.call(scope.helper(helper), scope.use(op.vector()), lane());
        scope.declare(op.result(), largest, op.location(), "largest");
    }

    /** The stride and the extent that the vector lies along in memory. */
    private static String along(VectorType type, MslTensorAccess access) {
        return type instanceof RowsType ? access.stride() + ", " + access.rows() : "1, " + access.columns();
    }

    /** The conditions under which any of it lies in memory, and may be touched. */
    private List<String> exists(TensorOp op, VectorType type, MslTensorAccess access, boolean checked) {
        List<String> conditions = new ArrayList<>();
        conditions.add((type instanceof RowsType ? access.columns() : access.rows()) + " > 0");
        if (checked) {
            conditions.add(access.guard(scope, memory, type.rows(), type.columns(), op.location()));
        }
        return conditions;
    }

    void load(TensorOp.LoadTensor op) {
        VectorType type = type(op.result());
        MslTensorAccess access = MslTensorAccess.of(scope, op.access(), op.location());
        String exists = String.join(" && ", exists(op, type, access, op.checked()));
        String target = destinations.forResult(op.result(), op.location(), name(type));
        String arguments = String.join(
                ", ", access.pointer(op.element(), "const "), along(type, access), scope.input(MslInput.LANE));
        String load = scope.helper(Helper.LOAD_VECTOR) + MslTypes.arguments(type) + "(" + arguments + ")";
        String fill = scope.helper(Helper.FILL_VECTOR) + MslTypes.arguments(type) + "("
                + MslTypes.zero(type.element()).text() + ")";
        scope.out.statement(op.location(), target + " = " + exists + " ? " + load + " : " + fill + ";");
    }

    void store(TensorOp.StoreTensor op) {
        VectorType type = type(op.tensor());
        MslTensorAccess access = MslTensorAccess.of(scope, op.access(), op.location());
        String value = scope.use(op.tensor()).text();
        scope.flushMemoryReads();
        List<String> conditions = exists(op, type, access, op.checked());
        if (type.simdgroups() > 1) {
            conditions.add(scope.input(MslInput.SIMDGROUP) + " == 0u");
        }
        scope.open(op.location(), "if (" + String.join(" && ", conditions) + ")");
        String arguments = String.join(", ", value, access.place(), along(type, access), scope.input(MslInput.LANE));
        scope.out.statement(op.location(), scope.helper(Helper.STORE_VECTOR) + "(" + arguments + ");");
        scope.close("}");
    }

    void map(TileOp.MapElements op) {
        VectorType type = type(op.result());
        List<String> operands = new ArrayList<>();
        op.tiles().forEach(tile -> operands.add(scope.use(tile).text()));
        scope.flushAll();
        String target = destinations.forResult(op.result(), op.location(), name(type));
        String part = scope.names.fresh("part");
        int parts = (type.length() + 31) / 32;
        scope.open(op.location(), "for (int " + part + " = 0; " + part + " < " + parts + "; " + part + "++)");
        List<Value> parameters = op.body().parameters();
        Expression place = Expression.atom("(int(" + lane().text() + ") + 32 * " + part + ")");
        scope.bind(parameters.get(0), type instanceof RowsType ? place : Expression.atom("0"));
        scope.bind(parameters.get(1), type instanceof RowsType ? Expression.atom("0") : place);
        for (int i = 0; i < operands.size(); i++) {
            scope.bind(parameters.get(i + 2), Expression.variable(operands.get(i) + ".of[" + part + "]"));
        }
        flow.elementBody(
                op.body(),
                yielded -> scope.out.statement(
                        op.location(),
                        target + ".of[" + part + "] = " + scope.use(yielded).text() + ";"));
        scope.close("}");
    }
}
