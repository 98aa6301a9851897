package dev.bessemer.bench.baselines;

import dev.bessemer.bench.Contender;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** An expression over tensors of libtorch. */
final class TorchRun implements Contender {
    private final PointerScope inputs;
    private final Supplier<Tensor> expression;
    private final Consumer<float[]> check;
    private final double operations;
    private Tensor result;

    /** @param inputs what the expression works on; freed with this */
    TorchRun(PointerScope inputs, Supplier<Tensor> expression, Consumer<float[]> check, double operations) {
        this.inputs = inputs;
        this.expression = expression;
        this.check = check;
        this.operations = operations;
        result = new Tensor();
    }

    /** A tensor of these numbers, in the scope that is open. */
    static Tensor tensor(float[] values, String type, long... shape) {
        try (FloatPointer pointer = new FloatPointer(values)) {
            Tensor floats = torch.from_blob(pointer, shape);
            Tensor copy = floats.to(type(type), false, true, new MemoryFormatOptional());
            floats.close();
            return copy;
        }
    }

    private static ScalarType type(String type) {
        return switch (type) {
            case "f32" -> ScalarType.Float;
            case "f16" -> ScalarType.Half;
            default -> ScalarType.BFloat16;
        };
    }

    @Override
    public void run() {
        Tensor next = expression.get();
        result.close();
        result = next;
    }

    @Override
    public void check() {
        try (Tensor floats = result.to(ScalarType.Float);
                Tensor flat = floats.contiguous()) {
            float[] numbers = new float[Math.toIntExact(flat.numel())];
            FloatBuffer buffer = flat.createBuffer();
            buffer.get(numbers);
            check.accept(numbers);
        }
    }

    @Override
    public double operations() {
        return operations;
    }

    @Override
    public void close() {
        result.close();
        inputs.close();
    }
}
