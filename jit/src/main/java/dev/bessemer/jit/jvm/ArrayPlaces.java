package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Where arrays are: a device array in a memory segment, a threadgroup's or a thread's in a Java array. */
final class ArrayPlaces {
    /**
     * Local variables of an array.
     *
     * @param reference the segment or Java array
     * @param size its size as a long; of a device array only
     * @param limit its size as an int, no more than the largest; of a device array only
     */
    private record Place(int reference, int size, int limit) {}

    static final Type SEGMENT = Type.getType(java.lang.foreign.MemorySegment.class);

    private final Code code;
    private final Map<Value, Place> places = new HashMap<>();

    ArrayPlaces(Code code) {
        this.code = code;
    }

    /** @param size local variable of a long */
    void device(Value array, int segment, int size) {
        code.load(Type.LONG_TYPE, size);
        code.push((long) Integer.MAX_VALUE);
        code.call(Math.class, "min", "(JJ)J");
        code.op(Opcodes.L2I);
        places.put(array, new Place(segment, size, code.storeNew(Type.INT_TYPE)));
    }

    void java(Value array, int reference) {
        places.put(array, new Place(reference, -1, -1));
    }

    private Place place(Value array) {
        Place place = places.get(array);
        if (place == null) {
            throw new IllegalStateException("no place has " + array);
        }
        return place;
    }

    /** Pushes the segment or Java array. */
    void push(Value array) {
        code.load(ArrayPlaces.SEGMENT, place(array).reference());
    }

    /** Pushes the number of elements as a long. */
    void pushSize(Value array) {
        if (array.array().space() == AddressSpace.DEVICE) {
            code.load(Type.LONG_TYPE, place(array).size());
        } else {
            code.push((long) array.array().length());
        }
    }

    /**
     * Pushes the number of elements as an int, the largest int where there are more: the JVM hoists checks of ints out of loops, which it
     * does not do for longs.
     */
    void pushLimit(Value array) {
        if (array.array().space() == AddressSpace.DEVICE) {
            code.load(Type.INT_TYPE, place(array).limit());
        } else {
            code.push(array.array().length());
        }
    }

    /** What a fault calls the array. */
    static String name(Value array) {
        return array.name().isEmpty() ? "an array" : array.name();
    }
}
