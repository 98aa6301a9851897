package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.thread.ThreadPlace;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.atomic.SegmentAtomics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A thread's view of its launch: its place in the grid, the memory and barriers of its threadgroup, and the exchange of values
 * within its SIMD-group of 32 lanes.
 *
 * <p>A kernel that wants it takes it as its first parameter; the launch passes {@code new KernelContext()}, whose fields are 0 and
 * whose methods throw {@link OutsideKernelException}: only on a device do they mean something.
 *
 * <p><b>Uniform calls.</b> All threads of a threadgroup must reach a {@link #localBarrier()} together, and all lanes of a
 * SIMD-group a {@code simd} method; a call under a condition that may differ between them is a compile error. They need a
 * threadgroup whose number of threads is a multiple of 32.
 *
 * <p><b>Order of reductions.</b> Lanes combine pairwise in butterfly order: each with the lane 16 away, then 8, 4, 2, 1
 * ({@code v = v op value of lane (laneIdx ^ distance)}). A float sum is therefore the same number, bit for bit, in all lanes and on
 * all devices.
 *
 * <p><b>Atomic operations</b> replace one element of an array as one step that no other thread's access to it interrupts, and give what was
 * there. In which order those of several threads happen is open, so that a sum of floats may differ from launch to launch. Arrays of
 * {@code dev.bessemer.types} have more of them.
 *
 * <p><b>Local arrays</b> belong to the threadgroup: all its threads share one array, which begins as zeros in every threadgroup. The
 * size is a constant of the kernel. Writes of other threads are seen after a {@link #localBarrier()}. All local arrays of a kernel
 * together take at most 32,768 bytes.
 */
public final class KernelContext {
    private static final ThreadPlace.Triple ZERO = new ThreadPlace.Triple(0, 0, 0);
    private static final ThreadPlace NOWHERE = new ThreadPlace(ZERO, ZERO, ZERO, ZERO);

    /** The thread's x in the grid: {@code groupIdx * localGroupSizeX + localIdx}. */
    public final int globalIdx;

    /** The thread's y in the grid: {@code groupIdy * localGroupSizeY + localIdy}. */
    public final int globalIdy;

    /** The thread's z in the grid: {@code groupIdz * localGroupSizeZ + localIdz}. */
    public final int globalIdz;

    /** The thread's x in its threadgroup. */
    public final int localIdx;

    /** The thread's y in its threadgroup. */
    public final int localIdy;

    /** The thread's z in its threadgroup. */
    public final int localIdz;

    /** The threadgroup's x in the grid of threadgroups. */
    public final int groupIdx;

    /** The threadgroup's y in the grid of threadgroups. */
    public final int groupIdy;

    /** The threadgroup's z in the grid of threadgroups. */
    public final int groupIdz;

    /** The grid's extent in x, in threads. */
    public final int globalGroupSizeX;

    /** The grid's extent in y, in threads. */
    public final int globalGroupSizeY;

    /** The grid's extent in z, in threads. */
    public final int globalGroupSizeZ;

    /** The threadgroup's extent in x, in threads. */
    public final int localGroupSizeX;

    /** The threadgroup's extent in y, in threads. */
    public final int localGroupSizeY;

    /** The threadgroup's extent in z, in threads. */
    public final int localGroupSizeZ;

    /** The grid's extent in x, in threadgroups. */
    public final int groupCountX;

    /** The grid's extent in y, in threadgroups. */
    public final int groupCountY;

    /** The grid's extent in z, in threadgroups. */
    public final int groupCountZ;

    /** The thread's place in its SIMD-group, 0 to 31. */
    public final int laneIdx;

    /** The SIMD-group's place in its threadgroup. Threads are numbered x first, then y, then z, and 32 in a row form a SIMD-group. */
    public final int simdgroupIdx;

    /** The number of SIMD-groups in a threadgroup. */
    public final int simdgroupCount;

    /** The context to pass to a launch. */
    public KernelContext() {
        this(NOWHERE);
    }

    private KernelContext(ThreadPlace place) {
        ThreadPlace.Triple global = place.global();
        globalIdx = global.x();
        globalIdy = global.y();
        globalIdz = global.z();
        localIdx = place.local().x();
        localIdy = place.local().y();
        localIdz = place.local().z();
        groupIdx = place.group().x();
        groupIdy = place.group().y();
        groupIdz = place.group().z();
        globalGroupSizeX = place.groups().x() * place.threads().x();
        globalGroupSizeY = place.groups().y() * place.threads().y();
        globalGroupSizeZ = place.groups().z() * place.threads().z();
        localGroupSizeX = place.threads().x();
        localGroupSizeY = place.threads().y();
        localGroupSizeZ = place.threads().z();
        groupCountX = place.groups().x();
        groupCountY = place.groups().y();
        groupCountZ = place.groups().z();
        laneIdx = place.lane();
        simdgroupIdx = place.simdgroup();
        simdgroupCount = place.simdgroups();
    }

    /**
     * The context of the current thread, where a kernel runs as plain Java.
     *
     * @throws OutsideKernelException where none does
     */
    public static KernelContext current() {
        return new KernelContext(Lanes.thread("KernelContext.current").place());
    }

    /**
     * Waits until all threads of the threadgroup have come here; what any of them wrote before, to local or device arrays, all of
     * them see after.
     */
    public void localBarrier() {
        Lanes.thread("KernelContext.localBarrier").barrier();
    }

    /**
     * The same as {@link #localBarrier()}, which orders device memory too. There is no barrier for the threads of different threadgroups:
     * what one writes, another sees in a later task only.
     */
    public void globalBarrier() {
        Lanes.thread("KernelContext.globalBarrier").barrier();
    }

    /** A local array of {@code float}s. */
    public float[] allocateFloatLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateFloatLocalArray").localArray(float[].class, size, float[]::new);
    }

    /** A local array of {@code int}s. */
    public int[] allocateIntLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateIntLocalArray").localArray(int[].class, size, int[]::new);
    }

    /** A local array of {@code long}s. */
    public long[] allocateLongLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateLongLocalArray").localArray(long[].class, size, long[]::new);
    }

    /** A local array of {@code short}s. */
    public short[] allocateShortLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateShortLocalArray").localArray(short[].class, size, short[]::new);
    }

    /** A local array of {@code char}s. */
    public char[] allocateCharLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateCharLocalArray").localArray(char[].class, size, char[]::new);
    }

    /** A local array of {@code byte}s. */
    public byte[] allocateByteLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateByteLocalArray").localArray(byte[].class, size, byte[]::new);
    }

    /** A local array of {@code boolean}s. */
    public boolean[] allocateBooleanLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateBooleanLocalArray")
                .localArray(boolean[].class, size, boolean[]::new);
    }

    /** A local array of {@link HalfFloat}s. */
    public HalfFloat[] allocateHalfFloatLocalArray(int size) {
        return Lanes.thread("KernelContext.allocateHalfFloatLocalArray")
                .localArray(HalfFloat[].class, size, KernelContext::halfZeros);
    }

    /** A local array of {@link BFloat16}s. */
    public BFloat16[] allocateBFloat16LocalArray(int size) {
        return Lanes.thread("KernelContext.allocateBFloat16LocalArray")
                .localArray(BFloat16[].class, size, KernelContext::bfloatZeros);
    }

    /** The sum of all lanes' values, wrapping as {@code int}s do. */
    public int simdSum(int value) {
        return Lanes.reduce("KernelContext.simdSum", value, Integer::sum);
    }

    /** The sum of all lanes' values, wrapping as {@code long}s do. */
    public long simdSum(long value) {
        return Lanes.reduce("KernelContext.simdSum", value, Long::sum);
    }

    /** The sum of all lanes' values, added in butterfly order. */
    public float simdSum(float value) {
        return Lanes.reduce("KernelContext.simdSum", value, Float::sum);
    }

    /** The smallest of all lanes' values. */
    public int simdMin(int value) {
        return Lanes.reduce("KernelContext.simdMin", value, Math::min);
    }

    /** The smallest of all lanes' values. */
    public long simdMin(long value) {
        return Lanes.reduce("KernelContext.simdMin", value, Math::min);
    }

    /** The smallest of all lanes' values, as {@link Math#min(float, float)}: NaN if any is, and -0 below 0. */
    public float simdMin(float value) {
        return Lanes.reduce("KernelContext.simdMin", value, Math::min);
    }

    /** The largest of all lanes' values. */
    public int simdMax(int value) {
        return Lanes.reduce("KernelContext.simdMax", value, Math::max);
    }

    /** The largest of all lanes' values. */
    public long simdMax(long value) {
        return Lanes.reduce("KernelContext.simdMax", value, Math::max);
    }

    /** The largest of all lanes' values, as {@link Math#max(float, float)}: NaN if any is, and -0 below 0. */
    public float simdMax(float value) {
        return Lanes.reduce("KernelContext.simdMax", value, Math::max);
    }

    /** The bitwise and of all lanes' values. */
    public int simdAnd(int value) {
        return Lanes.reduce("KernelContext.simdAnd", value, (x, y) -> x & y);
    }

    /** The bitwise and of all lanes' values. */
    public long simdAnd(long value) {
        return Lanes.reduce("KernelContext.simdAnd", value, (x, y) -> x & y);
    }

    /** The bitwise or of all lanes' values. */
    public int simdOr(int value) {
        return Lanes.reduce("KernelContext.simdOr", value, (x, y) -> x | y);
    }

    /** The bitwise or of all lanes' values. */
    public long simdOr(long value) {
        return Lanes.reduce("KernelContext.simdOr", value, (x, y) -> x | y);
    }

    /** The bitwise exclusive or of all lanes' values. */
    public int simdXor(int value) {
        return Lanes.reduce("KernelContext.simdXor", value, (x, y) -> x ^ y);
    }

    /** The bitwise exclusive or of all lanes' values. */
    public long simdXor(long value) {
        return Lanes.reduce("KernelContext.simdXor", value, (x, y) -> x ^ y);
    }

    /** Whether the condition holds in all lanes. */
    public boolean simdAll(boolean condition) {
        return Lanes.reduce("KernelContext.simdAll", condition, Boolean::logicalAnd);
    }

    /** Whether the condition holds in at least one lane. */
    public boolean simdAny(boolean condition) {
        return Lanes.reduce("KernelContext.simdAny", condition, Boolean::logicalOr);
    }

    /** The value of lane {@code lane} modulo 32, which each lane chooses for itself. */
    public int simdShuffle(int value, int lane) {
        return Lanes.of("KernelContext.simdShuffle", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which each lane chooses for itself. */
    public long simdShuffle(long value, int lane) {
        return Lanes.of("KernelContext.simdShuffle", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which each lane chooses for itself. */
    public float simdShuffle(float value, int lane) {
        return Lanes.of("KernelContext.simdShuffle", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which each lane chooses for itself. */
    public HalfFloat simdShuffle(HalfFloat value, int lane) {
        return Lanes.of("KernelContext.simdShuffle", value, lane);
    }

    /** The value of lane {@code (laneIdx ^ mask)} modulo 32. */
    public int simdShuffleXor(int value, int mask) {
        return Lanes.across("KernelContext.simdShuffleXor", value, mask);
    }

    /** The value of lane {@code (laneIdx ^ mask)} modulo 32. */
    public long simdShuffleXor(long value, int mask) {
        return Lanes.across("KernelContext.simdShuffleXor", value, mask);
    }

    /** The value of lane {@code (laneIdx ^ mask)} modulo 32. */
    public float simdShuffleXor(float value, int mask) {
        return Lanes.across("KernelContext.simdShuffleXor", value, mask);
    }

    /** The value of lane {@code (laneIdx ^ mask)} modulo 32. */
    public HalfFloat simdShuffleXor(HalfFloat value, int mask) {
        return Lanes.across("KernelContext.simdShuffleXor", value, mask);
    }

    /** The value of lane {@code laneIdx - delta}; a lane for which there is none, keeps its own. */
    public int simdShuffleUp(int value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleUp", value, -delta);
    }

    /** The value of lane {@code laneIdx - delta}; a lane for which there is none, keeps its own. */
    public long simdShuffleUp(long value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleUp", value, -delta);
    }

    /** The value of lane {@code laneIdx - delta}; a lane for which there is none, keeps its own. */
    public float simdShuffleUp(float value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleUp", value, -delta);
    }

    /** The value of lane {@code laneIdx - delta}; a lane for which there is none, keeps its own. */
    public HalfFloat simdShuffleUp(HalfFloat value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleUp", value, -delta);
    }

    /** The value of lane {@code laneIdx + delta}; a lane for which there is none, keeps its own. */
    public int simdShuffleDown(int value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleDown", value, delta);
    }

    /** The value of lane {@code laneIdx + delta}; a lane for which there is none, keeps its own. */
    public long simdShuffleDown(long value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleDown", value, delta);
    }

    /** The value of lane {@code laneIdx + delta}; a lane for which there is none, keeps its own. */
    public float simdShuffleDown(float value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleDown", value, delta);
    }

    /** The value of lane {@code laneIdx + delta}; a lane for which there is none, keeps its own. */
    public HalfFloat simdShuffleDown(HalfFloat value, int delta) {
        return Lanes.beside("KernelContext.simdShuffleDown", value, delta);
    }

    /** The value of lane {@code lane} modulo 32, which must be the same in all lanes. */
    public int simdBroadcast(int value, int lane) {
        return Lanes.broadcast("KernelContext.simdBroadcast", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which must be the same in all lanes. */
    public long simdBroadcast(long value, int lane) {
        return Lanes.broadcast("KernelContext.simdBroadcast", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which must be the same in all lanes. */
    public float simdBroadcast(float value, int lane) {
        return Lanes.broadcast("KernelContext.simdBroadcast", value, lane);
    }

    /** The value of lane {@code lane} modulo 32, which must be the same in all lanes. */
    public HalfFloat simdBroadcast(HalfFloat value, int lane) {
        return Lanes.broadcast("KernelContext.simdBroadcast", value, lane);
    }

    /** The value of lane 0: {@code simdBroadcast(value, 0)} as TornadoVM writes it. */
    public float simdBroadcastFirst(float value) {
        return simdBroadcast(value, 0);
    }

    /** {@link SimdgroupMatrix.F32#zero()} as TornadoVM writes it. */
    public SimdgroupMatrix.F32 simdgroupMatrixZero() {
        return SimdgroupMatrix.F32.zero();
    }

    /** {@link SimdgroupMatrix.F32#load(FloatArray, int, int)} as TornadoVM writes it. */
    public SimdgroupMatrix.F32 simdgroupMatrixLoad(FloatArray array, int offset, int rowStride) {
        return SimdgroupMatrix.F32.load(array, offset, rowStride);
    }

    /** {@link SimdgroupMatrix.F32#load(float[], int, int)} as TornadoVM writes it. */
    public SimdgroupMatrix.F32 simdgroupMatrixLoad(float[] local, int offset, int rowStride) {
        return SimdgroupMatrix.F32.load(local, offset, rowStride);
    }

    /** {@code a b + c}: {@link SimdgroupMatrix#multiplyAccumulate} as TornadoVM writes it. */
    public SimdgroupMatrix.F32 simdgroupMatrixMultiplyAccumulate(
            SimdgroupMatrix.F32 a, SimdgroupMatrix.F32 b, SimdgroupMatrix.F32 c) {
        return SimdgroupMatrix.multiplyAccumulate(a, b, c);
    }

    /** {@link SimdgroupMatrix.F32#store(FloatArray, int, int)} as TornadoVM writes it. */
    public void simdgroupMatrixStore(SimdgroupMatrix.F32 matrix, FloatArray array, int offset, int rowStride) {
        matrix.store(array, offset, rowStride);
    }

    /**
     * The 8x8 tile {@code c = a b}, whose sums have {@code k} terms each, as TornadoVM writes it. For kernels: all 32 lanes of a SIMD-group execute it together
     * with the same arguments.
     *
     * @param aOffset the first element of a's 8 rows, which are {@code aStride} elements apart; so for b's k rows and c's 8
     * @param k a multiple of 8; what is above the last one is left out
     */
    public void matrixMultiply8x8(
            FloatArray a,
            int aOffset,
            int aStride,
            FloatArray b,
            int bOffset,
            int bStride,
            FloatArray c,
            int cOffset,
            int cStride,
            int k) {
        SimdgroupMatrix.F32 sum = SimdgroupMatrix.F32.zero();
        for (int i = 0; i + 8 <= k; i += 8) {
            SimdgroupMatrix.F32 left = SimdgroupMatrix.F32.load(a, aOffset + i, aStride);
            SimdgroupMatrix.F32 right = SimdgroupMatrix.F32.load(b, bOffset + i * bStride, bStride);
            sum = SimdgroupMatrix.multiplyAccumulate(left, right, sum);
        }
        sum.store(c, cOffset, cStride);
    }

    /** {@link IntArray#atomicAdd}. */
    public int atomicAdd(IntArray array, int index, int value) {
        requireThread("KernelContext.atomicAdd");
        return array.atomicAdd(index, value);
    }

    /** {@link LongArray#atomicAdd}. */
    public long atomicAdd(LongArray array, int index, long value) {
        requireThread("KernelContext.atomicAdd");
        return array.atomicAdd(index, value);
    }

    /** {@link FloatArray#atomicAdd}. */
    public float atomicAdd(FloatArray array, int index, float value) {
        requireThread("KernelContext.atomicAdd");
        return array.atomicAdd(index, value);
    }

    /** Adds to an element of a local array, as one step among the threads of the threadgroup; gives what was there. */
    public int atomicAdd(int[] array, int index, int value) {
        requireThread("KernelContext.atomicAdd");
        return SegmentAtomics.add(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Adds to an element of a local array, as one step among the threads of the threadgroup; gives what was there. */
    public long atomicAdd(long[] array, int index, long value) {
        requireThread("KernelContext.atomicAdd");
        return SegmentAtomics.add(MemorySegment.ofArray(array), offset(index, array.length, Long.BYTES), value);
    }

    /** Adds to an element of a local array, as one step among the threads of the threadgroup; gives what was there. */
    public float atomicAdd(float[] array, int index, float value) {
        requireThread("KernelContext.atomicAdd");
        return SegmentAtomics.add(MemorySegment.ofArray(array), offset(index, array.length, Float.BYTES), value);
    }

    /** Lowers an element of a local array to a value, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicMin(int[] array, int index, int value) {
        requireThread("KernelContext.atomicMin");
        return SegmentAtomics.min(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Raises an element of a local array to a value, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicMax(int[] array, int index, int value) {
        requireThread("KernelContext.atomicMax");
        return SegmentAtomics.max(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Bitwise and with an element of a local array, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicAnd(int[] array, int index, int value) {
        requireThread("KernelContext.atomicAnd");
        return SegmentAtomics.and(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Bitwise or with an element of a local array, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicOr(int[] array, int index, int value) {
        requireThread("KernelContext.atomicOr");
        return SegmentAtomics.or(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Exclusive or with an element of a local array, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicXor(int[] array, int index, int value) {
        requireThread("KernelContext.atomicXor");
        return SegmentAtomics.xor(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Sets an element of a local array, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicExchange(int[] array, int index, int value) {
        requireThread("KernelContext.atomicExchange");
        return SegmentAtomics.exchange(MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), value);
    }

    /** Sets an element of a local array that is the expected one, as {@link #atomicAdd(int[], int, int)} adds. */
    public int atomicCompareExchange(int[] array, int index, int expected, int value) {
        requireThread("KernelContext.atomicCompareExchange");
        return SegmentAtomics.compareExchange(
                MemorySegment.ofArray(array), offset(index, array.length, Integer.BYTES), expected, value);
    }

    private static void requireThread(String method) {
        var _ = Lanes.thread(method);
    }

    private static long offset(int index, int length, int bytes) {
        return (long) Objects.checkIndex(index, length) * bytes;
    }

    private static HalfFloat[] halfZeros(int size) {
        HalfFloat[] zeros = new HalfFloat[size];
        Arrays.fill(zeros, HalfFloat.ZERO);
        return zeros;
    }

    private static BFloat16[] bfloatZeros(int size) {
        BFloat16[] zeros = new BFloat16[size];
        Arrays.fill(zeros, BFloat16.ZERO);
        return zeros;
    }
}
