package dev.bessemer.library;

import dev.bessemer.runtime.LibraryOperation.Operand;
import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.runtime.mps.OwnedObjects;
import dev.bessemer.runtime.mps.PreparedOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attention as a graph of MPSGraph, compiled once. Each execution encodes the executable through an {@code MPSCommandBuffer} around the
 * command buffer of the task graph.
 */
final class AttentionGraph {
    private static final String FUSED = "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:scale:name:";
    private static final String MASKED =
            "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:maskTensor:scale:name:";
    private static final String PRODUCT = "matrixMultiplicationWithPrimaryTensor:secondaryTensor:name:";
    private static final long ROWS = 2;
    private static final long COLUMNS = 3;

    private final GraphAttention attention;
    private final Messages messages;
    private final OwnedObjects objects;
    private final int type;

    /** The graph; 0 until it is made. */
    private long graph;

    private AttentionGraph(GraphAttention attention, Messages messages, OwnedObjects objects) {
        this.attention = attention;
        this.messages = messages;
        this.objects = objects;
        type = MpsType.of(attention.q().array().elementType());
    }

    /** An executable with its inputs, in its own order, and its result, as {@code NSArray}s. */
    private record Prepared(Messages messages, OwnedObjects objects, long executable, long inputs, long results)
            implements PreparedOperation {
        @Override
        public long encode(long commandBuffer) {
            long wrapped =
                    messages.object(objects.type("MPSCommandBuffer"), "commandBufferWithCommandBuffer:", commandBuffer);
            long given = messages.object(
                    executable,
                    "encodeToCommandBuffer:inputsArray:resultsArray:executionDescriptor:",
                    OwnedObjects.check("MPSCommandBuffer", wrapped),
                    inputs,
                    results,
                    0L);
            var _ = OwnedObjects.check("NSArray", given);
            return OwnedObjects.check("MTLCommandBuffer", messages.object(wrapped, "commandBuffer"));
        }

        @Override
        public void close() {
            objects.close();
        }
    }

    /** @throws IllegalArgumentException when the system's MPSGraph has no such operation */
    static PreparedOperation prepare(GraphAttention attention, Messages messages, long device, List<Long> buffers) {
        OwnedObjects objects = new OwnedObjects(messages);
        try {
            return new AttentionGraph(attention, messages, objects).prepare(device, buffers);
        } catch (RuntimeException failed) {
            objects.close();
            throw failed;
        }
    }

    private Prepared prepare(long device, List<Long> buffers) {
        graph = objects.made("MPSGraph", "init");
        requireOperation();
        List<Operand> inputs =
                attention.operands().subList(0, attention.operands().size() - 1);
        List<Long> tensors = new ArrayList<>();
        Map<Long, Long> data = new LinkedHashMap<>();
        Map<Long, Long> types = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            long shape = objects.shape(shape(inputs.get(i)));
            long tensor = OwnedObjects.check(
                    "MPSGraphTensor", messages.object(graph, "placeholderWithShape:dataType:name:", shape, type, 0L));
            tensors.add(tensor);
            data.put(tensor, data(buffers.get(i), shape));
            types.put(tensor, objects.made("MPSGraphShapedType", "initWithShape:dataType:", shape, type));
        }
        long executable = compile(device, types, attention.fused() ? fused(tensors) : unfused(tensors));
        long result = data(buffers.getLast(), objects.shape(shape(attention.out())));
        return new Prepared(
                messages,
                objects,
                executable,
                objects.retained("NSArray", objects.array(inOrder(executable, data))),
                objects.retained("NSArray", objects.array(List.of(result))));
    }

    private void requireOperation() {
        String selector = attention.mask() == null ? FUSED : MASKED;
        if (attention.fused() && !messages.responds(graph, selector)) {
            throw new IllegalArgumentException(
                    attention.name() + ": this system's MPSGraph has no"
                            + " scaledDotProductAttention, which came with macOS 15: use MpsGraphAttention.unfused, or Attention");
        }
    }

    private List<Integer> shape(Operand operand) {
        AttentionShape shape = attention.shape();
        GraphAttention.Mask mask = attention.mask();
        if (mask != null && operand.equals(mask.operand())) {
            return List.of(mask.batches(), mask.heads(), mask.rows(), shape.keys());
        }
        boolean queries = operand.equals(attention.q()) || operand.equals(attention.out());
        boolean keys = operand.equals(attention.q()) || operand.equals(attention.k());
        return List.of(
                shape.batch(),
                shape.heads(),
                queries ? shape.queries() : shape.keys(),
                keys ? shape.keyDim() : shape.valueDim());
    }

    private long data(long buffer, long shape) {
        return objects.made("MPSGraphTensorData", "initWithMTLBuffer:shape:dataType:", buffer, shape, type);
    }

    private long fused(List<Long> t) {
        return attention.mask() == null
                ? operation(FUSED, t.get(0), t.get(1), t.get(2), attention.scale(), 0L)
                : operation(MASKED, t.get(0), t.get(1), t.get(2), t.get(3), attention.scale(), 0L);
    }

    private long unfused(List<Long> t) {
        long keys = operation("transposeTensor:dimension:withDimension:name:", t.get(1), ROWS, COLUMNS, 0L);
        long scores = operation(PRODUCT, t.get(0), keys, 0L);
        long scale = operation("constantWithScalar:dataType:", (double) attention.scale(), type);
        long scaled = operation("multiplicationWithPrimaryTensor:secondaryTensor:name:", scores, scale, 0L);
        long masked = attention.mask() == null
                ? scaled
                : operation("additionWithPrimaryTensor:secondaryTensor:name:", scaled, t.get(3), 0L);
        long weights = operation("softMaxWithTensor:axis:name:", masked, COLUMNS, 0L);
        return operation(PRODUCT, weights, t.get(2), 0L);
    }

    private long operation(String selector, Object... arguments) {
        return OwnedObjects.check("MPSGraphTensor", messages.object(graph, selector, arguments));
    }

    private long compile(long device, Map<Long, Long> types, long target) {
        long graphDevice = messages.object(objects.type("MPSGraphDevice"), "deviceWithMTLDevice:", device);
        return objects.retained(
                "MPSGraphExecutable",
                messages.object(
                        graph,
                        "compileWithDevice:feeds:targetTensors:targetOperations:compilationDescriptor:",
                        OwnedObjects.check("MPSGraphDevice", graphDevice),
                        objects.dictionary(types),
                        objects.array(List.of(target)),
                        0L,
                        0L));
    }

    /** The inputs in the order that the compiler chose. */
    private List<Long> inOrder(long executable, Map<Long, Long> data) {
        long order = OwnedObjects.check("NSArray", messages.object(executable, "feedTensors"));
        long count = messages.number(order, "count");
        if (count != data.size()) {
            throw new IllegalStateException(attention.name() + ": MPSGraph asks for " + count + " tensors of the "
                    + data.size() + " it was given");
        }
        List<Long> inputs = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Long input = data.get(messages.object(order, "objectAtIndex:", i));
            if (input == null) {
                throw new IllegalStateException(
                        attention.name() + ": MPSGraph asks for a tensor that it was not given");
            }
            inputs.add(input);
        }
        return inputs;
    }
}
