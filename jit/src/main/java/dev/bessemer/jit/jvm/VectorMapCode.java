package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * An element-wise op by vectors along the columns. What depends on neither column nor element is computed once a row, as a scalar; the rest is
 * vectors of floats and ints, and masks of the float vectors' shape.
 */
final class VectorMapCode {
    private final MapBody body;
    private final Code code;
    private final Values values;
    private final VectorInstructions vectors;
    private final VectorOps ops;
    private final int lanes;
    private int firstColumns;

    VectorMapCode(MapBody body) {
        this.body = body;
        code = body.code();
        values = body.values();
        int columns = body.op().result().tile().columns();
        boolean whole = columns % PanelWidth.LANES == 0;
        lanes = whole ? PanelWidth.LANES : TileType.EXTENT;
        vectors = new VectorInstructions(code, whole);
        ops = new VectorOps(code, values, vectors);
    }

    /** True when every op that depends on the column or an element has a form on vectors, and the others a row can compute. */
    static boolean canEmit(TileOp.MapElements op) {
        List<Value> parameters = op.body().parameters();
        Set<Value> wide = new HashSet<>(parameters.subList(1, parameters.size()));
        for (Op inner : op.body().ops()) {
            boolean isWide = inner.operands().stream().anyMatch(wide::contains);
            if (isWide) {
                wide.addAll(inner.results());
            }
            if (!(inner instanceof ControlOp.Yield) && !canEmit(inner, isWide)) {
                return false;
            }
        }
        return true;
    }

    private static boolean canEmit(Op op, boolean isWide) {
        return op instanceof ScalarOp scalar
                && (isWide ? VectorOps.canCompute(scalar) : !(scalar instanceof ScalarOp.Builtin));
    }

    void emit() {
        ops.widen(body.column());
        for (int i = 0; i < body.operands().size(); i++) {
            ops.widen(body.element(i));
        }
        vectors.pushIota();
        firstColumns = code.storeNew(VectorInstructions.INTS);
        code.countedLoop(body::pushRows, this::row, new Label());
    }

    private void row(int row) {
        values.enter(Values.Kind.ROW, row);
        values.inLocal(body.row(), row);
        ScalarCode scalars = new ScalarCode(code, values, new ArrayPlaces(code), kind -> {
            throw new IllegalStateException("no builtin is a vector: " + kind);
        });
        List<Op> inner = body.op().body().ops();
        for (Op op : inner.subList(0, inner.size() - 1)) {
            if (!ops.widenIfOperands(op)) {
                scalars.emit((ScalarOp) op);
            }
        }
        code.push(0);
        int column = code.storeNew(Type.INT_TYPE);
        Label top = new Label();
        Label end = new Label();
        code.mark(top);
        code.load(Type.INT_TYPE, column);
        code.push(body.op().result().tile().columns());
        code.jump(Opcodes.IF_ICMPGE, end);
        columns(row, column);
        code.method().visitIincInsn(column, lanes);
        code.goTo(top);
        code.mark(end);
    }

    private void columns(int row, int column) {
        code.load(VectorInstructions.INTS, firstColumns);
        code.load(Type.INT_TYPE, column);
        vectors.addScalar();
        ops.define(body.column());
        for (int i = 0; i < body.operands().size(); i++) {
            vectors.pushFloats(body, i, row, column);
            if (MapBody.isOfInts(body.op().tiles().get(i))) {
                vectors.asInts();
            }
            ops.define(body.element(i));
        }
        List<Op> inner = body.op().body().ops();
        for (Op op : inner.subList(0, inner.size() - 1)) {
            code.allowCut();
            if (op instanceof ScalarOp scalar && ops.isWide(scalar.result())) {
                ops.compute(scalar);
            }
        }
        ops.push(body.yielded());
        if (MapBody.isOfInts(body.op().result())) {
            vectors.asFloats();
        }
        vectors.round(body.op().result().tile().element());
        body.pushElement(body.result(), row, column);
        vectors.store();
    }
}
