package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.matrix.Matrix2DFloat;
import dev.bessemer.types.matrix.Matrix2DFloat4;
import dev.bessemer.types.vector.VectorByte4;
import dev.bessemer.types.vector.VectorFloat16;
import dev.bessemer.types.vector.VectorFloat3;
import dev.bessemer.types.vector.VectorFloat4;
import dev.bessemer.types.vector.VectorHalf4;
import dev.bessemer.types.vector.VectorInt3;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Kernels on short vectors and matrices give on every device what they give as plain Java. */
class VectorKernelsTest {
    private static final int N = 37;

    @FunctionalInterface
    private interface Comparison {
        void run(Device device);
    }

    private static Stream<DynamicTest> everywhere(Comparison comparison) {
        return Device.list().stream().map(device -> dynamicTest(device.name(), () -> comparison.run(device)));
    }

    private static void run(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static FloatArray floats(int size, float first) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, first + i * 31 % 17 * 0.375f);
        }
        return array;
    }

    /** What a kernel leaves in an array of floats, as plain Java and on a device. */
    private static void compare(Device device, int size, BiFunction<FloatArray, Boolean, TaskGraph> launch) {
        try (FloatArray expected = floats(size, -1);
                FloatArray actual = floats(size, -1)) {
            var _ = launch.apply(expected, true);
            run(device, launch.apply(actual, false));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    @TestFactory
    Stream<DynamicTest> execute_vectorsOfFour_givesWhatJavaGives() {
        return everywhere(device -> {
            try (VectorFloat4 x = new VectorFloat4(floats(4 * N, 2))) {
                compare(device, 4 * N, (array, java) -> {
                    VectorFloat4 y = new VectorFloat4(array);
                    if (java) {
                        VectorKernels.saxpy(0.3f, x, y);
                    }
                    return new TaskGraph("g").task("t", VectorKernels::saxpy, 0.3f, x, y);
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_vectorsInALoop_givesWhatJavaGives() {
        return everywhere(device -> compare(device, 3 * N, (array, java) -> {
            VectorFloat3 position = new VectorFloat3(array);
            VectorFloat3 velocity = new VectorFloat3(floats(3 * N, 0.25f));
            if (java) {
                VectorKernels.orbits(position, velocity, 9);
            }
            return new TaskGraph("g").task("t", VectorKernels::orbits, position, velocity, 9);
        }));
    }

    @TestFactory
    Stream<DynamicTest> execute_vectorsOfHalves_givesWhatJavaGives() {
        return everywhere(device -> {
            try (HalfFloatArray a = new HalfFloatArray(4 * N)) {
                for (int i = 0; i < 4 * N; i++) {
                    a.set(i, HalfFloat.of(i % 13 * 0.3f - 1));
                }
                compare(device, 4 * N, (array, java) -> {
                    VectorFloat4 out = new VectorFloat4(array);
                    if (java) {
                        VectorKernels.halves(new VectorHalf4(a), out);
                    }
                    return new TaskGraph("g").task("t", VectorKernels::halves, new VectorHalf4(a), out);
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_vectorsOfIntegers_givesWhatJavaGives() {
        return everywhere(device -> {
            try (VectorInt3 a = new VectorInt3(new IntArray(3 * N));
                    VectorByte4 b = new VectorByte4(new ByteArray(4 * N));
                    IntArray expected = new IntArray(2 * N);
                    IntArray actual = new IntArray(2 * N)) {
                for (int i = 0; i < 3 * N; i++) {
                    a.array().set(i, i * 0x9E3779B9);
                    b.array().set(i, (byte) (i * 77));
                }
                VectorKernels.integers(a, b, expected);
                run(device, new TaskGraph("g").task("t", VectorKernels::integers, a, b, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_vectorsOfSixteen_givesWhatJavaGives() {
        return everywhere(device -> compare(device, 16 * N, (array, java) -> {
            VectorFloat16 a = new VectorFloat16(array);
            if (java) {
                VectorKernels.sixteen(a);
            }
            return new TaskGraph("g").task("t", VectorKernels::sixteen, a);
        }));
    }

    @TestFactory
    Stream<DynamicTest> execute_matrices_givesWhatJavaGives() {
        return everywhere(device -> {
            try (Matrix2DFloat a = new Matrix2DFloat(floats(6 * 5, 0.5f), 6, 5);
                    Matrix2DFloat b = new Matrix2DFloat(floats(5 * 7, -2), 5, 7)) {
                compare(device, 6 * 7, (array, java) -> {
                    Matrix2DFloat c = new Matrix2DFloat(array, 6, 7);
                    if (java) {
                        VectorKernels.multiply(a, b, c);
                    }
                    return new TaskGraph("g").task("t", VectorKernels::multiply, a, b, c);
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_matrixOfVectors_givesWhatJavaGives() {
        return everywhere(device -> {
            compare(device, 4 * 6 * 5, (array, java) -> {
                Matrix2DFloat4 image = new Matrix2DFloat4(new VectorFloat4(array), 6, 5);
                if (java) {
                    VectorKernels.pixels(image, 0.4f);
                }
                return new TaskGraph("g").task("t", VectorKernels::pixels, image, 0.4f);
            });
        });
    }
}
