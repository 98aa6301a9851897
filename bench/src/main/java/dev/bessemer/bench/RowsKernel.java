package dev.bessemer.bench;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid1D;
import dev.bessemer.samples.VectorAdd;
import dev.bessemer.types.FloatArray;
import java.util.List;

/** A {@link RowsProblem} as a kernel. */
final class RowsKernel extends KernelContender {
    private final RowsInput input;
    private final FloatArray out;

    private RowsKernel(Device device, RowsInput input, FloatArray a, FloatArray b, FloatArray out) {
        super(device, graph(input.problem, a, b, out), List.of(a, b, out), grids(input.problem));
        this.input = input;
        this.out = out;
    }

    static RowsKernel of(Device device, RowsInput input) {
        FloatArray b = input.b.length == 0 ? new FloatArray(1) : FloatArray.fromArray(input.b);
        return new RowsKernel(device, input, FloatArray.fromArray(input.a), b, new FloatArray(input.a.length));
    }

    private static TaskGraph graph(RowsProblem p, FloatArray a, FloatArray b, FloatArray out) {
        TaskGraph graph = new TaskGraph("rows");
        KernelContext context = new KernelContext();
        return switch (p.kind()) {
            case "add" -> graph.task("work", VectorAdd::add, a, b, out);
            case "softmax" -> graph.task("work", RowsKernels::softmax, context, a, out, p.rows(), p.columns());
            default -> graph.task("work", RowsKernels::norm, context, a, out, p.rows(), p.columns(), RowsInput.EPSILON);
        };
    }

    private static GridScheduler grids(RowsProblem p) {
        int groups = Math.ceilDiv(p.rows(), RowsKernels.ROWS);
        return p.kind().equals("add")
                ? new GridScheduler()
                : new GridScheduler("rows.work", new WorkerGrid1D(RowsKernels.THREADS * groups));
    }

    @Override
    public void check() {
        input.check(out.toHeapArray());
    }

    @Override
    public double operations() {
        return input.problem.operations();
    }
}
