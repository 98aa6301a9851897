package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method of one element-wise op while it is emitted.
 *
 * @param values the scalars the body uses from outside
 * @param result where the result lies
 * @param operands where the operand tiles lie
 * @param rows local variable of how many rows are needed, or {@link #ALL_ROWS}
 */
record MapBody(
        Code code,
        Values values,
        TileOp.MapElements op,
        TileCode.Panel result,
        List<TileCode.Panel> operands,
        int rows) {
    /** Stands for a local variable that there is not: all rows of the tile are needed. */
    static final int ALL_ROWS = -1;

    MapBody {
        operands = List.copyOf(operands);
    }

    void pushRows() {
        if (rows == ALL_ROWS) {
            code.push(op.result().tile().rows());
        } else {
            code.load(Type.INT_TYPE, rows);
        }
    }

    Value row() {
        return op.body().parameters().get(0);
    }

    Value column() {
        return op.body().parameters().get(1);
    }

    /** The body's parameter for an element of an operand tile. */
    Value element(int operand) {
        return op.body().parameters().get(2 + operand);
    }

    /** Whether a panel's elements are the bits of ints. */
    static boolean isOfInts(Value tile) {
        return tile.tile().element() == ScalarType.I32;
    }

    /** What the body gives. */
    Value yielded() {
        return op.body().terminator().operands().getFirst();
    }

    /** Pushes the array, and the place in it of a panel's element at a row and column held by local variables. */
    void pushElement(TileCode.Panel panel, int row, int column) {
        code.load(Type.getType(float[].class), 0);
        code.load(Type.INT_TYPE, 1);
        code.push(panel.at());
        code.op(Opcodes.IADD);
        code.load(Type.INT_TYPE, row);
        code.push(panel.stride());
        code.op(Opcodes.IMUL);
        code.op(Opcodes.IADD);
        code.load(Type.INT_TYPE, column);
        code.op(Opcodes.IADD);
    }
}
