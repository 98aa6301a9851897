package dev.bessemer.runtime;

import dev.bessemer.intrinsics.KernelContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kernels and the arrays they work on, in the order a program would call them.
 *
 * <pre>{@code
 * var graph = new TaskGraph("s0")
 *         .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
 *         .task("add", Samples::add, a, b, c)
 *         .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
 * }</pre>
 *
 * <p>{@link TaskOverloads} says what a task takes. Tasks that do not touch what another writes may overlap. Arrays are those of
 * {@code dev.bessemer.types}, which host and device share, or Java arrays ({@code float[]}, {@code int[]}, {@code long[]}, {@code short[]},
 * {@code char[]}, {@code byte[]}, {@code boolean[]}), of which the device works on a copy: for these the transfers say when elements are
 * copied. A graph is built by one thread; {@link #snapshot} gives what may be shared.
 */
public final class TaskGraph extends TaskOverloads {
    private final String name;
    private final List<GraphTask> tasks = new ArrayList<>();
    private final GraphTransfers transfers;

    /**
     * An empty graph.
     *
     * @param name what the tasks' full names begin with
     * @throws IllegalArgumentException when the name is empty or has a dot in it
     */
    public TaskGraph(String name) {
        this.name = checkName("graph", name);
        transfers = new GraphTransfers(name);
    }

    /** The graph's name. */
    public String getTaskGraphName() {
        return name;
    }

    /**
     * Says that tasks read these arrays as the host left them. A record among them stands for the arrays in it; a {@code KernelContext} and
     * numbers, which travel with their task, are passed over.
     *
     * @param mode at the first execution or at every one
     * @throws IllegalArgumentException for another mode, for an object that is no array, or for an array that has another mode or is consumed
     */
    public TaskGraph transferToDevice(DataTransferMode mode, @Nullable Object... arrays) {
        checkMode(mode);
        if (mode == DataTransferMode.UNDER_DEMAND) {
            throw new IllegalArgumentException("graph '" + name + "': arrays are not transferred to the device on"
                    + " demand: use FIRST_EXECUTION or EVERY_EXECUTION");
        }
        Object[] others = Arrays.stream(arrays)
                .filter(array -> !HostArrays.isNumber(array))
                .toArray();
        for (Object array : checked("transferToDevice", others)) {
            transfers.toDevice(mode, array);
        }
        return this;
    }

    /**
     * Says that the host reads these arrays after an execution.
     *
     * @param mode after every execution, or when the result is asked for them
     * @param arrays whole arrays or, at every execution, {@link DataRange}s of them
     * @throws IllegalArgumentException for another mode, for an object that is no array, or for a range on demand
     */
    public TaskGraph transferToHost(DataTransferMode mode, @Nullable Object... arrays) {
        checkMode(mode);
        if (mode == DataTransferMode.FIRST_EXECUTION) {
            throw new IllegalArgumentException("graph '" + name + "': arrays are not transferred to the host at the"
                    + " first execution only: use EVERY_EXECUTION or UNDER_DEMAND");
        }
        for (Object array : arrays) {
            if (array instanceof DataRange range) {
                transfers.toHost(mode, range);
            } else {
                checked("transferToHost", array).forEach(whole -> transfers.toHost(mode, whole));
            }
        }
        return this;
    }

    /** Says that these arrays stay on the device, for later executions and for graphs after this one in a plan that consume them. */
    public TaskGraph persistOnDevice(@Nullable Object... arrays) {
        checked("persistOnDevice", arrays).forEach(transfers::persist);
        return this;
    }

    /**
     * Says that tasks read these arrays as an earlier graph of the plan left them on the device.
     *
     * @param graph the name of that graph, which persists them
     * @throws IllegalArgumentException for an object that is no array, or for an array that is transferred to the device
     */
    public TaskGraph consumeFromDevice(String graph, @Nullable Object... arrays) {
        checked("consumeFromDevice", arrays).forEach(array -> transfers.consume(graph, array));
        return this;
    }

    /** {@link #consumeFromDevice(String, Object...)} from whichever earlier graph persists the array. */
    public TaskGraph consumeFromDevice(@Nullable Object... arrays) {
        checked("consumeFromDevice", arrays).forEach(array -> transfers.consume(null, array));
        return this;
    }

    /**
     * Adds a kernel that is written in Metal Shading Language. Its task needs a grid, and a device that executes Metal.
     *
     * @param entryPoint the kernel function's name
     * @param accessors the arguments, in the order of their buffer indices
     * @throws IllegalArgumentException when the source has no such function, an argument is missing or no kernel takes it, or the name is taken
     */
    public TaskGraph prebuiltTask(String task, String entryPoint, MetalSource source, AccessorParameters accessors) {
        tasks.add(PrebuiltTask.check(newId(task), entryPoint, source, accessors));
        return this;
    }

    /**
     * {@link #prebuiltTask(String, String, MetalSource, AccessorParameters)} of the source in a file.
     *
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    public TaskGraph prebuiltTask(String task, String entryPoint, String file, AccessorParameters accessors) {
        return prebuiltTask(task, entryPoint, MetalSource.ofFile(Path.of(file)), accessors);
    }

    /**
     * Adds an operation of a library, such as {@code dev.bessemer.library.MpsMatrixMultiplication}, between kernels that work on the same arrays.
     *
     * @throws IllegalArgumentException when the name is taken
     */
    public TaskGraph libraryTask(String task, LibraryOperation operation) {
        String id = newId(task);
        Objects.requireNonNull(
                operation,
                () -> "task '" + id + "': the operation is null: pass one, as in MpsSoftmax.of(input, result, 8, 64)");
        tasks.add(new LibraryTask(id, operation, operation.operands()));
        return this;
    }

    /**
     * What was built so far; later changes of this graph do not reach it.
     *
     * @throws IllegalStateException when there is no task, or an array is transferred that no task takes
     */
    public ImmutableTaskGraph snapshot() {
        if (tasks.isEmpty()) {
            throw new IllegalStateException("graph '" + name + "' has no task: add one with task(name, kernel, ...)");
        }
        for (Object array : transfers.arrays()) {
            if (tasks.stream().noneMatch(task -> task.takes(array))) {
                throw new IllegalStateException("graph '" + name + "' transfers " + HostArrays.describe(array)
                        + ", which no task takes: pass it to a task or leave the transfer out");
            }
        }
        return new ImmutableTaskGraph(name, tasks, transfers);
    }

    @Override
    TaskGraph add(String task, Tasks.Task kernel, @Nullable Object... arguments) {
        String id = newId(task);
        Objects.requireNonNull(
                kernel, () -> "task '" + id + "': the kernel is null: pass a method reference, as in Samples::add");
        tasks.add(TaskArguments.check(id, kernel, arguments));
        return this;
    }

    private String newId(String task) {
        String id = name + "." + checkName("task", task);
        if (tasks.stream().anyMatch(known -> known.id().equals(id))) {
            throw new IllegalArgumentException("task '" + id + "' is there already: give each task a name of its own");
        }
        return id;
    }

    private List<Object> checked(String method, @Nullable Object... arrays) {
        List<Object> checked = new ArrayList<>();
        for (Object array : arrays) {
            if (array == null) {
                throw new IllegalArgumentException("graph '" + name + "': " + method + " is given null: pass arrays");
            }
            if (!(array instanceof KernelContext)) {
                checked.addAll(HostArrays.arraysOf("graph '" + name + "': " + method, array));
            }
        }
        return checked;
    }

    private void checkMode(DataTransferMode mode) {
        Objects.requireNonNull(
                mode, () -> "graph '" + name + "': the transfer's mode is null: pass one of DataTransferMode");
    }

    private static String checkName(String what, String name) {
        Objects.requireNonNull(name, () -> "the name of a " + what + " is null: pass a String, as in \"s0\"");
        if (name.isEmpty() || name.contains(".")) {
            throw new IllegalArgumentException("'" + name + "' is no name for a " + what
                    + ": it must have a character and no dot, as in 's0.add'");
        }
        return name;
    }
}
