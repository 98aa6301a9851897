package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.lang.foreign.MemorySegment;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads a kernel's parameters from its {@link CpuLaunch} into local variables. */
final class LaunchCode {
    private final Code code;
    private final Values values;
    private final ArrayPlaces arrays;
    private final int launch;

    /** @param launch local variable of the launch */
    LaunchCode(Code code, Values values, ArrayPlaces arrays, int launch) {
        this.code = code;
        this.values = values;
        this.arrays = arrays;
        this.launch = launch;
    }

    void parameters(Function kernel) {
        int arrayCount = 0;
        int scalarCount = 0;
        for (Function.Parameter parameter : kernel.parameters()) {
            if (parameter.value().type() instanceof ScalarType) {
                scalar(parameter.value(), scalarCount++);
            } else {
                array(parameter.value(), arrayCount++);
            }
        }
    }

    private void array(Value value, int index) {
        code.load(Type.getType(CpuLaunch.class), launch);
        code.getField(CpuLaunch.class, "arrays", "[Ljava/lang/foreign/MemorySegment;");
        code.push(index);
        code.op(Opcodes.AALOAD);
        int segment = code.storeNew(ArrayPlaces.SEGMENT);
        code.load(ArrayPlaces.SEGMENT, segment);
        code.callVirtual(MemorySegment.class, "byteSize", "()J");
        code.push((long) ((ScalarType) value.array().element()).byteSize());
        code.op(Opcodes.LDIV);
        arrays.device(value, segment, code.storeNew(Type.LONG_TYPE));
    }

    private void scalar(Value value, int index) {
        code.load(Type.getType(CpuLaunch.class), launch);
        code.getField(CpuLaunch.class, "scalars", "[J");
        code.push(index);
        code.op(Opcodes.LALOAD);
        Type type = JvmTypes.of(value.scalar());
        if (!type.equals(Type.LONG_TYPE)) {
            code.op(Opcodes.L2I);
        }
        if (type.equals(Type.FLOAT_TYPE)) {
            code.call(Float.class, "intBitsToFloat", "(I)F");
        }
        values.define(value);
    }

    /** Reads one of the launch's extents into a new local variable. */
    int extent(String field) {
        code.load(Type.getType(CpuLaunch.class), launch);
        code.getField(CpuLaunch.class, field, "I");
        return code.storeNew(Type.INT_TYPE);
    }
}
