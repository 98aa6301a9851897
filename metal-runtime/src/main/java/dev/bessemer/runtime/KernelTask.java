package dev.bessemer.runtime;

import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.types.DeviceArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel and its arguments.
 *
 * @param id the full name: {@code graph.task}
 * @param kernel the method
 * @param kinds what each argument is, in the method's order
 * @param constants the values of the {@code @Constant} parameters, by position
 * @param arguments in the method's order
 * @param names what messages call the parameters
 */
record KernelTask(
        String id,
        KernelReference kernel,
        List<ParameterKind> kinds,
        Map<Integer, Object> constants,
        List<Object> arguments,
        List<String> names) {
    KernelTask {
        kinds = List.copyOf(kinds);
        constants = Map.copyOf(constants);
        arguments = List.copyOf(arguments);
        names = List.copyOf(names);
    }

    /** The array at a position; null where the argument is none. */
    @Nullable
    DeviceArray array(int position) {
        return arguments.get(position) instanceof DeviceArray array ? array : null;
    }

    /** All arrays among the arguments. */
    List<DeviceArray> arrays() {
        return arguments.stream()
                .filter(DeviceArray.class::isInstance)
                .map(DeviceArray.class::cast)
                .toList();
    }

    /** Whether the kernel takes a KernelContext. */
    boolean hasContext() {
        return kinds.stream().anyMatch(ParameterKind.Context.class::isInstance);
    }

    /** How a message begins that is about a parameter. */
    String about(int position) {
        return "task '" + id + "', " + names.get(position) + ": ";
    }
}
