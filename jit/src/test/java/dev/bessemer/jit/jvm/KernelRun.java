package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel given as IR text, compiled for the CPU device, and one launch of it. Each launch is done twice: by the kernel as it is, and by one whose
 * methods are cut into the smallest pieces, which must do the same.
 */
final class KernelRun {
    private static final int LARGEST_PIECE = 250;

    private final CpuKernel kernel;
    private final CpuKernel pieces;
    private final List<MemorySegment> arrays = new ArrayList<>();
    private final List<Long> scalars = new ArrayList<>();
    private int[] groups = {1, 1, 1};
    private int[] threads = {32, 1, 1};

    private KernelRun(CpuKernel kernel, CpuKernel pieces) {
        this.kernel = kernel;
        this.pieces = pieces;
    }

    static KernelRun of(String ir) {
        return of(ir, true);
    }

    static KernelRun of(String ir, boolean vectorApi) {
        return of(ir, vectorApi, LARGEST_PIECE);
    }

    static KernelRun of(String ir, boolean vectorApi, int largestPiece) {
        Function function = IrParser.parse(ir);
        return new KernelRun(
                CpuKernelLoader.load(JvmBackend.emit(function, vectorApi)),
                CpuKernelLoader.load(JvmBackend.emit(function, vectorApi, largestPiece)));
    }

    KernelRun floats(float... values) {
        return array(MemorySegment.ofArray(values));
    }

    KernelRun ints(int... values) {
        return array(MemorySegment.ofArray(values));
    }

    KernelRun longs(long... values) {
        return array(MemorySegment.ofArray(values));
    }

    KernelRun shorts(short... values) {
        return array(MemorySegment.ofArray(values));
    }

    private KernelRun array(MemorySegment values) {
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(8, values.byteSize()), 64);
        arrays.add(copy.asSlice(0, values.byteSize()).copyFrom(values));
        return this;
    }

    KernelRun scalar(long bits) {
        scalars.add(bits);
        return this;
    }

    KernelRun scalar(float value) {
        return scalar((long) Float.floatToRawIntBits(value));
    }

    KernelRun grid(int groupsX, int threadsX) {
        return grid(new int[] {groupsX, 1, 1}, new int[] {threadsX, 1, 1});
    }

    KernelRun grid(int[] newGroups, int[] newThreads) {
        groups = newGroups;
        threads = newThreads;
        return this;
    }

    KernelRun launch() {
        return launchInParts(Math.max(1, units()));
    }

    /** Runs the units in parts, as a pool of workers does. */
    KernelRun launchInParts(long size) {
        List<MemorySegment> copies = new ArrayList<>();
        arrays.forEach(array -> copies.add(Arena.ofAuto()
                .allocate(Math.max(8, array.byteSize()), 64)
                .asSlice(0, array.byteSize())
                .copyFrom(array)));
        RuntimeException expected = run(kernel, launchData(arrays), size);
        RuntimeException actual = run(pieces, launchData(copies), size);
        assertEquals(String.valueOf(expected), String.valueOf(actual), "the fault of the kernel in pieces");
        for (int i = 0; i < copies.size(); i++) {
            assertEquals(-1, arrays.get(i).mismatch(copies.get(i)), "array " + i + " of the kernel in pieces");
        }
        if (expected != null) {
            throw expected;
        }
        return this;
    }

    private static @Nullable RuntimeException run(CpuKernel kernel, CpuLaunch launch, long size) {
        try {
            long units = kernel.units(launch);
            for (long first = 0; first < units; first += size) {
                kernel.run(launch, first, Math.min(units, first + size));
            }
            return null;
        } catch (RuntimeException fault) {
            return fault;
        }
    }

    long units() {
        return kernel.units(launchData(arrays));
    }

    private CpuLaunch launchData(List<MemorySegment> arrays) {
        return new CpuLaunch(
                arrays.toArray(MemorySegment[]::new),
                scalars.stream().mapToLong(Long::longValue).toArray(),
                groups,
                threads);
    }

    float[] floatsOf(int array) {
        return arrays.get(array).toArray(ValueLayout.JAVA_FLOAT);
    }

    int[] intsOf(int array) {
        return arrays.get(array).toArray(ValueLayout.JAVA_INT);
    }

    long[] longsOf(int array) {
        return arrays.get(array).toArray(ValueLayout.JAVA_LONG);
    }

    short[] shortsOf(int array) {
        return arrays.get(array).toArray(ValueLayout.JAVA_SHORT);
    }
}
