package dev.bessemer.jit.jvm;

import dev.bessemer.jit.analysis.Uniformity;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A kernel that knows its threadgroups: a method that executes one threadgroup, its SIMD-groups one after another between barriers, and a loop
 * over the threadgroups asked for.
 */
final class GroupKernelCode {
    private static final String LAUNCH = Type.getDescriptor(CpuLaunch.class);
    private static final String GROUP = "(" + LAUNCH + "[F[I[JIIIIII)V";

    /** The local variable of the cache of panels, after the parameters that every threadgroup's method has. */
    private static final int CACHE = 10;

    private static final List<Type> FRAME_TYPES = List.of(Type.FLOAT_TYPE, Type.INT_TYPE, Type.LONG_TYPE);

    private final GeneratedClass owner;
    private final Function kernel;
    private final boolean vectorApi;
    private final boolean barriers;
    private final ReusedLoads reused;

    GroupKernelCode(GeneratedClass owner, Function kernel, boolean vectorApi) {
        this.owner = owner;
        this.kernel = kernel;
        this.vectorApi = vectorApi;
        barriers = hasBarrier(kernel.body());
        reused = ReusedLoads.of(kernel, barriers);
    }

    void emit() {
        units();
        run(group());
    }

    private void units() {
        GeneratedMethod method = owner.method(Opcodes.ACC_PUBLIC, "units", "(" + LAUNCH + ")J");
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(CpuLaunch.class), "begin", "()J", false);
        method.visitInsn(Opcodes.LRETURN);
        method.visitEnd();
    }

    /** Emits the method for one threadgroup; gives its values, for the sizes of their frames. */
    private Values group() {
        GeneratedMethod method = owner.method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "threadgroup", descriptor());
        Code code = new Code(method);
        Values values = new Values(code);
        ArrayPlaces arrays = new ArrayPlaces(code);
        Threads threads = new Threads(code, values, new LaunchCode(code, values, arrays, 0), 7);
        new LaunchCode(code, values, arrays, 0).parameters(kernel);
        threads.frames(barriers, reused.all().isEmpty() ? 0 : PanelCache.ALIGNED);
        FaultCode faults = new FaultCode(code, arrays, threads::nameHere);
        ScalarCode scalars = new ScalarCode(code, values, arrays, threads::pushBuiltin);
        MemoryCode memory = new MemoryCode(code, values, arrays, faults, threads::pushIndex);
        ThreadCode thread = new ThreadCode(code, values, scalars, memory);
        Levels levels = new Levels(Uniformity.of(kernel));
        Uses uses = new Uses(kernel.body().ops());
        TileMemoryCode tileMemory = new TileMemoryCode(code, values, arrays, faults, CACHE);
        LiveRows live = LiveRows.of(kernel);
        MapCode maps = new MapCode(owner, code, values, live.limit(), vectorApi);
        TileCode tiles = new TileCode(
                code, values, uses, reused, tileMemory, maps, vectorApi ? new ProductCode(owner, live.limit()) : null);
        LaneLoopCode laneLoops =
                vectorApi ? new LaneLoopCode(code, values, arrays, levels, thread, threads.active(), kernel) : null;
        SimdgroupCode simdgroup =
                new SimdgroupCode(code, values, levels, uses, thread, tiles, live, laneLoops, threads.active());
        threads.allocate(arrays, kernel.body(), barriers);
        new ThreadgroupCode(code, values, levels, uses, threads, thread, simdgroup, kernel.body()).body(barriers);
        code.op(Opcodes.RETURN);
        faults.finish();
        method.visitEnd();
        return values;
    }

    private static boolean hasBarrier(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof MemoryOp.Barrier || op.regions().stream().anyMatch(GroupKernelCode::hasBarrier)) {
                return true;
            }
        }
        return false;
    }

    private void run(Values values) {
        GeneratedMethod method = owner.method(Opcodes.ACC_PUBLIC, "run", "(" + LAUNCH + "JJ)V");
        Code code = new Code(method);
        int cache = reused.all().isEmpty() ? -1 : openCache(code, values.frameSize(Type.FLOAT_TYPE));
        int[] frames = new int[FRAME_TYPES.size()];
        for (int i = 0; i < frames.length; i++) {
            Type type = FRAME_TYPES.get(i);
            if (type.equals(Type.FLOAT_TYPE) && cache >= 0) {
                code.load(Type.getType(PanelCache.class), cache);
                code.callVirtual(PanelCache.class, "floats", "()[F");
            } else {
                newFrame(code, type, values.frameSize(type));
            }
            frames[i] = code.storeNew(Type.getType("[" + type.getDescriptor()));
        }
        loop(code, values, frames, cache, band(code));
        if (cache >= 0) {
            code.load(Type.getType(PanelCache.class), cache);
            code.callVirtual(PanelCache.class, "close", "()V");
        }
        code.op(Opcodes.RETURN);
        method.visitEnd();
    }

    private void newFrame(Code code, Type type, int size) {
        code.load(Type.getType(CpuLaunch.class), 1);
        code.push(size);
        code.push(barriers ? 1 : 0);
        code.callVirtual(CpuLaunch.class, "frameSize", "(II)I");
        int array = type.equals(Type.FLOAT_TYPE)
                ? Opcodes.T_FLOAT
                : type.equals(Type.INT_TYPE) ? Opcodes.T_INT : Opcodes.T_LONG;
        code.method().visitIntInsn(Opcodes.NEWARRAY, array);
    }

    /** Makes the cache of panels and its slots; gives its local variable. */
    private int openCache(Code code, int frame) {
        Type type = Type.getType(PanelCache.class);
        code.load(Type.getType(CpuLaunch.class), 1);
        code.push(frame);
        code.push(reused.all().size());
        code.call(PanelCache.class, "open", "(" + LAUNCH + "II)" + type);
        int cache = code.storeNew(type);
        for (int array : reused.written()) {
            code.load(type, cache);
            code.load(Type.getType(CpuLaunch.class), 1);
            code.push(array);
            code.callVirtual(PanelCache.class, "writes", "(" + LAUNCH + "I)V");
        }
        for (ReusedLoads.Site site : reused.all()) {
            code.load(type, cache);
            code.load(Type.getType(CpuLaunch.class), 1);
            code.push(site.index());
            code.push(site.array());
            code.push(site.floats());
            code.push(site.bytes());
            code.callVirtual(PanelCache.class, "site", "(" + LAUNCH + "IIII)V");
        }
        return cache;
    }

    private String descriptor() {
        return reused.all().isEmpty() ? GROUP : GROUP.replace(")", Type.getDescriptor(PanelCache.class) + ")");
    }

    /** Computes how many rows of threadgroups go through the columns together, for {@link CpuLaunch#groupX}; gives the local variable. */
    private int band(Code code) {
        List<ReusedLoads.Site> byRow =
                reused.all().stream().filter(reused::isSharedByRow).toList();
        List<ReusedLoads.Site> byColumn =
                reused.all().stream().filter(reused::isSharedByColumn).toList();
        if (byRow.isEmpty() || byColumn.isEmpty()) {
            code.push(byColumn.isEmpty() ? 1 : Integer.MAX_VALUE);
        } else {
            code.load(Type.getType(CpuLaunch.class), 1);
            pushElements(code, byRow);
            pushElements(code, byColumn);
            code.callVirtual(CpuLaunch.class, "band", "(JJ)I");
        }
        return code.storeNew(Type.INT_TYPE);
    }

    /** Pushes how many elements the arrays of some loads have together. */
    private static void pushElements(Code code, List<ReusedLoads.Site> sites) {
        code.push(0L);
        Set<Integer> counted = new HashSet<>();
        for (ReusedLoads.Site site : sites) {
            if (counted.add(site.array())) {
                code.load(Type.getType(CpuLaunch.class), 1);
                code.push(site.array());
                code.push(site.bytes());
                code.callVirtual(CpuLaunch.class, "elements", "(II)J");
                if (site.op().element().isPacked()) {
                    code.push(1);
                    code.op(Opcodes.LSHL);
                }
                code.op(Opcodes.LADD);
            }
        }
    }

    private void loop(Code code, Values values, int[] frames, int cache, int band) {
        org.objectweb.asm.Label top = new org.objectweb.asm.Label();
        org.objectweb.asm.Label end = new org.objectweb.asm.Label();
        code.mark(top);
        code.load(Type.LONG_TYPE, 2);
        code.load(Type.LONG_TYPE, 4);
        code.op(Opcodes.LCMP);
        code.jump(Opcodes.IFGE, end);
        code.load(Type.getType(CpuLaunch.class), 1);
        for (int i = 0; i < frames.length; i++) {
            code.load(Type.getType("[" + FRAME_TYPES.get(i).getDescriptor()), frames[i]);
        }
        FRAME_TYPES.forEach(type -> code.push(values.frameSize(type)));
        pushGroup(code, band);
        if (cache >= 0) {
            code.load(Type.getType(PanelCache.class), cache);
        }
        code.method().visitMethodInsn(Opcodes.INVOKESTATIC, owner.name(), "threadgroup", descriptor(), false);
        code.load(Type.LONG_TYPE, 2);
        code.push(1L);
        code.op(Opcodes.LADD);
        code.store(Type.LONG_TYPE, 2);
        code.goTo(top);
        code.mark(end);
    }

    /** Pushes x, y and z of the threadgroup whose number is in local variable 2. */
    private static void pushGroup(Code code, int band) {
        for (String axis : List.of("X", "Y")) {
            code.load(Type.getType(CpuLaunch.class), 1);
            code.load(Type.LONG_TYPE, 2);
            code.load(Type.INT_TYPE, band);
            code.callVirtual(CpuLaunch.class, "group" + axis, "(JI)I");
        }
        code.load(Type.getType(CpuLaunch.class), 1);
        code.load(Type.LONG_TYPE, 2);
        code.callVirtual(CpuLaunch.class, "groupZ", "(J)I");
    }
}
