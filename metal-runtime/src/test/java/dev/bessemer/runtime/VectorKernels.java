package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.matrix.Matrix2DFloat;
import dev.bessemer.types.matrix.Matrix2DFloat4;
import dev.bessemer.types.vector.Byte4;
import dev.bessemer.types.vector.Float16;
import dev.bessemer.types.vector.Float2;
import dev.bessemer.types.vector.Float3;
import dev.bessemer.types.vector.Float4;
import dev.bessemer.types.vector.Float8;
import dev.bessemer.types.vector.Half4;
import dev.bessemer.types.vector.Int3;
import dev.bessemer.types.vector.VectorByte4;
import dev.bessemer.types.vector.VectorFloat16;
import dev.bessemer.types.vector.VectorFloat3;
import dev.bessemer.types.vector.VectorFloat4;
import dev.bessemer.types.vector.VectorHalf4;
import dev.bessemer.types.vector.VectorInt3;

/** Kernels on short vectors and matrices, as they are written for TornadoVM. */
final class VectorKernels {
    private VectorKernels() {}

    @Kernel
    static void saxpy(float alpha, VectorFloat4 x, VectorFloat4 y) {
        for (@Parallel int i = 0; i < y.getLength(); i++) {
            y.set(i, Float4.add(Float4.mult(x.get(i), alpha), y.get(i)));
        }
    }

    /** A loop that carries a vector. */
    @Kernel
    static void orbits(VectorFloat3 position, VectorFloat3 velocity, int steps) {
        for (@Parallel int i = 0; i < position.getLength(); i++) {
            Float3 p = position.get(i);
            Float3 v = velocity.get(i);
            for (int step = 0; step < steps; step++) {
                float distance = Float3.length(p);
                v = distance > 2 ? Float3.sub(v, Float3.mult(Float3.normalise(p), 0.01f)) : Float3.cross(v, p);
                p = Float3.add(p, Float3.mult(v, 0.1f)).withZ(v.getX());
            }
            position.set(i, p);
            velocity.set(i, v);
        }
    }

    @Kernel
    static void halves(VectorHalf4 a, VectorFloat4 out) {
        for (@Parallel int i = 0; i < a.getLength(); i++) {
            Half4 x = a.get(i);
            Half4 y = Half4.max(Half4.mult(x, x), new Half4(HalfFloat.ONE));
            out.set(
                    i,
                    new Float4(
                            y.x().toFloat(),
                            y.y().toFloat(),
                            Half4.dot(x, y).toFloat(),
                            Half4.sum(y).toFloat()));
        }
    }

    @Kernel
    static void integers(VectorInt3 a, VectorByte4 b, IntArray out) {
        for (@Parallel int i = 0; i < a.getLength(); i++) {
            Int3 x = Int3.div(Int3.abs(a.get(i)), new Int3(3));
            Byte4 y = b.get(i);
            out.set(2 * i, Int3.max(x) * Int3.dot(x, x));
            out.set(2 * i + 1, Byte4.dot(y, Byte4.add(y, (byte) 100), Byte4.min(y)));
        }
    }

    @Kernel
    static void sixteen(VectorFloat16 a) {
        for (@Parallel int i = 0; i < a.getLength(); i++) {
            Float16 x = Float16.sqrt(a.get(i));
            Float8 low = x.getLow();
            Float2 ends = new Float2(Float8.sum(low), Float8.max(x.getHigh()));
            a.set(i, Float16.add(x, ends.x() * ends.getY()));
        }
    }

    @Kernel
    static void multiply(Matrix2DFloat a, Matrix2DFloat b, Matrix2DFloat c) {
        for (@Parallel int i = 0; i < c.getNumRows(); i++) {
            for (@Parallel int j = 0; j < c.getNumColumns(); j++) {
                float sum = 0;
                for (int k = 0; k < a.columns(); k++) {
                    sum += a.get(i, k) * b.get(k, j);
                }
                c.set(i, j, sum);
            }
        }
    }

    @Kernel
    static void pixels(Matrix2DFloat4 image, float gain) {
        for (@Parallel int i = 0; i < image.rows(); i++) {
            for (@Parallel int j = 0; j < image.columns(); j++) {
                image.set(i, j, Float4.clamp(Float4.mult(image.get(i, j), gain), 0, 1));
            }
        }
    }
}
