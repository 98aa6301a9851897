package dev.bessemer.bench.baselines;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A model of one operator in ONNX's format: protocol buffers, as onnx.proto of ONNX 1.18 numbers their fields. */
final class OnnxModel {
    /** An element type, as TensorProto.DataType numbers it. */
    static final int FLOAT = 1;

    /** An element type, as TensorProto.DataType numbers it. */
    static final int FLOAT16 = 10;

    /** The name of the only output. */
    static final String OUTPUT = "y";

    private static final int IR_VERSION = 10;
    private static final int OPSET = 23;

    private final Message node = new Message();
    private final Message graph = new Message();
    private final int type;

    /**
     * @param domain of the operator; empty for ONNX's own
     * @param inputs the operator's, in its order; an empty name leaves one out
     * @param type of the elements of inputs and output
     */
    OnnxModel(String domain, String operator, List<String> inputs, int type) {
        this.type = type;
        inputs.forEach(name -> node.text(1, name));
        node.text(2, OUTPUT).text(4, operator).text(7, domain);
        graph.text(2, operator);
        inputs.stream().filter(name -> !name.isEmpty()).forEach(name -> graph.message(11, tensor(name)));
        graph.message(12, tensor(OUTPUT));
    }

    private Message tensor(String name) {
        Message elements = new Message().number(1, type);
        return new Message().text(1, name).message(2, new Message().message(1, elements));
    }

    /** Adds an attribute that is a whole number. */
    OnnxModel with(String attribute, long value) {
        node.message(5, new Message().text(1, attribute).number(3, value).number(20, 2));
        return this;
    }

    /** Adds an attribute that is a float. */
    OnnxModel with(String attribute, float value) {
        node.message(5, new Message().text(1, attribute).real(2, value).number(20, 1));
        return this;
    }

    /** The model as a file would hold it. */
    byte[] bytes() {
        Message whole = new Message().text(2, "").bytes(1, node.bytes()).append(graph);
        return new Message()
                .number(1, IR_VERSION)
                .message(8, new Message().text(1, "").number(2, OPSET))
                .message(8, new Message().text(1, "com.microsoft").number(2, 1))
                .message(7, whole)
                .bytes();
    }

    /** Fields of a protocol buffer. */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int LENGTH = 2;
        private static final int FIXED32 = 5;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while (rest >>> 7 != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        Message number(int field, long value) {
            varint(((long) field << 3) | VARINT);
            varint(value);
            return this;
        }

        Message real(int field, float value) {
            varint(((long) field << 3) | FIXED32);
            out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message bytes(int field, byte[] bytes) {
            varint(((long) field << 3) | LENGTH);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message message) {
            return bytes(field, message.bytes());
        }

        Message append(Message other) {
            out.writeBytes(other.bytes());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
