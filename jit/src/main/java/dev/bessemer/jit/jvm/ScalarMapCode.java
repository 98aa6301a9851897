package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ScalarType;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** An element-wise op, element by element. */
final class ScalarMapCode {
    private final MapBody body;
    private final Code code;
    private final Values values;
    private final boolean perLane;

    /** @param perLane whether the body uses a value of each lane's own */
    ScalarMapCode(MapBody body, boolean perLane) {
        this.body = body;
        this.perLane = perLane;
        code = body.code();
        values = body.values();
    }

    void emit() {
        code.countedLoop(
                body::pushRows,
                row -> code.countedLoop(
                        () -> code.push(body.op().result().tile().columns()),
                        column -> element(row, column),
                        new Label()),
                new Label());
    }

    private void element(int row, int column) {
        enter(row, column);
        values.inLocal(body.row(), row);
        values.inLocal(body.column(), column);
        for (int i = 0; i < body.operands().size(); i++) {
            body.pushElement(body.operands().get(i), row, column);
            code.op(Opcodes.FALOAD);
            if (MapBody.isOfInts(body.op().tiles().get(i))) {
                ConvertCode.bitcast(code, ScalarType.F32, ScalarType.I32);
            }
            values.define(body.element(i));
        }
        ArrayPlaces none = new ArrayPlaces(code);
        FaultCode noFaults = new FaultCode(code, none, () -> () -> {});
        ThreadCode thread = new ThreadCode(
                code,
                values,
                new ScalarCode(code, values, none, this::builtin),
                new MemoryCode(code, values, none, noFaults, () -> {}));
        body.op().body().ops().subList(0, body.op().body().ops().size() - 1).forEach(thread::emit);
        body.pushElement(body.result(), row, column);
        values.push(body.yielded());
        if (MapBody.isOfInts(body.op().result())) {
            ConvertCode.bitcast(code, ScalarType.I32, ScalarType.F32);
        }
        ConvertCode.round(code, body.op().result().tile().element());
        code.op(Opcodes.FASTORE);
    }

    private void enter(int row, int column) {
        if (!perLane) {
            values.enter(Values.Kind.ROW, row);
            return;
        }
        code.load(Type.INT_TYPE, row);
        code.load(Type.INT_TYPE, column);
        code.call(LaneLayout.class, "lane", "(II)I");
        values.enter(Values.Kind.LANE, code.storeNew(Type.INT_TYPE));
    }

    private void builtin(BuiltinKind kind) {
        throw new UnsupportedKernelException(
                body.op().location(), "a thread's " + kind + " inside a map: read it before");
    }
}
