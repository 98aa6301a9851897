package dev.bessemer.runtime.differential;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a program is launched with: the same arrays and numbers whenever it is made from the same program. */
final class Arguments implements AutoCloseable {
    private final Program program;
    private final Dice dice;
    private final List<DeviceArray> arrays = new ArrayList<>();
    private final List<Object> all = new ArrayList<>();

    Arguments(Program program) {
        this.program = program;
        dice = new Dice(~program.seed());
        if (program.hasGrid()) {
            all.add(new KernelContext());
        }
        for (DeviceParameter parameter : program.arrays()) {
            DeviceArray shared = dice.oneIn(4) ? sameKind(parameter) : null;
            DeviceArray array = shared == null ? filled(parameter) : shared;
            arrays.add(array);
            all.add(array);
        }
        program.scalars().forEach(scalar -> all.add(scalar(scalar.type())));
    }

    /** One for each parameter of the kernel. */
    Object[] toArray() {
        return all.toArray();
    }

    /** Where and how these arrays differ from others. */
    Optional<String> difference(Arguments others) {
        for (int i = 0; i < arrays.size(); i++) {
            ArrayKind kind = program.arrays().get(i).kind();
            for (int at = 0; at < arrays.get(i).size(); at++) {
                String ours = element(kind, arrays.get(i), at);
                String theirs = element(kind, others.arrays.get(i), at);
                if (!ours.equals(theirs)) {
                    return Optional.of(program.arrays().get(i).name() + "[" + at + "]: " + ours + " became " + theirs);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        arrays.forEach(DeviceArray::close);
    }

    /** An array that two parameters may both name without threads getting into each other's way; null where there is none. */
    private @Nullable DeviceArray sameKind(DeviceParameter parameter) {
        for (int i = 0; i < arrays.size(); i++) {
            DeviceParameter other = program.arrays().get(i);
            boolean apart = program.threads() > 0 && other.written() != parameter.written();
            if (other.kind() == parameter.kind() && !apart) {
                return arrays.get(i);
            }
        }
        return null;
    }

    private DeviceArray filled(DeviceParameter parameter) {
        DeviceArray array = parameter.kind().allocate(parameter.size());
        MemorySegment memory = array.segment();
        for (int i = 0; i < parameter.size(); i++) {
            switch (parameter.kind()) {
                case INT -> memory.setAtIndex(ValueLayout.JAVA_INT, i, integer());
                case FLOAT -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, floating());
                case LONG -> memory.setAtIndex(ValueLayout.JAVA_LONG, i, dice.oneIn(2) ? dice.anyLong() : integer());
                case SHORT, CHAR -> memory.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) integer());
                case BYTE -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) integer());
                case HALF -> memory.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(floating()));
                case BFLOAT ->
                    memory.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(floating()) >> 16));
            }
        }
        return array;
    }

    private int integer() {
        return switch (dice.below(4)) {
            case 0 -> dice.anyInt();
            case 1 -> dice.of(Integer.MIN_VALUE, Integer.MAX_VALUE, Short.MIN_VALUE + 0, 255, 256, -129);
            default -> dice.between(-8, 20);
        };
    }

    private float floating() {
        return switch (dice.below(4)) {
            case 0 -> Float.intBitsToFloat(dice.anyInt());
            case 1 -> dice.of(0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f, 3e38f);
            default -> dice.between(-400, 400) / 16f;
        };
    }

    private Object scalar(JavaType type) {
        return switch (type) {
            case BOOLEAN -> dice.oneIn(2);
            case BYTE -> (byte) integer();
            case SHORT -> (short) integer();
            case CHAR -> (char) integer();
            case INT -> integer();
            case LONG -> dice.oneIn(2) ? dice.anyLong() : (Object) (long) integer();
            case FLOAT -> floating();
        };
    }

    /** An element's value and bits, all NaNs alike: the JLS leaves open which one an operation gives. */
    private static String element(ArrayKind kind, DeviceArray array, int at) {
        MemorySegment memory = array.segment();
        return switch (kind) {
            case INT -> "" + memory.getAtIndex(ValueLayout.JAVA_INT, at);
            case FLOAT -> floating(memory.getAtIndex(ValueLayout.JAVA_FLOAT, at));
            case LONG -> "" + memory.getAtIndex(ValueLayout.JAVA_LONG, at);
            case SHORT -> "" + memory.getAtIndex(ValueLayout.JAVA_SHORT, at);
            case CHAR -> "" + (int) memory.getAtIndex(ValueLayout.JAVA_CHAR, at);
            case BYTE -> "" + memory.get(ValueLayout.JAVA_BYTE, at);
            case HALF -> floating(Float.float16ToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, at)));
            case BFLOAT -> floating(Float.intBitsToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, at) << 16));
        };
    }

    private static String floating(float value) {
        return value + " (0x" + Integer.toHexString(Float.floatToIntBits(value)) + ")";
    }
}
