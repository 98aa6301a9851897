package dev.bessemer.bench.baselines;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.bessemer.bench.Contender;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A model of one operator, with its inputs and the memory for its output. */
final class OnnxRun implements Contender {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs;
    private final ByteBuffer out;
    private final int type;
    private final Consumer<float[]> check;
    private final double operations;

    /** @param type of the elements, as {@link OnnxModel} has it */
    OnnxRun(OnnxModel model, int type, long[] outputShape, Consumer<float[]> check, double operations) {
        this.type = type;
        this.check = check;
        this.operations = operations;
        out = bytes(outputShape);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            // Threads that wait for the next run must not take processors from another contender's turn.
            options.addConfigEntry("session.force_spinning_stop", "1");
            session = environment.createSession(model.bytes(), options);
            outputs = Map.of(OnnxModel.OUTPUT, tensor(out, outputShape));
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    /** Adds an input. */
    OnnxRun with(String name, float[] values, long... shape) {
        ByteBuffer bytes = bytes(shape);
        for (float value : values) {
            if (type == OnnxModel.FLOAT) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(Float.floatToFloat16(value));
            }
        }
        try {
            inputs.put(name, tensor(bytes.flip(), shape));
        } catch (OrtException e) {
            throw refused(e);
        }
        return this;
    }

    private ByteBuffer bytes(long[] shape) {
        long size = type == OnnxModel.FLOAT ? Float.BYTES : Short.BYTES;
        for (long extent : shape) {
            size *= extent;
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
    }

    private OnnxTensor tensor(ByteBuffer bytes, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(
                environment, bytes, shape, type == OnnxModel.FLOAT ? OnnxJavaType.FLOAT : OnnxJavaType.FLOAT16);
    }

    private static UnsupportedOperationException refused(OrtException e) {
        return new UnsupportedOperationException("ONNX Runtime refuses: " + e.getMessage(), e);
    }

    @Override
    public void run() {
        try {
            session.run(inputs, Set.of(), outputs).close();
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    @Override
    public void check() {
        float[] result = new float[out.capacity() / (type == OnnxModel.FLOAT ? Float.BYTES : Short.BYTES)];
        for (int i = 0; i < result.length; i++) {
            result[i] = type == OnnxModel.FLOAT
                    ? out.getFloat(i * Float.BYTES)
                    : Float.float16ToFloat(out.getShort(i * Short.BYTES));
        }
        check.accept(result);
    }

    @Override
    public double operations() {
        return operations;
    }

    @Override
    public void close() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
            session.close();
        } catch (OrtException e) {
            throw refused(e);
        }
    }
}
