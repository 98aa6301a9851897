package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.AtomicKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.types.atomic.SegmentAtomics;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loads, stores and divisions of one thread. */
final class MemoryCode {
    private static final String LAYOUT = "java/lang/foreign/ValueLayout";

    private final Code code;
    private final Values values;
    private final ArrayPlaces arrays;
    private final FaultCode faults;
    private final Runnable pushThreadIndex;

    /** @param pushThreadIndex pushes which of the threads that have arrays of their own this is */
    MemoryCode(Code code, Values values, ArrayPlaces arrays, FaultCode faults, Runnable pushThreadIndex) {
        this.code = code;
        this.values = values;
        this.arrays = arrays;
        this.faults = faults;
        this.pushThreadIndex = pushThreadIndex;
    }

    void load(MemoryOp.Load op) {
        Index index = index(op.array(), op.index(), op.checked() ? op : null);
        arrays.push(op.array());
        ScalarType element = (ScalarType) op.array().array().element();
        if (op.array().array().space() == AddressSpace.DEVICE) {
            String[] layout = layout(element);
            pushLayout(layout);
            pushOffset(index, element);
            get(element, layout);
        } else {
            pushJavaIndex(op.array(), index);
            code.op(JvmTypes.element(element).getOpcode(Opcodes.IALOAD));
        }
        release(index);
        values.define(op.result());
    }

    void store(MemoryOp.Store op) {
        Index index = index(op.array(), op.index(), op.checked() ? op : null);
        arrays.push(op.array());
        ScalarType element = (ScalarType) op.array().array().element();
        if (op.array().array().space() == AddressSpace.DEVICE) {
            String[] layout = layout(element);
            pushLayout(layout);
            pushOffset(index, element);
            values.push(op.value());
            set(element, layout);
        } else {
            pushJavaIndex(op.array(), index);
            values.push(op.value());
            ConvertCode.round(code, element);
            code.op(JvmTypes.element(element).getOpcode(Opcodes.IASTORE));
        }
        release(index);
    }

    void divide(MemoryOp.Divide op) {
        values.push(op.left());
        values.push(op.right());
        Type type = JvmTypes.of(op.result().scalar());
        faults.divide(type.getOpcode(op.remainder() ? Opcodes.IREM : Opcodes.IDIV), op.location());
        values.define(op.result());
    }

    /** One call of {@link Atomics}; the array of a threadgroup is one worker's alone, so that plain accesses do there. */
    void atomic(MemoryOp.Atomic op) {
        Index index = index(op.array(), op.index(), op.checked() ? op : null);
        arrays.push(op.array());
        ScalarType element = op.result().scalar();
        boolean device = op.array().array().space() == AddressSpace.DEVICE;
        if (device) {
            pushOffset(index, element);
        } else {
            pushJavaIndex(op.array(), index);
        }
        if (op.expected() != null) {
            values.push(op.expected());
        }
        values.push(op.value());
        String type = JvmTypes.of(element).getDescriptor();
        String place = device ? "(Ljava/lang/foreign/MemorySegment;J" : "([" + type + "I";
        String operands = op.expected() == null ? type : type + type;
        code.call(device ? SegmentAtomics.class : Atomics.class, name(op.kind()), place + operands + ")" + type);
        values.define(op.result());
    }

    private static String name(AtomicKind kind) {
        return switch (kind) {
            case ADD -> "add";
            case MIN -> "min";
            case MAX -> "max";
            case AND -> "and";
            case OR -> "or";
            case XOR -> "xor";
            case EXCHANGE -> "exchange";
            case COMPARE_EXCHANGE -> "compareExchange";
        };
    }

    void check(MemoryOp.CheckIndex op) {
        values.push(op.index());
        int slot = code.storeNew(Type.INT_TYPE);
        faults.checkIndex(op.array(), op.length(), slot, op.location());
    }

    /** Zeroes this thread's part of an array of threads' own. */
    void clear(MemoryOp.Allocate op) {
        Value array = op.result();
        Type element = JvmTypes.element((ScalarType) array.array().element());
        arrays.push(array);
        pushThreadIndex.run();
        code.push(array.array().length());
        code.op(Opcodes.IMUL);
        code.op(Opcodes.DUP);
        code.push(array.array().length());
        code.op(Opcodes.IADD);
        code.push(0);
        if (element.equals(Type.LONG_TYPE)) {
            code.op(Opcodes.I2L);
        } else if (element.equals(Type.FLOAT_TYPE)) {
            code.op(Opcodes.I2F);
        }
        String d = element.getDescriptor();
        code.call(java.util.Arrays.class, "fill", "([" + d + "II" + d + ")V");
    }

    /** Finds an index a local variable of its own type, checked when an op is given. */
    private Index index(Value array, Value index, @Nullable MemoryOp checked) {
        Type type = JvmTypes.of(index.scalar());
        Integer own = values.localOf(index);
        if (own == null) {
            values.push(index);
        }
        int slot = own == null ? code.storeNew(type) : own;
        if (checked != null) {
            faults.checkIndex(array, slot, type, checked.location());
        }
        return new Index(slot, type, own == null);
    }

    private void release(Index index) {
        if (index.own()) {
            code.release(index.type(), index.slot());
        }
    }

    /**
     * A local variable that holds an index, an int or a long.
     *
     * @param own whether it holds nothing else
     */
    private record Index(int slot, Type type, boolean own) {
        boolean isLong() {
            return type.equals(Type.LONG_TYPE);
        }
    }

    private void pushOffset(Index index, ScalarType element) {
        code.load(index.type(), index.slot());
        if (!index.isLong()) {
            code.op(Opcodes.I2L);
        }
        code.push((long) element.byteSize());
        code.op(Opcodes.LMUL);
    }

    private void pushJavaIndex(Value array, Index index) {
        code.load(index.type(), index.slot());
        if (index.isLong()) {
            code.op(Opcodes.L2I);
        }
        if (array.array().space() == AddressSpace.THREAD) {
            pushThreadIndex.run();
            code.push(array.array().length());
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
        }
    }

    /** The layout class and constant that an element is accessed by, as {@code OfFloat JAVA_FLOAT F}. */
    private static String[] layout(ScalarType element) {
        return switch (element) {
            case BOOL, I8 -> new String[] {"OfByte", "JAVA_BYTE", "B"};
            case I16, F16, BF16 -> new String[] {"OfShort", "JAVA_SHORT", "S"};
            case U16 -> new String[] {"OfChar", "JAVA_CHAR", "C"};
            case I32 -> new String[] {"OfInt", "JAVA_INT", "I"};
            case I64 -> new String[] {"OfLong", "JAVA_LONG", "J"};
            case F32 -> new String[] {"OfFloat", "JAVA_FLOAT", "F"};
        };
    }

    /** Reads the element whose segment, layout and offset are on the stack. */
    private void get(ScalarType element, String[] layout) {
        code.callVirtual(MemorySegment.class, "get", "(L" + LAYOUT + "$" + layout[0] + ";J)" + layout[2]);
        if (element == ScalarType.F16) {
            code.call(Float.class, "float16ToFloat", "(S)F");
        } else if (element == ScalarType.BF16) {
            code.call(Numbers.class, "bfloatFromBits", "(S)F");
        }
    }

    private void pushLayout(String[] layout) {
        code.getStatic(LAYOUT, layout[1], "L" + LAYOUT + "$" + layout[0] + ";");
    }

    /** Writes the value on the stack; segment, layout and offset lie below it. */
    private void set(ScalarType element, String[] layout) {
        narrow(element);
        code.callVirtual(MemorySegment.class, "set", "(L" + LAYOUT + "$" + layout[0] + ";J" + layout[2] + ")V");
    }

    private void narrow(ScalarType element) {
        switch (element) {
            case BOOL, I8 -> code.op(Opcodes.I2B);
            case I16 -> code.op(Opcodes.I2S);
            case U16 -> code.op(Opcodes.I2C);
            case F16 -> code.call(Float.class, "floatToFloat16", "(F)S");
            case BF16 -> code.call(Numbers.class, "bitsOfBfloat", "(F)S");
            case I32, I64, F32 -> {}
        }
    }
}
