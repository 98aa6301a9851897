package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The Java arrays that stand for a threadgroup's and a thread's own. */
final class JavaArrays {
    private JavaArrays() {}

    /** The arrays that a region and what is nested in it allocate. */
    static List<Value> allocatedIn(Region region) {
        List<Value> arrays = new ArrayList<>();
        for (Op op : region.ops()) {
            if (op instanceof MemoryOp.Allocate allocate) {
                if (!(allocate.result().array().element() instanceof ScalarType)) {
                    throw new UnsupportedKernelException(
                            allocate.location(),
                            "an array of matrices whose elements are not all chosen by constants: unroll the loops around it");
                }
                arrays.add(allocate.result());
            }
            op.regions().forEach(inner -> arrays.addAll(allocatedIn(inner)));
        }
        return arrays;
    }

    /** Finds the constant arrays of a kernel places, from the fields that hold them. */
    static void tables(Code code, ArrayPlaces arrays, Region body) {
        for (Op op : body.ops()) {
            if (op instanceof MemoryOp.Table table) {
                Value array = table.result();
                GeneratedClass owner = code.method().owner();
                code.getStatic(owner.name(), owner.table(table), type(array).getDescriptor());
                arrays.java(array, code.storeNew(type(array)));
            }
        }
    }

    static Type type(Value array) {
        return JvmTypes.array((ScalarType) array.array().element());
    }

    /** Makes an array of as many elements as is on the stack. */
    static void create(Code code, Value array) {
        code.method().visitIntInsn(Opcodes.NEWARRAY, JvmTypes.newArrayCode((ScalarType)
                array.array().element()));
    }
}
