package dev.bessemer.samples;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Gemm;
import dev.bessemer.library.QuantizedMatrix;
import dev.bessemer.samples.GeneralMatMul.Problem;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** The matrices of {@link GeneralMatMul}, and their elements as the reference reads them. */
sealed interface GeneralMatMulArrays {
    /** The product of packed matrices. */
    Gemm gemm(Problem problem);

    /** What is multiplied. */
    List<DeviceArray> factors();

    /** The result's array. */
    DeviceArray c();

    /** An element of A. */
    double a(int index);

    /**
     * An element of B.
     *
     * @param group which one along its column it is in, where elements have a scale in common
     */
    double b(int index, int group);

    /** An element of the result. */
    double c(int index);

    /** What the order of additions may cost, relative to the sum of the products' magnitudes. */
    default double tolerance() {
        return 2e-5;
    }

    private static long size(Problem problem, long rows, long columns) {
        return Math.max(1, problem.batch() * rows * columns);
    }

    /** Elements of one floating-point type. */
    record Floats<M extends SimdgroupMatrix<M>>(MatrixArray<M> left, MatrixArray<M> right, FloatArray result)
            implements GeneralMatMulArrays {
        static <M extends SimdgroupMatrix<M>> Floats<M> of(LongFunction<MatrixArray<M>> array, Problem p) {
            Floats<M> all = new Floats<>(
                    array.apply(size(p, p.m(), p.k())),
                    array.apply(size(p, p.k(), p.n())),
                    new FloatArray(size(p, p.m(), p.n())));
            Dtype.fill(all.left, 1);
            Dtype.fill(all.right, 2);
            return all;
        }

        @Override
        public Gemm gemm(Problem p) {
            return Gemm.of(p.m(), p.n(), p.k(), left, right, result);
        }

        @Override
        public List<DeviceArray> factors() {
            return List.of(Dtype.device(left), Dtype.device(right));
        }

        @Override
        public DeviceArray c() {
            return result;
        }

        @Override
        public double a(int index) {
            return left.getFloat(index);
        }

        @Override
        public double b(int index, int group) {
            return right.getFloat(index);
        }

        @Override
        public double c(int index) {
            return result.get(index);
        }
    }

    /** Bytes, whose products are added in ints: nothing is rounded. */
    record Bytes(ByteArray left, ByteArray right, IntArray result) implements GeneralMatMulArrays {
        static Bytes of(Problem p) {
            return new Bytes(
                    filled(size(p, p.m(), p.k()), 1),
                    filled(size(p, p.k(), p.n()), 2),
                    new IntArray(size(p, p.m(), p.n())));
        }

        private static ByteArray filled(long size, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            ByteArray array = new ByteArray(size);
            for (long i = 0; i < size; i++) {
                array.set(i, (byte) random.nextInt());
            }
            return array;
        }

        @Override
        public Gemm gemm(Problem p) {
            return Gemm.of(p.m(), p.n(), p.k(), left, right, result);
        }

        @Override
        public List<DeviceArray> factors() {
            return List.of(left, right);
        }

        @Override
        public DeviceArray c() {
            return result;
        }

        @Override
        public double a(int index) {
            return left.get(index);
        }

        @Override
        public double b(int index, int group) {
            return right.get(index);
        }

        @Override
        public double c(int index) {
            return result.get(index);
        }

        @Override
        public double tolerance() {
            return 0;
        }
    }

    /** Halves, and weights of 8 or 4 bits, of which each group along K has a scale in common. */
    record Weights(HalfFloatArray left, QuantizedMatrix right, FloatArray result) implements GeneralMatMulArrays {
        private static final int GROUP = 64;

        static Weights of(Problem p, int bits) {
            HalfFloatArray left = new HalfFloatArray(size(p, p.m(), p.k()));
            HalfFloatArray scales = new HalfFloatArray(size(p, Math.ceilDiv(p.k(), GROUP), p.n()));
            Dtype.fill(left, 1);
            Dtype.fill(scales, 3);
            ByteArray values = Bytes.filled(Math.ceilDiv(size(p, p.k(), p.n()) * bits, Byte.SIZE), 2);
            return new Weights(
                    left, new QuantizedMatrix(values, bits, GROUP, scales), new FloatArray(size(p, p.m(), p.n())));
        }

        @Override
        public Gemm gemm(Problem p) {
            return Gemm.of(p.m(), p.n(), p.k(), left, right, result);
        }

        @Override
        public List<DeviceArray> factors() {
            return List.of(left, right.values(), Dtype.device(right.scales()));
        }

        @Override
        public DeviceArray c() {
            return result;
        }

        @Override
        public double a(int index) {
            return left.getFloat(index);
        }

        @Override
        public double b(int index, int group) {
            float scale = right.scales().getFloat(group);
            return new HalfFloat(integer(index) * scale).toFloat();
        }

        private int integer(int index) {
            if (right.bits() == Byte.SIZE) {
                return right.values().get(index);
            }
            int both = right.values().get(index / 2);
            return index % 2 == 0 ? both << 28 >> 28 : both >> 4;
        }

        @Override
        public double c(int index) {
            return result.get(index);
        }

        /** Which scale an element of a matrix has. */
        static int scale(Problem p, int matrix, int deep, int wide) {
            int groups = Math.ceilDiv(p.k(), GROUP);
            int group = deep / GROUP;
            return matrix * groups * p.n() + (p.transposeB() ? wide * groups + group : group * p.n() + wide);
        }
    }
}
