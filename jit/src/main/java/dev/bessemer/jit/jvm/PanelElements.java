package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Single elements of device memory as floats; an index counts elements. */
enum PanelElements {
    /** 32-bit floats. */
    F32 {
        @Override
        float get(MemorySegment array, long index) {
            return array.get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES);
        }

        @Override
        void set(MemorySegment array, long index, float value) {
            array.set(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES, value);
        }
    },
    /** 16-bit IEEE floats. */
    F16 {
        @Override
        float get(MemorySegment array, long index) {
            return Float.float16ToFloat(array.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES));
        }

        @Override
        void set(MemorySegment array, long index, float value) {
            array.set(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES, Float.floatToFloat16(value));
        }
    },
    /** The upper halves of 32-bit floats. */
    BF16 {
        @Override
        float get(MemorySegment array, long index) {
            return Float.intBitsToFloat(array.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES) << 16);
        }

        @Override
        void set(MemorySegment array, long index, float value) {
            array.set(ValueLayout.JAVA_SHORT_UNALIGNED, index * Short.BYTES, Numbers.bitsOfBfloat(value));
        }
    };

    abstract float get(MemorySegment array, long index);

    abstract void set(MemorySegment array, long index, float value);
}
