package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.Nibbles;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.intrinsics.UnsignedNibbles;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

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
    static void tensorTypes(KernelContext k, FloatArray a, HalfFloatArray h, BFloat16Array b, IntArray i) {
        var floats = TensorView.of(a, 16, 16);
        var square = Matmul2D.of(16, 16);
        square.multiply(TensorView.of(h, 16, 16), TensorView.of(b, 16, 16)).store(floats);
        square.multiply(floats, floats).store(new TensorView<>(i, 0, 16, 16, 16));
        square.withRelaxedPrecision()
                .multiplyAccumulate(floats, floats, square.zero(floats, floats))
                .store(floats);
    }

    @Kernel(threadgroup = 64)
    static void tensorRows(KernelContext k, FloatArray a) {
        var view = TensorView.of(a, 16, 16);
        var square = Matmul2D.of(16, 16);
        var product = square.multiply(view, view);
        product.map(Matmul2D.of(32, 16).fillRows(0), (x, row) -> x + row).store(view);
        square.withSimdgroups(2).multiply(product, view).store(view);
        product.rowMax().add(square.withSimdgroups(2).fillRows(0)).store(view);
    }

    @Kernel
    static void tensorElements(KernelContext k, FloatArray a, LongArray n) {
        var floats = TensorView.of(a, 16, 16);
        var square = Matmul2D.of(16, 16);
        square.load(floats, floats, new TensorView<>(n, 0, 16, 16, 16)).store(floats);
        square.load(floats, floats, TensorView.of(new UnsignedBytes<>(a), 16, 16))
                .store(floats);
    }

    @Kernel
    static void tensorRanks(KernelContext k, FloatArray a) {
        var floats = TensorView.of(a, 16, 16);
        var cube = TensorView.of(a, TensorDims.of(4, 16, 16));
        var square = Matmul2D.of(16, 16);
        square.multiply(cube, floats).store(floats);
        square.multiply(floats, floats).store(cube.select(0).select(0));
        a.set(0, cube.get(1, 2));
        a.set(1, cube.slice(1, 2).extent(0));
        a.set(2, cube.extent(3));
        a.set(3, cube.extent(k.groupIdx));
        a.set(4, cube.select(0).select(0).select(0).rank());
        a.set(5, cube.withStrides(TensorDims.of(1, 2, 3)).stride(0));
    }

    @Kernel
    static void tensorRankChoice(KernelContext k, FloatArray a, int n) {
        var view = TensorView.of(a, 16, 16);
        if (n > 0) {
            view = TensorView.of(a, TensorDims.of(4, 16, 16));
        }
        a.set(0, view.rank());
    }

    @Kernel
    static void tensorNumbers(KernelContext k, FloatArray a, ByteArray b, IntArray c) {
        var floats = TensorView.of(a, 16, 16);
        var bytes = TensorView.of(b, 16, 16);
        var ints = TensorView.of(c, 16, 16);
        var square = Matmul2D.of(16, 16);
        var sums = square.multiply(bytes, bytes);
        sums.store(floats);
        sums.map(x -> 2 * x).store(ints);
        sums.rowMax().store(floats);
        square.load(bytes, bytes, floats).store(ints);
        square.multiply(floats, floats).mapInts(x -> 2 * x).store(floats);
        square.multiply(sums, bytes).store(ints);
        square.multiply(ints, floats).store(floats);
        sums.columnSum().store(floats);
        sums.map(square.fillColumns(0), (x, column) -> x + column).store(ints);
        sums.toInts().store(ints);
        square.multiply(floats, floats).toFloats().store(floats);
        square.multiplyAccumulate(bytes, bytes, sums.toFloats()).store(ints);
        var most = sums.rowMax();
        sums.mapInts(square.fillRows(0), (x, row) -> x + row).store(ints);
        sums.toFloats().map(most, (x, row) -> x + row).store(floats);
        most.map(x -> x + 1).store(floats);
        most.add(square.fillRows(0)).store(floats);
        most.toInts().store(ints);
        most.mapInts(square.fillIntRows(square.fillRows(0).largestInt()), (x, y) -> x + y)
                .store(floats);
        a.set(0, most.largest());
        square.loadIntColumns(floats).store(ints);
    }

    @Kernel
    static void tensorFourBits(KernelContext k, FloatArray a, HalfFloatArray h, ByteArray b, ByteArray pairs) {
        var floats = TensorView.of(a, 16, 16);
        var halves = TensorView.of(h, 16, 16);
        var bytes = TensorView.of(b, 16, 16);
        var signed = TensorView.of(new Nibbles<>(pairs), 16, 16);
        var unsigned = TensorView.of(new UnsignedNibbles<>(pairs), 16, 16);
        var square = Matmul2D.of(16, 16);
        square.multiply(signed, halves).store(floats);
        square.multiply(signed, signed).store(floats);
        square.multiply(floats, signed).store(floats);
        square.multiply(bytes, unsigned).store(floats);
        square.multiply(TensorView.of(new UnsignedBytes<>(b), 16, 16), signed).store(floats);
        var product = square.multiply(halves, signed);
        square.multiply(product, signed).store(floats);
        product.store(signed);
        square.loadRows(unsigned).store(floats);
        signed.set(1, 2, 3f);
        square.multiply(halves, TensorView.of(new Nibbles<>(a), 16, 16)).store(floats);
    }

    @Kernel(threadgroup = 64)
    static void tensorColumns(KernelContext k, FloatArray a, IntArray n) {
        var view = TensorView.of(a, 16, 16);
        var square = Matmul2D.of(16, 16);
        var product = square.multiply(view, view);
        product.map(Matmul2D.of(16, 32).fillColumns(0), (x, column) -> x + column)
                .store(view);
        product.map(square.withSimdgroups(2).fillColumns(0), (x, column) -> x + column)
                .store(view);
        product.columnMax().add(Matmul2D.of(16, 24).fillColumns(0)).store(view);
        product.columnSum().store(TensorView.of(n, 1, 16));
        product.columnSum().store(TensorView.of(a, TensorDims.of(1, 1, 16)));
        square.loadColumns(TensorView.of(a, TensorDims.of(1, 1, 16))).store(view);
    }
}
