package dev.bessemer.runtime;

import java.util.List;

/** A task of a graph: what it launches and with which arguments. */
sealed interface GraphTask permits KernelTask, PrebuiltTask, LibraryTask {
    /** The full name: {@code graph.task}. */
    String id();

    /** The arguments, in the kernel's order. */
    List<Object> arguments();

    /** What messages call the parameters. */
    List<String> names();

    /** What a profile calls the code. */
    String method();

    /** All arrays among the arguments. */
    default List<Object> arrays() {
        return arguments().stream().filter(HostArrays::isArray).toList();
    }

    /** Whether one of the arguments is this very array. */
    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    default boolean takes(Object array) {
        return arguments().stream().anyMatch(argument -> argument == array);
    }

    /** How a message begins that is about a parameter. */
    default String about(int position) {
        return "task '" + id() + "', " + names().get(position) + ": ";
    }

    /** How a message begins that is about the first parameter that an array is passed for. */
    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    default String about(Object array) {
        for (int i = 0; i < arguments().size(); i++) {
            if (arguments().get(i) == array) {
                return about(i);
            }
        }
        return "task '" + id() + "': ";
    }
}
