package dev.bessemer.library;

import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.runtime.mps.OwnedObjects;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.types.ElementType;
import java.util.List;

/** The kernels of MPS that work on matrices. */
final class MatrixKernels {
    private MatrixKernels() {}

    /** A kernel that is encoded with its matrices. */
    private record Prepared(Messages messages, OwnedObjects objects, long kernel, String selector, List<Long> matrices)
            implements PreparedOperation {
        @Override
        public long encode(long commandBuffer) {
            Object[] arguments = new Object[1 + matrices.size()];
            arguments[0] = commandBuffer;
            for (int i = 0; i < matrices.size(); i++) {
                arguments[1 + i] = matrices.get(i);
            }
            messages.send(kernel, selector, arguments);
            return commandBuffer;
        }

        @Override
        public void close() {
            objects.close();
        }
    }

    /** {@code MPSMatrixMultiplication} of left, right and result. */
    static PreparedOperation multiplication(
            Messages messages, long device, List<Long> buffers, ElementType type, MatrixProduct product) {
        OwnedObjects objects = new OwnedObjects(messages);
        try {
            long kernel = objects.made(
                    "MPSMatrixMultiplication",
                    "initWithDevice:transposeLeft:transposeRight:resultRows:resultColumns:interiorColumns:alpha:beta:",
                    device,
                    product.transposeLeft(),
                    product.transposeRight(),
                    (long) product.rows(),
                    (long) product.columns(),
                    (long) product.interior(),
                    product.alpha(),
                    product.beta());
            messages.send(kernel, "setBatchSize:", (long) product.batch());
            int rows = product.rows();
            int interior = product.interior();
            int columns = product.columns();
            boolean left = product.transposeLeft();
            boolean right = product.transposeRight();
            List<Long> matrices = List.of(
                    matrix(
                            messages,
                            objects,
                            buffers.get(0),
                            type,
                            product.batch(),
                            left ? interior : rows,
                            left ? rows : interior),
                    matrix(
                            messages,
                            objects,
                            buffers.get(1),
                            type,
                            product.batch(),
                            right ? columns : interior,
                            right ? interior : columns),
                    matrix(messages, objects, buffers.get(2), type, product.batch(), rows, columns));
            String selector = "encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:";
            return new Prepared(messages, objects, kernel, selector, matrices);
        } catch (RuntimeException failed) {
            objects.close();
            throw failed;
        }
    }

    /** {@code MPSMatrixSoftMax} of input and result. */
    static PreparedOperation softmax(
            Messages messages, long device, List<Long> buffers, ElementType type, int rows, int columns) {
        OwnedObjects objects = new OwnedObjects(messages);
        try {
            long kernel = objects.made("MPSMatrixSoftMax", "initWithDevice:", device);
            messages.send(kernel, "setSourceRows:", (long) rows);
            messages.send(kernel, "setSourceColumns:", (long) columns);
            List<Long> matrices = buffers.stream()
                    .map(buffer -> matrix(messages, objects, buffer, type, 1, rows, columns))
                    .toList();
            String selector = "encodeToCommandBuffer:inputMatrix:resultMatrix:";
            return new Prepared(messages, objects, kernel, selector, matrices);
        } catch (RuntimeException failed) {
            objects.close();
            throw failed;
        }
    }

    /** Packed matrices from a buffer's beginning. */
    private static long matrix(
            Messages messages,
            OwnedObjects objects,
            long buffer,
            ElementType type,
            int matrices,
            int rows,
            int columns) {
        long rowBytes = (long) columns * type.byteSize();
        long descriptor = messages.object(
                objects.type("MPSMatrixDescriptor"),
                "matrixDescriptorWithRows:columns:matrices:rowBytes:matrixBytes:dataType:",
                (long) rows,
                (long) columns,
                (long) matrices,
                rowBytes,
                rows * rowBytes,
                MpsType.of(type));
        return objects.made(
                "MPSMatrix",
                "initWithBuffer:descriptor:",
                buffer,
                OwnedObjects.check("MPSMatrixDescriptor", descriptor));
    }
}
