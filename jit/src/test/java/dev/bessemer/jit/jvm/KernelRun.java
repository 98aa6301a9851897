package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A kernel given as IR text, compiled for the CPU device, and one launch of it. */
final class KernelRun {
    private final CpuKernel kernel;
    private final List<MemorySegment> arrays = new ArrayList<>();
    private final List<Long> scalars = new ArrayList<>();
    private int[] groups = {1, 1, 1};
    private int[] threads = {32, 1, 1};

    private KernelRun(CpuKernel kernel) {
        this.kernel = kernel;
    }

    static KernelRun of(String ir) {
        return of(ir, true);
    }

    static KernelRun of(String ir, boolean vectorApi) {
        return new KernelRun(CpuKernelLoader.load(JvmBackend.emit(IrParser.parse(ir), vectorApi)));
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
        CpuLaunch launch = launchData();
        kernel.run(launch, 0, kernel.units(launch));
        return this;
    }

    /** Runs the units in parts, as a pool of workers does. */
    KernelRun launchInParts(long size) {
        CpuLaunch launch = launchData();
        long units = kernel.units(launch);
        for (long first = 0; first < units; first += size) {
            kernel.run(launch, first, Math.min(units, first + size));
        }
        return this;
    }

    long units() {
        return kernel.units(launchData());
    }

    private CpuLaunch launchData() {
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
