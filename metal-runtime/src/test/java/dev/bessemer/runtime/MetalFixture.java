package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.FloatArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of the Metal device, which here is the stand-in: it notes what is wrong with a message and counts objects that are left behind. */
abstract class MetalFixture {
    static final int N = 16;

    /** Opened where there is one. */
    @SuppressWarnings("NullAway.Init")
    MetalStandIn standIn;

    /** What tests have made, closed after each. */
    final List<FloatArray> arrays = new ArrayList<>();

    private Map<String, Long> before = Map.of();

    @BeforeEach
    void begin() {
        assumeTrue(
                MetalPresence.missing().isEmpty(), () -> MetalPresence.missing().orElse(""));
        standIn = MetalStandIn.open();
        standIn.reset();
        countAnew();
    }

    /** Takes what is there now for what may be left. */
    void countAnew() {
        before = objects();
    }

    /** Compiled kernels stay for the next plan. */
    private Map<String, Long> objects() {
        Map<String, Long> live = new HashMap<>(standIn.liveObjects());
        live.keySet().removeIf(type -> type.matches("MTL(ComputePipelineState|Library|Function)"));
        return live;
    }

    @AfterEach
    void nothingIsLeft() {
        arrays.forEach(FloatArray::close);
        if (MetalPresence.missing().isEmpty()) {
            assertEquals("[]", standIn.takeViolations().toString());
            assertEquals(before, objects());
            standIn.reset();
        }
    }

    FloatArray array(float... elements) {
        FloatArray array = FloatArray.fromElements(elements);
        arrays.add(array);
        return array;
    }

    FloatArray wave(int size) {
        FloatArray array = array(new float[size]);
        for (int i = 0; i < size; i++) {
            array.set(i, (float) Math.sin(i * 0.7));
        }
        return array;
    }

    static ExecutionPlan plan(TaskGraph graph) {
        return new ExecutionPlan(graph.snapshot()).withDevice(Device.metal());
    }

    static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = plan(graph)) {
            plan.execute();
        }
    }

    TaskGraph adding(FloatArray a, FloatArray b, FloatArray c) {
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("add", TestKernels::add, a, b, c)
                .transferToHost(EVERY_EXECUTION, c);
    }

    long messages(String selector) {
        return standIn.messages().getOrDefault(selector, 0L);
    }

    static void assertAgrees(TaskGraph graph, FloatArray result) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(Device.cpu())) {
            plan.execute();
            float[] expected = result.toHeapArray();
            result.init(Float.NaN);
            plan.withDevice(Device.metal()).execute();
            assertArrayEquals(expected, result.toHeapArray(), 1e-5f);
        }
    }
}
