package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.matrix.Matrix2DFloat;
import dev.bessemer.types.vector.Float2;
import dev.bessemer.types.vector.VectorFloat2;
import org.junit.jupiter.api.Test;

/** Records and enum constants as arguments of tasks. */
class RecordArgumentTest {
    /** What to do. */
    enum Mode {
        ADD,
        SCALE
    }

    /** Numbers and a choice. */
    record Settings(int offset, float factor, Mode mode, boolean on) {}

    /** Arrays beside numbers. */
    record Buffers(FloatArray in, Settings settings, FloatArray out) {}

    /** Small floats. */
    record Halves(HalfFloat half, BFloat16 brain) {}

    /** What no kernel can have. */
    record Named(String name) {}

    /** A Java array in a record. */
    @SuppressWarnings("ArrayRecordComponent") // what is refused
    record Heap(float[] values) {}

    static final class Kernels {
        private Kernels() {}

        @Kernel
        static void apply(Buffers buffers, int scale) {
            for (@Parallel int i = 0; i < buffers.out().getSize(); i++) {
                float x = buffers.in().get(i);
                Settings settings = buffers.settings();
                buffers.out().set(i, settings.on() ? one(settings, x) * scale : -1);
            }
        }

        private static float one(Settings settings, float x) {
            return switch (settings.mode()) {
                case ADD -> x + settings.offset();
                case SCALE -> x * settings.factor();
            };
        }

        @Kernel
        static void fixed(@Constant Settings settings, FloatArray out, @Constant Mode mode) {
            for (@Parallel int i = 0; i < out.getSize(); i++) {
                float[] own = new float[settings.offset()];
                out.set(i, mode == Mode.SCALE ? own.length * settings.factor() : i);
            }
        }

        @Kernel
        static void transpose(Matrix2DFloat from, Matrix2DFloat to) {
            for (@Parallel int i = 0; i < from.getNumRows(); i++) {
                for (@Parallel int j = 0; j < from.getNumColumns(); j++) {
                    to.set(j, i, from.get(i, j));
                }
            }
        }

        @Kernel
        static void swap(VectorFloat2 vectors) {
            for (@Parallel int i = 0; i < vectors.getLength(); i++) {
                Float2 v = vectors.get(i);
                vectors.set(i, Float2.add(new Float2(v.y(), v.x()), 1));
            }
        }

        @Kernel
        static void halves(Halves halves, @Constant BFloat16 added, HalfFloat factor, HalfFloatArray out) {
            for (@Parallel int i = 0; i < out.getSize(); i++) {
                HalfFloat sum = HalfFloat.add(
                        halves.half(), new HalfFloat(halves.brain().toFloat() * i));
                out.set(i, HalfFloat.mult(new HalfFloat(sum.toFloat() + added.toFloat()), factor));
            }
        }

        static void named(Named named, IntArray out) {}

        static void heap(Heap heap, IntArray out) {}
    }

    private static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
    }

    @Test
    void execute_recordOfArraysAndRecords_usesItsComponents() {
        try (FloatArray in = FloatArray.fromElements(1, 2, 3);
                FloatArray out = new FloatArray(3)) {
            Buffers buffers = new Buffers(in, new Settings(10, 0.5f, Mode.SCALE, true), out);
            execute(new TaskGraph("s0")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                    .task("apply", Kernels::apply, buffers, 3)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, out));
            assertArrayEquals(new float[] {1.5f, 3, 4.5f}, out.toHeapArray());
        }
    }

    @Test
    void execute_otherEnumConstant_takesItsBranch() {
        try (FloatArray in = FloatArray.fromElements(1, 2, 3);
                FloatArray out = new FloatArray(3)) {
            Buffers buffers = new Buffers(in, new Settings(10, 0.5f, Mode.ADD, true), out);
            execute(new TaskGraph("s0").task("apply", Kernels::apply, buffers, 2));
            assertArrayEquals(new float[] {22, 24, 26}, out.toHeapArray());
        }
    }

    @Test
    void execute_constantRecordAndEnum_areKnownToTheCompiler() {
        try (FloatArray out = new FloatArray(2)) {
            Settings settings = new Settings(4, 0.5f, Mode.ADD, false);
            execute(new TaskGraph("s0").task("fixed", Kernels::fixed, settings, out, Mode.SCALE));
            assertArrayEquals(new float[] {2, 2}, out.toHeapArray());
            execute(new TaskGraph("s1").task("fixed", Kernels::fixed, settings, out, Mode.ADD));
            assertArrayEquals(new float[] {0, 1}, out.toHeapArray());
        }
    }

    @Test
    void execute_matricesAndVectors_areRecordsToo() {
        try (Matrix2DFloat from = new Matrix2DFloat(2, 3);
                Matrix2DFloat to = new Matrix2DFloat(3, 2);
                VectorFloat2 vectors = new VectorFloat2(2)) {
            from.set(1, 2, 7);
            vectors.set(1, new Float2(3, 4));
            execute(new TaskGraph("s0")
                    .task("transpose", Kernels::transpose, from, to)
                    .task("swap", Kernels::swap, vectors));
            assertEquals(7, to.get(2, 1));
            assertEquals(new Float2(5, 4), vectors.get(1));
        }
    }

    @Test
    void execute_smallFloats_arriveAsTheyAre() {
        for (Device device : Device.list()) {
            for (HalfFloat half : new HalfFloat[] {HalfFloat.MIN_VALUE, HalfFloat.MAX_VALUE, new HalfFloat(-0.3f)}) {
                launchHalves(device, half);
            }
        }
    }

    private static void launchHalves(Device device, HalfFloat half) {
        try (HalfFloatArray expected = new HalfFloatArray(5);
                HalfFloatArray actual = new HalfFloatArray(5)) {
            Halves halves = new Halves(half, new BFloat16(1.7f));
            BFloat16 added = new BFloat16(0.1f);
            HalfFloat factor = new HalfFloat(0.7f);
            Kernels.halves(halves, added, factor, expected);
            TaskGraph graph = new TaskGraph("s0").task("halves", Kernels::halves, halves, added, factor, actual);
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                plan.execute();
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(expected.get(i).bits(), actual.get(i).bits(), device + ", element " + i);
            }
        }
    }

    @Test
    void task_recordThatNoKernelCanHave_saysWhichComponent() {
        try (IntArray out = new IntArray(1)) {
            TaskGraph graph = new TaskGraph("s0");
            assertEquals(
                    "task 's0.a', parameter 1 'named', component 'name': no kernel can have a parameter of type String: take device"
                            + " arrays, primitives other than double, Java arrays of them, HalfFloat, BFloat16, enum constants, records of these and,"
                            + " first, a KernelContext",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> graph.task("a", Kernels::named, new Named("x"), out))
                            .getMessage());
            assertEquals(
                    "task 's0.b', parameter 1 'heap', component 'values': a Java array cannot be part of a record: pass it as a"
                            + " parameter of its own",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> graph.task("b", Kernels::heap, new Heap(new float[1]), out))
                            .getMessage());
        }
    }
}
