package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;

/** Kernels with multiplications that cannot be compiled; the messages are kept in files. */
@SuppressWarnings("all")
public final class RefusedTensorKernels {
    private RefusedTensorKernels() {}

    @Kernel(threadgroup = 64)
    static void tensorShapes(KernelContext k, FloatArray a, FloatArray c, int n) {
        var view = TensorView.of(a, 16, 16);
        Matmul2D.of(n, 16).multiply(view, view).store(view);
        Matmul2D.of(12, 16).multiply(view, view).store(view);
        Matmul2D.of(8, 24).multiply(view, view).store(view);
        Matmul2D.of(16, 16).withSimdgroups(3).multiply(view, view).store(view);
        Matmul2D.of(16, 16).withSimdgroups(8).multiply(view, view).store(view);
    }

    @Kernel
    static void tensorTypes(KernelContext k, FloatArray a, HalfFloatArray h) {
        var floats = TensorView.of(a, 16, 16);
        var halves = TensorView.of(h, 16, 16);
        var square = Matmul2D.of(16, 16);
        square.multiply(floats, halves).store(floats);
        square.multiply(floats, floats).store(halves);
        square.withRelaxedPrecision()
                .multiplyAccumulate(floats, floats, square.zero(floats, floats))
                .store(floats);
    }
}
