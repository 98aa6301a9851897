package app;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;

final class Main {
    private Main() {}

    @Kernel
    private static void add(FloatArray a, FloatArray b, FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, a.get(i) + b.get(i));
        }
    }

    @Kernel
    private static void twice(FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, 2 * c.get(i));
        }
    }

    public static void main(String[] args) {
        try (var a = FloatArray.fromElements(1, 2, 3);
                var b = FloatArray.fromElements(10, 20, 30);
                var c = new FloatArray(3)) {
            var graph = new TaskGraph("s0")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                    .task("add", Main::add, a, b, c)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            try (var plan = new ExecutionPlan(graph.snapshot())) {
                plan.execute();
            }
            System.out.println(c.get(0) + " " + c.get(1) + " " + c.get(2));
            var second = new TaskGraph("s1")
                    .task("twice", Main::twice, c)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            try (var plan = new ExecutionPlan(second.snapshot())) {
                plan.execute();
            }
            System.out.println(c.get(0) + " " + c.get(1) + " " + c.get(2));
        }
    }
}
