package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ScalarType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Arrays of constants in a class file: strings hold their elements, two bytes a character, since an array that code fills element by element
 * soon needs more bytecode than a method can have.
 */
final class ConstantArrays {
    /** A string's bytes in a class file are 65,535 at most, three for each of its characters. */
    private static final int LONGEST = 65_535 / 3;

    private ConstantArrays() {}

    /** Pushes a new array of the Java type that an element type has. */
    static void push(Code code, ScalarType element, List<Object> elements) {
        String text = encode(element, elements);
        int parts = Math.ceilDiv(text.length(), LONGEST);
        code.push(parts);
        code.method().visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/String");
        for (int i = 0; i < parts; i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.method().visitLdcInsn(text.substring(i * LONGEST, Math.min((i + 1) * LONGEST, text.length())));
            code.op(Opcodes.AASTORE);
        }
        code.push(elements.size());
        String array = JvmTypes.array(element).getDescriptor();
        code.call(ConstantArrays.class, name(element), "([Ljava/lang/String;I)" + array);
    }

    private static String name(ScalarType element) {
        return switch (element) {
            case BOOL, I8 -> "bytes";
            case I16 -> "shorts";
            case U16 -> "chars";
            case I32 -> "ints";
            case I64 -> "longs";
            case F16, BF16, F32 -> "floats";
        };
    }

    private static String encode(ScalarType element, List<Object> elements) {
        ByteBuffer buffer = ByteBuffer.allocate(elements.size() * Long.BYTES + 1);
        for (Object value : elements) {
            switch (element) {
                case BOOL -> buffer.put((byte) (value.equals(true) ? 1 : 0));
                case I8 -> buffer.put(((Number) value).byteValue());
                case I16, U16 -> buffer.putShort(((Number) value).shortValue());
                case I32 -> buffer.putInt(((Number) value).intValue());
                case I64 -> buffer.putLong(((Number) value).longValue());
                case F16, BF16, F32 -> buffer.putInt(Float.floatToRawIntBits(((Number) value).floatValue()));
            }
        }
        int used = buffer.position();
        return buffer.position(0).limit(used + used % 2).asCharBuffer().toString();
    }

    private static ByteBuffer decode(String[] parts) {
        int length = 0;
        for (String part : parts) {
            length += part.length();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length * Character.BYTES);
        CharBuffer characters = bytes.asCharBuffer();
        for (String part : parts) {
            characters.put(part);
        }
        return bytes;
    }

    static byte[] bytes(String[] parts, int length) {
        byte[] array = new byte[length];
        decode(parts).get(array);
        return array;
    }

    static short[] shorts(String[] parts, int length) {
        short[] array = new short[length];
        decode(parts).asShortBuffer().get(array);
        return array;
    }

    static char[] chars(String[] parts, int length) {
        char[] array = new char[length];
        decode(parts).asCharBuffer().get(array);
        return array;
    }

    static int[] ints(String[] parts, int length) {
        int[] array = new int[length];
        decode(parts).asIntBuffer().get(array);
        return array;
    }

    static long[] longs(String[] parts, int length) {
        long[] array = new long[length];
        decode(parts).asLongBuffer().get(array);
        return array;
    }

    static float[] floats(String[] parts, int length) {
        float[] array = new float[length];
        decode(parts).asFloatBuffer().get(array);
        return array;
    }
}
