package dev.bessemer.bench;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Gemm;
import dev.bessemer.library.QuantizedMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The library's product of two square matrices of any type that it takes. */
final class LibraryGemm extends KernelContender {
    private static final int GROUP = 64;

    private final MatMulInput input;
    private final Supplier<float[]> result;

    private LibraryGemm(
            Device device, MatMulInput input, Gemm gemm, List<DeviceArray> arrays, Supplier<float[]> result) {
        super(
                device,
                gemm.addTo(new TaskGraph("gemm"), "product"),
                arrays,
                new GridScheduler("gemm.product", gemm.grid()));
        this.input = input;
        this.result = result;
    }

    /** On the CPU device. */
    static LibraryGemm of(String type, int extent) {
        return of(Device.cpu(), type, new MatMulInput(extent, extent, extent));
    }

    /** @param type f32, f16, bf16, i8, f16_i8 or f16_i4 */
    static LibraryGemm of(Device device, String type, MatMulInput input) {
        return switch (type) {
            case "f32" -> ofFloats(device, input, FloatArray::new);
            case "f16" -> ofFloats(device, input, HalfFloatArray::new);
            case "bf16" -> ofFloats(device, input, BFloat16Array::new);
            case "i8" -> ofBytes(device, input);
            case "f16_i8" -> ofWeights(device, input, Byte.SIZE);
            case "f16_i4" -> ofWeights(device, input, Byte.SIZE / 2);
            default -> throw new IllegalArgumentException("there is no type " + type);
        };
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> LibraryGemm ofFloats(
            Device device, MatMulInput input, LongFunction<A> array) {
        A a = AttentionKernel.filled(array, input.a);
        A b = AttentionKernel.filled(array, input.b);
        FloatArray c = new FloatArray(input.a.length);
        Gemm gemm = Gemm.of(input.m, input.n, input.depth, (MatrixArray<M>) a, (MatrixArray<M>) b, c);
        return new LibraryGemm(device, input, gemm, List.of(a, b, c), c::toHeapArray);
    }

    /** From -1 to 1 to integers of so many bits. */
    private static byte[] integers(float[] numbers, int bits) {
        byte[] integers = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (byte) (numbers[i] * ((1 << (bits - 1)) - 1));
        }
        return integers;
    }

    private static float[] floats(byte[] integers, float scale) {
        float[] floats = new float[integers.length];
        for (int i = 0; i < integers.length; i++) {
            floats[i] = integers[i] * scale;
        }
        return floats;
    }

    private static LibraryGemm ofBytes(Device device, MatMulInput input) {
        byte[] left = integers(input.a, Byte.SIZE);
        byte[] right = integers(input.b, Byte.SIZE);
        ByteArray a = ByteArray.fromArray(left);
        ByteArray b = ByteArray.fromArray(right);
        IntArray c = new IntArray(left.length);
        MatMulInput rounded = input.with(floats(left, 1), floats(right, 1));
        Gemm gemm = Gemm.of(input.m, input.n, input.depth, a, b, c);
        return new LibraryGemm(device, rounded, gemm, List.of(a, b, c), () -> floats(c.toHeapArray()));
    }

    private static float[] floats(int[] integers) {
        float[] floats = new float[integers.length];
        for (int i = 0; i < integers.length; i++) {
            floats[i] = integers[i];
        }
        return floats;
    }

    private static LibraryGemm ofWeights(Device device, MatMulInput input, int bits) {
        byte[] weights = integers(input.b, bits);
        float scale = 1f / (1 << (bits - 1));
        HalfFloatArray a = AttentionKernel.filled(HalfFloatArray::new, input.a);
        ByteArray values = ByteArray.fromArray(bits == Byte.SIZE ? weights : packed(weights));
        HalfFloatArray scales = new HalfFloatArray((long) Math.ceilDiv(input.depth, GROUP) * input.n);
        for (int i = 0; i < scales.getSize(); i++) {
            scales.setFloat(i, scale);
        }
        FloatArray c = new FloatArray(input.a.length);
        QuantizedMatrix b = new QuantizedMatrix(values, bits, GROUP, scales);
        Gemm gemm = Gemm.of(input.m, input.n, input.depth, a, b, c);
        MatMulInput rounded = input.with(input.a, floats(weights, scale));
        return new LibraryGemm(device, rounded, gemm, List.of(a, values, scales, c), c::toHeapArray);
    }

    private static byte[] packed(byte[] weights) {
        byte[] packed = new byte[Math.ceilDiv(weights.length, 2)];
        for (int i = 0; i < weights.length; i++) {
            packed[i / 2] |= (byte) (i % 2 == 0 ? weights[i] & 0xF : weights[i] << 4);
        }
        return packed;
    }

    @Override
    public void check() {
        input.check(result.get(), 0);
    }

    @Override
    public double operations() {
        return input.operations();
    }
}
