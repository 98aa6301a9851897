package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** MPSGraph: its operations against plain Java, and the ways to execute it. */
@NeedsToolchain
@ExtendWith(Strict.class)
class MpsGraphTest {
    private static final int FLOAT32 = 0x10000020;
    private static final int BFLOAT16 = 0x90000010;

    private static MemorySegment array(List<MemorySegment> items) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cells = arena.allocate(ValueLayout.ADDRESS, items.size());
            for (int i = 0; i < items.size(); i++) {
                cells.setAtIndex(ValueLayout.ADDRESS, i, items.get(i));
            }
            return Objc.object(Objc.cls("NSArray"), "arrayWithObjects:count:", cells, (long) items.size());
        }
    }

    private static MemorySegment shape(long... extents) {
        return array(java.util.Arrays.stream(extents)
                .mapToObj(extent -> Objc.object(Objc.cls("NSNumber"), "numberWithUnsignedLongLong:", extent))
                .toList());
    }

    private static MemorySegment dictionary(Map<MemorySegment, MemorySegment> entries) {
        MemorySegment dictionary = Objc.object(Objc.cls("NSMutableDictionary"), "dictionaryWithCapacity:", 4L);
        entries.forEach((key, value) -> Objc.send(dictionary, "setObject:forKey:", value, key));
        return dictionary;
    }

    private static MemorySegment placeholder(MemorySegment graph, String name, long... extents) {
        return Objc.object(graph, "placeholderWithShape:dataType:name:", shape(extents), FLOAT32, Objc.string(name));
    }

    private static MemorySegment data(Metal metal, MemorySegment buffer, long... extents) {
        return metal.keep(Objc.object(
                Objc.object(Objc.cls("MPSGraphTensorData"), "alloc"),
                "initWithMTLBuffer:shape:dataType:",
                buffer,
                shape(extents),
                FLOAT32));
    }

    private static float[] result(Metal metal, MemorySegment graph, MemorySegment feeds, MemorySegment target, int n) {
        MemorySegment results = Objc.object(
                graph,
                "runWithMTLCommandQueue:feeds:targetTensors:targetOperations:",
                metal.queue,
                feeds,
                array(List.of(target)),
                Objc.NIL);
        MemorySegment elements = Objc.object(Objc.object(results, "objectForKey:", target), "mpsndarray");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment floats = arena.allocate(ValueLayout.JAVA_FLOAT, n);
            Objc.send(elements, "readBytes:strideBytes:", floats, Objc.NIL);
            return floats.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static MemorySegment graph(Metal metal) {
        return metal.keep(Objc.object(Objc.cls("MPSGraph"), "new"));
    }

    @Test
    void matmulSoftmaxMatmul_isAttention() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment q = placeholder(graph, "q", 1, 2, 3, 2);
                MemorySegment k = placeholder(graph, "k", 1, 2, 4, 2);
                MemorySegment v = placeholder(graph, "v", 1, 2, 4, 2);
                MemorySegment kt =
                        Objc.object(graph, "transposeTensor:dimension:withDimension:name:", k, 2L, 3L, Objc.NIL);
                MemorySegment scores = Objc.object(
                        graph, "matrixMultiplicationWithPrimaryTensor:secondaryTensor:name:", q, kt, Objc.NIL);
                MemorySegment scale = Objc.object(graph, "constantWithScalar:dataType:", 0.5, FLOAT32);
                MemorySegment scaled = Objc.object(
                        graph, "multiplicationWithPrimaryTensor:secondaryTensor:name:", scores, scale, Objc.NIL);
                MemorySegment weights = Objc.object(graph, "softMaxWithTensor:axis:name:", scaled, -1L, Objc.NIL);
                MemorySegment explicit = Objc.object(
                        graph, "matrixMultiplicationWithPrimaryTensor:secondaryTensor:name:", weights, v, Objc.NIL);
                MemorySegment fused = Objc.object(
                        graph,
                        "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:scale:name:",
                        q,
                        k,
                        v,
                        0.5f,
                        Objc.NIL);
                float[] queries = numbers(12, 1);
                float[] keys = numbers(16, 2);
                float[] values = numbers(16, 3);
                MemorySegment feeds = dictionary(Map.of(
                        q, data(metal, metal.buffer(queries), 1, 2, 3, 2),
                        k, data(metal, metal.buffer(keys), 1, 2, 4, 2),
                        v, data(metal, metal.buffer(values), 1, 2, 4, 2)));
                float[] expected = attention(queries, keys, values, new float[24]);
                assertArrayEquals(expected, result(metal, graph, feeds, fused, 12), 1e-5f);
                assertArrayEquals(expected, result(metal, graph, feeds, explicit, 12), 1e-5f);
            });
        }
    }

    @Test
    void attention_withMask_addsIt() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment q = placeholder(graph, "q", 1, 2, 3, 2);
                MemorySegment k = placeholder(graph, "k", 1, 2, 4, 2);
                MemorySegment v = placeholder(graph, "v", 1, 2, 4, 2);
                MemorySegment mask = placeholder(graph, "mask", 1, 1, 3, 4);
                MemorySegment masked = Objc.object(
                        graph,
                        "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:maskTensor:scale:name:",
                        q,
                        k,
                        v,
                        mask,
                        0.5f,
                        Objc.NIL);
                float[] queries = numbers(12, 4);
                float[] keys = numbers(16, 5);
                float[] values = numbers(16, 6);
                float[] added = new float[12];
                added[1] = added[6] = added[7] = Float.NEGATIVE_INFINITY;
                MemorySegment feeds = dictionary(Map.of(
                        q, data(metal, metal.buffer(queries), 1, 2, 3, 2),
                        k, data(metal, metal.buffer(keys), 1, 2, 4, 2),
                        v, data(metal, metal.buffer(values), 1, 2, 4, 2),
                        mask, data(metal, metal.buffer(added), 1, 1, 3, 4)));
                float[] both = new float[24];
                System.arraycopy(added, 0, both, 0, 12);
                System.arraycopy(added, 0, both, 12, 12);
                assertArrayEquals(
                        attention(queries, keys, values, both), result(metal, graph, feeds, masked, 12), 1e-5f);
            });
        }
    }

    /** Two heads of three queries and four keys of depth two, with scale 0.5. */
    private static float[] attention(float[] q, float[] k, float[] v, float[] mask) {
        float[] out = new float[12];
        for (int row = 0; row < 6; row++) {
            int head = row / 3;
            double[] weights = new double[4];
            double sum = 0;
            for (int key = 0; key < 4; key++) {
                double score = 0.5 * (q[2 * row] * k[8 * head + 2 * key] + q[2 * row + 1] * k[8 * head + 2 * key + 1]);
                weights[key] = Math.exp(score + mask[4 * row + key]);
                sum += weights[key];
            }
            for (int key = 0; key < 4; key++) {
                out[2 * row] += (float) (weights[key] / sum * v[8 * head + 2 * key]);
                out[2 * row + 1] += (float) (weights[key] / sum * v[8 * head + 2 * key + 1]);
            }
        }
        return out;
    }

    private static float[] numbers(int count, int seed) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i * 7 + seed * 3) % 11 / 5f - 1;
        }
        return numbers;
    }

    @Test
    void encode_intoGivenResults_writesThere() {
        encodeExponent();
    }

    @Test
    void encode_whereGraphsCommit_continuesWithAnotherCommandBuffer() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.with(Machine.Trait.GRAPHS_COMMIT));
        encodeExponent();
    }

    private static void encodeExponent() {
        try (Metal metal = new Metal()) {
            MemorySegment out = metal.buffer(0, 0);
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment a = placeholder(graph, "a", 2);
                MemorySegment exponent = Objc.object(graph, "exponentWithTensor:name:", a, Objc.NIL);
                MemorySegment commandBuffer = Objc.object(
                        Objc.cls("MPSCommandBuffer"), "commandBufferWithCommandBuffer:", metal.commandBuffer());
                Objc.send(
                        graph,
                        "encodeToCommandBuffer:feeds:targetOperations:resultsDictionary:executionDescriptor:",
                        commandBuffer,
                        dictionary(Map.of(a, data(metal, metal.buffer(0, 1), 2))),
                        Objc.NIL,
                        dictionary(Map.of(exponent, data(metal, out, 2))),
                        Objc.NIL);
                MemorySegment root = Objc.object(commandBuffer, "commandBuffer");
                Objc.send(root, "commit");
                Objc.send(root, "waitUntilCompleted");
            });
            assertArrayEquals(new float[] {1, (float) Math.E}, Metal.floats(out, 2), 1e-6f);
        }
    }

    @Test
    void executable_withFeedsInItsOwnOrder_givesResults() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment a = placeholder(graph, "a", 2);
                MemorySegment b = placeholder(graph, "b", 2);
                MemorySegment difference =
                        Objc.object(graph, "subtractionWithPrimaryTensor:secondaryTensor:name:", a, b, Objc.NIL);
                MemorySegment type = metal.keep(Objc.object(
                        Objc.object(Objc.cls("MPSGraphShapedType"), "alloc"),
                        "initWithShape:dataType:",
                        shape(2),
                        FLOAT32));
                MemorySegment executable = Objc.object(
                        graph,
                        "compileWithDevice:feeds:targetTensors:targetOperations:compilationDescriptor:",
                        Objc.object(Objc.cls("MPSGraphDevice"), "deviceWithMTLDevice:", metal.device),
                        dictionary(Map.of(a, type, b, type)),
                        array(List.of(difference)),
                        Objc.NIL,
                        Objc.NIL);
                MemorySegment first = Objc.object(Objc.object(executable, "feedTensors"), "objectAtIndex:", 0L);
                MemorySegment dataA = data(metal, metal.buffer(5, 7), 2);
                MemorySegment dataB = data(metal, metal.buffer(1, 2), 2);
                MemorySegment out = metal.buffer(0, 0);
                Objc.object(
                        executable,
                        "runWithMTLCommandQueue:inputsArray:resultsArray:executionDescriptor:",
                        metal.queue,
                        array(first.equals(a) ? List.of(dataA, dataB) : List.of(dataB, dataA)),
                        array(List.of(data(metal, out, 2))),
                        Objc.NIL);
                assertArrayEquals(new float[] {4, 5}, Metal.floats(out, 2));
            });
        }
    }

    @Test
    void cast_toBfloat_rounds() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment a = placeholder(graph, "a", 2);
                MemorySegment narrow = Objc.object(graph, "castTensor:toType:name:", a, BFLOAT16, Objc.NIL);
                MemorySegment wide = Objc.object(graph, "castTensor:toType:name:", narrow, FLOAT32, Objc.NIL);
                MemorySegment feeds = dictionary(Map.of(a, data(metal, metal.buffer(1 + 1f / 256, 3.14159f), 2)));
                assertArrayEquals(new float[] {1, 3.140625f}, result(metal, graph, feeds, wide, 2));
            });
        }
    }

    @Test
    void views_ofTensors_rearrangeElements() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment a = placeholder(graph, "a", 2, 3);
                MemorySegment turned =
                        Objc.object(graph, "transposeTensor:permutation:name:", a, permutation(), Objc.NIL);
                MemorySegment sliced =
                        Objc.object(graph, "sliceTensor:dimension:start:length:name:", turned, 0L, 1L, 2L, Objc.NIL);
                MemorySegment joined = Objc.object(
                        graph, "concatTensors:dimension:name:", array(List.of(sliced, turned)), 0L, Objc.NIL);
                MemorySegment flat = Objc.object(graph, "reshapeTensor:withShape:name:", joined, shape(10), Objc.NIL);
                MemorySegment feeds = dictionary(Map.of(a, data(metal, metal.buffer(1, 2, 3, 4, 5, 6), 2, 3)));
                assertArrayEquals(new float[] {2, 5, 3, 6, 1, 4, 2, 5, 3, 6}, result(metal, graph, feeds, flat, 10));
                MemorySegment sums = Objc.object(graph, "reductionSumWithTensor:axis:name:", a, 0L, Objc.NIL);
                assertArrayEquals(new float[] {5, 7, 9}, result(metal, graph, feeds, sums, 3));
                MemorySegment most = Objc.object(graph, "reductionMaximumWithTensor:axis:name:", a, 1L, Objc.NIL);
                assertArrayEquals(new float[] {3, 6}, result(metal, graph, feeds, most, 2));
            });
        }
    }

    private static MemorySegment permutation() {
        return array(List.of(
                Objc.object(Objc.cls("NSNumber"), "numberWithInteger:", 1L),
                Objc.object(Objc.cls("NSNumber"), "numberWithInteger:", 0L)));
    }

    @Test
    void mistakes_areViolations() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment graph = graph(metal);
                MemorySegment a = placeholder(graph, "a", 2, 3);
                Objc.object(graph, "matrixMultiplicationWithPrimaryTensor:secondaryTensor:name:", a, a, Objc.NIL);
                MemorySegment other = placeholder(graph(metal), "other", 2, 3);
                Objc.object(graph, "additionWithPrimaryTensor:secondaryTensor:name:", a, other, Objc.NIL);
                Objc.object(
                        graph,
                        "runWithMTLCommandQueue:feeds:targetTensors:targetOperations:",
                        metal.queue,
                        dictionary(Map.of()),
                        array(List.of(Objc.object(graph, "exponentWithTensor:name:", a, Objc.NIL))),
                        Objc.NIL);
                Objc.object(
                        graph,
                        "runWithMTLCommandQueue:feeds:targetTensors:targetOperations:",
                        metal.queue,
                        dictionary(Map.of(a, data(metal, metal.buffer(1, 2, 3, 4, 5, 6), 3, 2))),
                        array(List.of(a)),
                        Objc.NIL);
            });
            assertEquals(
                    List.of("wrong shape", "wrong argument", "missing feed", "wrong shape"),
                    Objc.kinds(MetalStandIn.open().takeViolations()));
        }
    }
}
