package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A kernel of the corpus being executed under all watches: nothing may be found, and what it wrote is there to be compared. */
final class CorpusRun {
    private static final long SEED = 4711;

    private final String file;
    private MslOptions options;
    private MslLaunch launch;

    CorpusRun(String file, String kernel, MslExtent grid, MslExtent threadgroup)
            throws IOException, URISyntaxException {
        this.file = file;
        this.options = MslFiles.options(path()).withWatches(MslOptions.Watch.values());
        this.launch = MslLaunch.of(kernel, grid, threadgroup);
    }

    private Path path() throws IOException, URISyntaxException {
        return MslFiles.in("corpus").stream()
                .filter(found -> found.endsWith(file + ".metal"))
                .findFirst()
                .orElseThrow();
    }

    CorpusRun constant(String name, String value) {
        options = options.withFunctionConstant(name, value);
        return this;
    }

    CorpusRun buffer(int slot, MemorySegment memory) {
        launch = launch.withBuffer(slot, MslBuffer.of(memory));
        return this;
    }

    /** A buffer that the kernel has to write before it reads. */
    CorpusRun output(int slot, MemorySegment memory) {
        launch = launch.withBuffer(slot, MslBuffer.output(memory));
        return this;
    }

    CorpusRun threadgroupBytes(int slot, int bytes) {
        launch = launch.withThreadgroupBytes(slot, bytes);
        return this;
    }

    void run() throws IOException, URISyntaxException {
        MslProgram program = MslProgram.build(MslFiles.source(path()), options);
        try (Simulator simulator = Simulator.open(program)) {
            assertEquals(List.of(), simulator.launch(launch).faults());
        }
    }

    static MemorySegment empty(int bytes) {
        return Arena.ofAuto().allocate(bytes, 16);
    }

    static MemorySegment floats(float... values) {
        MemorySegment memory = empty(4 * values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return memory;
    }

    static MemorySegment halves(float... values) {
        MemorySegment memory = empty(2 * values.length);
        for (int i = 0; i < values.length; i++) {
            memory.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(values[i]));
        }
        return memory;
    }

    static MemorySegment ints(int... values) {
        MemorySegment memory = empty(4 * values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_INT, 0, values.length);
        return memory;
    }

    static MemorySegment longs(long... values) {
        MemorySegment memory = empty(8 * values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_LONG, 0, values.length);
        return memory;
    }

    static MemorySegment bytes(byte... values) {
        MemorySegment memory = empty(values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_BYTE, 0, values.length);
        return memory;
    }

    /** Numbers in [-1, 1) that half represents. */
    static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(SEED + count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-256, 256) / 256f;
        }
        return values;
    }

    static float[] floatsOf(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_FLOAT);
    }

    static float[] halvesOf(MemorySegment memory) {
        short[] bits = memory.toArray(ValueLayout.JAVA_SHORT);
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.float16ToFloat(bits[i]);
        }
        return values;
    }
}
