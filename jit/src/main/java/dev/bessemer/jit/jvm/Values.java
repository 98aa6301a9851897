package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Where scalar values are: constants, JVM locals, and for those that live across a cut between lane loops, the SIMD-group's frame: places in an
 * {@code int[]}, {@code long[]} and {@code float[]}, one for a uniform value, 8 for one a tile row, 32 for one a lane.
 */
final class Values {
    /** What a frame place has one of. */
    enum Kind {
        UNIFORM(1),
        ROW(8),
        LANE(32);

        private final int count;

        Kind(int count) {
            this.count = count;
        }
    }

    /**
     * A place in a frame.
     *
     * @param at the first element, from the frame's beginning
     */
    record Place(Kind kind, Type type, int at) {}

    /**
     * A frame array.
     *
     * @param array local variable of the array
     * @param base local variable of where this SIMD-group's frame begins
     */
    record FrameArray(int array, int base) {}

    /** The most elements of a vector. */
    private static final int LONGEST_VECTOR = 16;

    private final Code code;
    private final Map<Value, Object> constants = new HashMap<>();
    private final Map<Value, Integer> locals = new HashMap<>();
    private final Set<Value> declared = new HashSet<>();
    private final Map<Value, Place> places = new HashMap<>();
    private final Map<Type, FrameArray> frames = new HashMap<>();
    private final Map<Type, Integer> sizes = new HashMap<>();
    private @Nullable Kind loop;
    private int loopIndex;

    Values(Code code) {
        this.code = code;
    }

    /** Says where the frame array of a type is. */
    void frame(Type type, FrameArray frame) {
        frames.put(type, frame);
    }

    /** The frame array of a type. */
    FrameArray frame(Type type) {
        FrameArray frame = frames.get(type);
        if (frame == null) {
            throw new IllegalStateException("no frame of " + type);
        }
        return frame;
    }

    /** How many elements of a type a SIMD-group's frame has so far. */
    int frameSize(Type type) {
        return sizes.getOrDefault(type, 0);
    }

    /** Takes elements of the frame; gives the first one's place, for many of them a multiple of a vector's length. */
    int reserve(Type type, int count) {
        int at = count < LONGEST_VECTOR
                ? frameSize(type)
                : Math.ceilDiv(frameSize(type), LONGEST_VECTOR) * LONGEST_VECTOR;
        sizes.put(type, at + count);
        return at;
    }

    /** Begins code that runs once a row or lane, which {@code index} holds; null ends it. */
    void enter(@Nullable Kind kind, int index) {
        loop = kind;
        loopIndex = index;
    }

    /** What the present code runs once for; null for once a SIMD-group. */
    @Nullable
    Kind loop() {
        return loop;
    }

    /** The local variable that holds the present row or lane. */
    int loopIndex() {
        return loopIndex;
    }

    void constant(ScalarOp.Constant op) {
        constants.put(op.result(), op.value());
    }

    /** The constant a value is, or null. */
    @Nullable
    Object constant(Value value) {
        return constants.get(value);
    }

    /** Gives a value a local variable. */
    int declare(Value value) {
        int slot = code.local(JvmTypes.of(value.scalar()));
        locals.put(value, slot);
        declared.add(value);
        return slot;
    }

    /** Gives a value a place in the frame. */
    Place place(Value value, Kind kind) {
        Place known = places.get(value);
        if (known == null) {
            Type type = JvmTypes.of(value.scalar());
            known = new Place(kind, type, reserve(type, kind.count));
            places.put(value, known);
        }
        return known;
    }

    /** Takes over what another method's values say of one that both share. */
    void adopt(Value value, Values other) {
        Place place = other.places.get(value);
        Object constant = other.constants.get(value);
        if (constant != null) {
            constants.put(value, constant);
        } else if (place != null) {
            places.put(value, place);
        }
    }

    /** Says that a value is in a local variable. */
    void inLocal(Value value, int slot) {
        locals.put(value, slot);
    }

    /** The place a value has, or null. */
    @Nullable
    Place placeOf(Value value) {
        return places.get(value);
    }

    /** Forgets a value's local variable: the code that may use it has ended. */
    void forgetLocal(Value value) {
        locals.remove(value);
    }

    /** Gives the local variables of values back that nothing uses any more. */
    void release(List<Value> values) {
        for (Value value : values) {
            Integer slot = locals.get(value);
            if (slot != null && declared.remove(value)) {
                locals.remove(value);
                code.release(JvmTypes.of(value.scalar()), slot);
            }
        }
    }

    /** Pops a value of the stack into its local variable, made where it has none, and its place, if it has one. */
    void define(Value value) {
        Type type = JvmTypes.of(value.scalar());
        Integer slot = locals.get(value);
        code.store(type, slot == null ? declare(value) : slot);
        Place place = places.get(value);
        if (place != null) {
            spill(value, place);
        }
    }

    private void spill(Value value, Place place) {
        pushElement(place);
        Integer slot = locals.get(value);
        code.load(place.type(), slot == null ? 0 : slot);
        code.op(place.type().getOpcode(Opcodes.IASTORE));
    }

    /** Pushes array and index of a place, for the present row or lane. */
    void pushElement(Place place) {
        FrameArray frame = frame(place.type());
        code.load(Type.getType("[" + place.type().getDescriptor()), frame.array());
        code.load(Type.INT_TYPE, frame.base());
        code.push(place.at());
        code.op(Opcodes.IADD);
        if (place.kind() != Kind.UNIFORM && pushIndexFor(place.kind())) {
            code.op(Opcodes.IADD);
        }
    }

    /** Pushes which of a place's elements the present row or lane has; nothing where it is the first. */
    private boolean pushIndexFor(Kind kind) {
        if (loop == null) {
            return false;
        }
        code.load(Type.INT_TYPE, loopIndex);
        if (loop == Kind.LANE && kind == Kind.ROW) {
            code.call(LaneLayout.class, "row", "(I)I");
        } else if (loop == Kind.ROW && kind == Kind.LANE) {
            code.push(0);
            code.call(LaneLayout.class, "lane", "(II)I");
        }
        return true;
    }

    /** Pushes a value, for the present row or lane. */
    void push(Value value) {
        Object constant = constants.get(value);
        Integer slot = locals.get(value);
        if (constant != null) {
            pushConstant(value.scalar(), constant);
        } else if (slot != null) {
            code.load(JvmTypes.of(value.scalar()), slot);
        } else {
            Place place = places.get(value);
            if (place == null) {
                throw new IllegalStateException("no place has " + value);
            }
            pushElement(place);
            code.op(place.type().getOpcode(Opcodes.IALOAD));
        }
    }

    private void pushConstant(ScalarType type, Object value) {
        switch (type) {
            case BOOL -> code.push((Boolean) value ? 1 : 0);
            case I8, I16, U16, I32 -> code.push(((Number) value).intValue());
            case I64 -> code.push(((Number) value).longValue());
            case F16, BF16, F32 -> code.push(((Number) value).floatValue());
        }
    }

    /** The local variable a value has, or null. */
    @Nullable
    Integer localOf(Value value) {
        return locals.get(value);
    }
}
