package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Set<Value> wide = new HashSet<>();
    private final Map<Value, Integer> slots = new HashMap<>();
    private final int lanes;
    private int firstColumns;

    VectorMapCode(MapBody body) {
        this.body = body;
        code = body.code();
        values = body.values();
        int columns = body.op().result().tile().columns();
        boolean whole = columns % PanelSpecies.LANES == 0;
        lanes = whole ? PanelSpecies.LANES : PanelSpecies.EIGHT_FLOATS.length();
        vectors = new VectorInstructions(code, whole);
    }

    /** True when every op of the body has a form on vectors. */
    static boolean canEmit(TileOp.MapElements op) {
        for (Op inner : op.body().ops()) {
            boolean can = switch (inner) {
                case ScalarOp.Constant constant -> true;
                case ScalarOp.Unary unary -> isVector(unary.result()) && VectorInstructions.has(unary.kind());
                case ScalarOp.Binary binary ->
                    isVector(binary.result())
                            && VectorInstructions.has(
                                    binary.kind(), binary.result().scalar());
                case ScalarOp.Compare compare ->
                    isVector(compare.left()) && compare.left().type() != ScalarType.BOOL;
                case ScalarOp.Select select -> isVector(select.result());
                case ScalarOp.Fma fma -> true;
                case ControlOp.Yield yield -> true;
                default -> false;
            };
            if (!can) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVector(Value value) {
        return value.type() == ScalarType.F32 || value.type() == ScalarType.I32 || value.type() == ScalarType.BOOL;
    }

    void emit() {
        wide.add(body.column());
        for (int i = 0; i < body.operands().size(); i++) {
            wide.add(body.element(i));
        }
        vectors.pushIota();
        firstColumns = code.storeNew(VectorInstructions.INTS);
        code.countedLoop(() -> code.push(body.op().result().tile().rows()), this::row, new Label());
    }

    private void row(int row) {
        values.enter(Values.Kind.ROW, row);
        values.inLocal(body.row(), row);
        ScalarCode scalars = new ScalarCode(code, values, new ArrayPlaces(code), kind -> {
            throw new IllegalStateException("no builtin is a vector: " + kind);
        });
        List<Op> ops = body.op().body().ops();
        for (Op op : ops.subList(0, ops.size() - 1)) {
            if (op.operands().stream().anyMatch(wide::contains)) {
                wide.addAll(op.results());
            } else {
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
        define(body.column());
        for (int i = 0; i < body.operands().size(); i++) {
            vectors.pushFloats(body, i, row, column);
            define(body.element(i));
        }
        List<Op> ops = body.op().body().ops();
        for (Op op : ops.subList(0, ops.size() - 1)) {
            if (wide.contains(op.results().getFirst())) {
                compute((ScalarOp) op);
                define(op.results().getFirst());
            }
        }
        push(body.yielded());
        vectors.round(body.op().result().tile().element());
        body.pushElement(body.result(), row, column);
        vectors.store();
    }

    private void define(Value value) {
        slots.put(value, code.storeNew(VectorInstructions.type(value.scalar())));
    }

    /** Pushes a value as a vector or mask. */
    private void push(Value value) {
        Integer slot = slots.get(value);
        if (slot != null && wide.contains(value)) {
            code.load(VectorInstructions.type(value.scalar()), slot);
        } else {
            vectors.broadcast(value.scalar(), () -> values.push(value));
        }
    }

    private void compute(ScalarOp op) {
        switch (op) {
            case ScalarOp.Unary unary -> unary(unary);
            case ScalarOp.Binary binary -> binary(binary);
            case ScalarOp.Compare compare -> {
                push(compare.left());
                vectors.comparison(compare.kind());
                push(compare.right());
                vectors.compare(compare.left().scalar());
            }
            case ScalarOp.Select select -> select(select);
            case ScalarOp.Fma fma -> {
                push(fma.a());
                push(fma.b());
                push(fma.c());
                vectors.fma();
            }
            default -> throw new IllegalStateException("no vector form: " + op);
        }
    }

    private void unary(ScalarOp.Unary op) {
        push(op.operand());
        if (op.kind() == UnaryKind.NOT) {
            vectors.not();
        } else {
            vectors.unary(op.kind(), op.operand().scalar());
        }
    }

    private void binary(ScalarOp.Binary op) {
        push(op.left());
        push(op.right());
        BinaryKind kind = op.kind();
        vectors.binary(kind, op.result().scalar());
    }

    private void select(ScalarOp.Select op) {
        if (op.result().type() == ScalarType.BOOL) {
            push(op.condition());
            push(op.whenTrue());
            push(op.condition());
            push(op.whenFalse());
            vectors.selectMask();
            return;
        }
        push(op.whenFalse());
        push(op.whenTrue());
        push(op.condition());
        vectors.blend(op.result().scalar());
    }
}
