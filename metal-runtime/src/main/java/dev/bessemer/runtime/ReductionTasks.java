package dev.bessemer.runtime;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.CompiledKernel.Traits;
import dev.bessemer.jit.ir.Function.Reduction;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.ArrayList;
import java.util.List;

/** What a task needs besides itself whose kernel reduces: memory for partial results, and tasks that combine them. */
final class ReductionTasks {
    /** The grid of a task that combines. */
    static final GridPlan GRID = new GridPlan(List.of(1, 1, 1), List.of(ReductionKernels.THREADS, 1, 1));

    private ReductionTasks() {}

    /** The task with the arrays that its compiled kernel takes behind those of the method. */
    static KernelTask withPartials(KernelTask task, Traits kernel, DeviceMemory memory) {
        List<Object> arguments = new ArrayList<>(task.arguments());
        List<String> names = new ArrayList<>(task.names());
        arguments.add(memory.of(new int[1]));
        names.add("the number of partial results");
        for (Reduction reduction : kernel.reductions()) {
            arguments.add(partials(task.arguments().get(reduction.result()), memory));
            names.add("partial results");
        }
        return new KernelTask(
                task.id(),
                task.reference(),
                task.kernel(),
                task.kinds(),
                task.constants(),
                task.given(),
                arguments,
                names);
    }

    private static DeviceArray partials(Object result, DeviceMemory memory) {
        return switch (HostArrays.elementType(result)) {
            case I32 -> memory.of(new int[Reduction.MOST_PARTIALS]);
            case I64 -> memory.of(new long[Reduction.MOST_PARTIALS]);
            case F32 -> memory.of(new float[Reduction.MOST_PARTIALS]);
            default -> throw new IllegalStateException("no kernel reduces to " + HostArrays.describe(result));
        };
    }

    /**
     * The task that combines one element.
     *
     * @param task with its partial results
     */
    static KernelTask combining(KernelTask task, Reduction reduction, DeviceMemory memory) {
        DeviceArray partials = array(task, reduction.partials(), memory);
        DeviceArray count = array(task, reduction.count(), memory);
        DeviceArray result = array(task, reduction.result(), memory);
        Tasks.Task kernel = switch (result) {
            case IntArray _ -> ints(reduction);
            case LongArray _ -> longs(reduction);
            case FloatArray _ -> floats(reduction);
            default -> throw new IllegalStateException("no kernel reduces to " + result);
        };
        return TaskArguments.check(
                task.id(), kernel, new Object[] {new KernelContext(), partials, count, result, reduction.element()});
    }

    private static DeviceArray array(KernelTask task, int position, DeviceMemory memory) {
        return memory.of(task.arguments().get(position));
    }

    private static Tasks.Task5<KernelContext, IntArray, IntArray, IntArray, Integer> ints(Reduction reduction) {
        return switch (reduction.kind()) {
            case ADD -> ReductionKernels::sum;
            case MULTIPLY -> ReductionKernels::product;
            case MIN -> ReductionKernels::min;
            case MAX -> ReductionKernels::max;
            default -> throw unknown(reduction);
        };
    }

    private static Tasks.Task5<KernelContext, LongArray, IntArray, LongArray, Integer> longs(Reduction reduction) {
        return switch (reduction.kind()) {
            case ADD -> ReductionKernels::sum;
            case MULTIPLY -> ReductionKernels::product;
            case MIN -> ReductionKernels::min;
            case MAX -> ReductionKernels::max;
            default -> throw unknown(reduction);
        };
    }

    private static Tasks.Task5<KernelContext, FloatArray, IntArray, FloatArray, Integer> floats(Reduction reduction) {
        return switch (reduction.kind()) {
            case ADD -> ReductionKernels::sum;
            case MULTIPLY -> ReductionKernels::product;
            case MIN -> ReductionKernels::min;
            case MAX -> ReductionKernels::max;
            default -> throw unknown(reduction);
        };
    }

    private static IllegalStateException unknown(Reduction reduction) {
        return new IllegalStateException("no reduction combines with " + reduction.kind());
    }
}
