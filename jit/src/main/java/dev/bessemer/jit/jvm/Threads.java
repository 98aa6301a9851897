package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.Region;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Where a threadgroup, its SIMD-groups and their lanes stand, in the method that executes a threadgroup. */
final class Threads {
    private static final int FRAME_SIZES = 4;

    private final Code code;
    private final Values values;
    private final int groupX;
    private final int threadsX;
    private final int threadsY;
    private final int threadsZ;
    private final int groupsX;
    private final int groupsY;
    private final int groupsZ;
    private final int threads;
    private final int simdgroups;
    private final int simdgroup;
    private final int active;

    /** @param groupX local variable of the threadgroup's x; y and z follow */
    Threads(Code code, Values values, LaunchCode launch, int groupX) {
        this.code = code;
        this.values = values;
        this.groupX = groupX;
        threadsX = launch.extent("threadsX");
        threadsY = launch.extent("threadsY");
        threadsZ = launch.extent("threadsZ");
        groupsX = launch.extent("groupsX");
        groupsY = launch.extent("groupsY");
        groupsZ = launch.extent("groupsZ");
        load(threadsX);
        load(threadsY);
        code.op(Opcodes.IMUL);
        load(threadsZ);
        code.op(Opcodes.IMUL);
        threads = code.storeNew(Type.INT_TYPE);
        load(threads);
        code.push(LaneLayout.LANES - 1);
        code.op(Opcodes.IADD);
        code.push(LaneLayout.LANES);
        code.op(Opcodes.IDIV);
        simdgroups = code.storeNew(Type.INT_TYPE);
        simdgroup = constant(0);
        active = constant(0);
    }

    private int constant(int value) {
        code.push(value);
        return code.storeNew(Type.INT_TYPE);
    }

    private void load(int slot) {
        code.load(Type.INT_TYPE, slot);
    }

    int active() {
        return active;
    }

    /**
     * Says where the frames are: one for all SIMD-groups in turn, or with barriers one each.
     *
     * @param begin where the floats' frame begins in its array, 0 with barriers
     */
    void frames(boolean each, int begin) {
        Type[] types = {Type.FLOAT_TYPE, Type.INT_TYPE, Type.LONG_TYPE};
        for (int i = 0; i < types.length; i++) {
            values.frame(types[i], new Values.FrameArray(1 + i, constant(i == 0 ? begin : 0)));
        }
        framesMove = each;
    }

    private boolean framesMove;

    /** Emits a loop over the SIMD-groups. */
    void forEachSimdgroup(Runnable body, org.objectweb.asm.Label next) {
        code.countedLoop(
                () -> load(simdgroups),
                index -> {
                    load(index);
                    code.store(Type.INT_TYPE, simdgroup);
                    begin();
                    body.run();
                },
                next);
        resetFrames();
    }

    private void begin() {
        load(threads);
        load(simdgroup);
        code.push(LaneLayout.LANES);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.ISUB);
        code.push(LaneLayout.LANES);
        code.call(Math.class, "min", "(II)I");
        code.store(Type.INT_TYPE, active);
        if (framesMove) {
            Type[] types = {Type.FLOAT_TYPE, Type.INT_TYPE, Type.LONG_TYPE};
            for (int i = 0; i < types.length; i++) {
                load(simdgroup);
                load(FRAME_SIZES + i);
                code.op(Opcodes.IMUL);
                code.store(Type.INT_TYPE, values.frame(types[i]).base());
            }
        }
    }

    private void resetFrames() {
        if (framesMove) {
            for (Type type : new Type[] {Type.FLOAT_TYPE, Type.INT_TYPE, Type.LONG_TYPE}) {
                code.push(0);
                code.store(Type.INT_TYPE, values.frame(type).base());
            }
        }
    }

    /** Makes the Java arrays of a threadgroup and of its threads. */
    void allocate(ArrayPlaces arrays, Region body, boolean barriers) {
        JavaArrays.tables(code, arrays, body);
        JavaArrays.allocatedIn(body).forEach(array -> {
            code.push(array.array().length());
            if (array.array().space() == AddressSpace.THREAD) {
                code.push(LaneLayout.LANES);
                code.op(Opcodes.IMUL);
                if (barriers) {
                    load(simdgroups);
                    code.op(Opcodes.IMUL);
                }
            }
            JavaArrays.create(code, array);
            arrays.java(array, code.storeNew(JavaArrays.type(array)));
        });
    }

    /** Pushes which of the threads with arrays of their own the present one is. */
    void pushIndex() {
        if (framesMove) {
            load(simdgroup);
            code.push(LaneLayout.LANES);
            code.op(Opcodes.IMUL);
            pushLane();
            code.op(Opcodes.IADD);
        } else {
            pushLane();
        }
    }

    private void pushLane() {
        if (values.loop() == Values.Kind.LANE) {
            load(values.loopIndex());
        } else {
            code.push(0);
        }
    }

    /** Pushes the thread's number in its threadgroup. */
    private void pushThread() {
        load(simdgroup);
        code.push(LaneLayout.LANES);
        code.op(Opcodes.IMUL);
        pushLane();
        code.op(Opcodes.IADD);
    }

    private void pushName(Values.@Nullable Kind loop, int index) {
        for (int axis = 0; axis < 3; axis++) {
            load(groupX + axis);
        }
        load(simdgroup);
        code.push(LaneLayout.LANES);
        code.op(Opcodes.IMUL);
        if (loop != null) {
            load(index);
            if (loop == Values.Kind.ROW) {
                code.push(0);
                code.call(LaneLayout.class, "lane", "(II)I");
            }
            code.op(Opcodes.IADD);
        }
        code.call(Faults.class, "thread", "(IIII)Ljava/lang/String;");
    }

    /** What pushes a string that names the thread of the code being emitted, there or in a handler of its exceptions. */
    Runnable nameHere() {
        Values.Kind loop = values.loop();
        int index = values.loopIndex();
        return () -> pushName(loop, index);
    }

    void pushBuiltin(BuiltinKind kind) {
        switch (kind) {
            case GLOBAL_ID_X -> global(0);
            case GLOBAL_ID_Y -> global(1);
            case GLOBAL_ID_Z -> global(2);
            case LOCAL_ID_X -> local(0);
            case LOCAL_ID_Y -> local(1);
            case LOCAL_ID_Z -> local(2);
            case GROUP_ID_X -> load(groupX);
            case GROUP_ID_Y -> load(groupX + 1);
            case GROUP_ID_Z -> load(groupX + 2);
            case GLOBAL_SIZE_X -> product(groupsX, threadsX);
            case GLOBAL_SIZE_Y -> product(groupsY, threadsY);
            case GLOBAL_SIZE_Z -> product(groupsZ, threadsZ);
            case LOCAL_SIZE_X -> load(threadsX);
            case LOCAL_SIZE_Y -> load(threadsY);
            case LOCAL_SIZE_Z -> load(threadsZ);
            case GROUP_COUNT_X -> load(groupsX);
            case GROUP_COUNT_Y -> load(groupsY);
            case GROUP_COUNT_Z -> load(groupsZ);
            case LANE -> pushLane();
            case SIMDGROUP -> load(simdgroup);
            case SIMDGROUP_COUNT -> load(simdgroups);
            case TILE_ROW -> tileRow();
            case TILE_COLUMN -> {
                pushLane();
                code.call(LaneLayout.class, "column", "(I)I");
            }
        }
    }

    private void tileRow() {
        if (values.loop() == Values.Kind.ROW) {
            load(values.loopIndex());
        } else {
            pushLane();
            code.call(LaneLayout.class, "row", "(I)I");
        }
    }

    private void product(int a, int b) {
        load(a);
        load(b);
        code.op(Opcodes.IMUL);
    }

    private void local(int axis) {
        pushThread();
        load(threadsX);
        load(threadsY);
        code.call(Threads.class, "local" + "XYZ".charAt(axis), "(III)I");
    }

    private void global(int axis) {
        product(groupX + axis, threadsX + axis);
        local(axis);
        code.op(Opcodes.IADD);
    }

    /** The x of a thread in its threadgroup. */
    static int localX(int thread, int threadsX, int threadsY) {
        return thread < threadsX ? thread : thread % threadsX;
    }

    /** The y of a thread in its threadgroup. */
    static int localY(int thread, int threadsX, int threadsY) {
        return thread < threadsX ? 0 : thread / threadsX % threadsY;
    }

    /** The z of a thread in its threadgroup. */
    static int localZ(int thread, int threadsX, int threadsY) {
        return thread < threadsX ? 0 : thread / threadsX / threadsY;
    }
}
