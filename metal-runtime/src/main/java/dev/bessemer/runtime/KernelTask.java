package dev.bessemer.runtime;

import dev.bessemer.jit.LaunchValues;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel and its arguments.
 *
 * @param id the full name: {@code graph.task}
 * @param reference the method, as the user gave it
 * @param kernel the method
 * @param kinds what each argument is, in the method's order
 * @param constants the values of the {@code @Constant} parameters, by position among the arguments
 * @param given what the user passed, in the method's order
 * @param arguments what the compiled code takes: the same with the components of records in their place
 * @param names what messages call the arguments
 */
record KernelTask(
        String id,
        Tasks.Task reference,
        KernelReference kernel,
        List<ParameterKind> kinds,
        Map<Integer, Object> constants,
        List<Object> given,
        List<Object> arguments,
        List<String> names)
        implements GraphTask {
    KernelTask {
        kinds = List.copyOf(kinds);
        constants = Map.copyOf(constants);
        given = List.copyOf(given);
        arguments = List.copyOf(arguments);
        names = List.copyOf(names);
    }

    @Override
    public String method() {
        return kernel.owner().substring(kernel.owner().lastIndexOf('/') + 1) + "." + kernel.name();
    }

    /** What the launch of this task, on a grid, knows. */
    LaunchValues launchValues(@Nullable WorkerGrid grid) {
        return new LaunchValues(arguments, grid == null ? List.of() : GridPlan.threadgroup(grid));
    }

    /** Whether the kernel takes a KernelContext. */
    boolean hasContext() {
        return kinds.stream().anyMatch(ParameterKind.Context.class::isInstance);
    }
}
