package dev.bessemer.simulator;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A kernel of a Metal file, as a host sees it.
 *
 * @param name the name that the host calls it by
 * @param function the function, with its template arguments
 * @param parameters its parameters in order
 * @param threadgroupBytes the bytes of its own variables in threadgroup memory
 * @param maxThreads the most threads that a threadgroup may have, where the kernel declares it
 */
public record MslKernel(
        String name, String function, List<Parameter> parameters, long threadgroupBytes, OptionalInt maxThreads) {
    private static final int NAMED = 20;

    /** What a parameter is bound to. */
    public enum Binding {
        /** A buffer. */
        BUFFER,
        /** Threadgroup memory whose size the host gives. */
        THREADGROUP,
        /** A built-in value: the thread's place in the grid, and the like. */
        INPUT
    }

    /**
     * A parameter of a kernel.
     *
     * @param name its name in the source; empty where it has none
     * @param binding what it is bound to
     * @param index the slot of a buffer, 0 to 30, or of threadgroup memory; -1 for a built-in value
     * @param input the name of the built-in value; empty for the others
     * @param type its type, with the address space of a pointer or reference, such as {@code device const float *}
     * @param writable whether the kernel may write what it points to
     * @param elementBytes the bytes of what it points to, or of the built-in value
     * @param optional whether a function constant decides if it is there: then nothing need be bound to it
     */
    public record Parameter(
            String name,
            Binding binding,
            int index,
            String input,
            String type,
            boolean writable,
            long elementBytes,
            boolean optional) {
        /** The type of what it points to, without address space and const. */
        public String elementType() {
            return type.replaceAll("\\b(device|threadgroup|constant|thread|const|volatile)\\b|[*&]", " ")
                    .strip()
                    .replaceAll("\\s+", " ");
        }
    }

    /** Copies the list. */
    public MslKernel {
        parameters = List.copyOf(parameters);
    }

    /**
     * The kernel of a name among others.
     *
     * @param name the name that the host calls it by; empty for the only one that there is
     * @throws IllegalArgumentException where there is none; the message names those that there are
     */
    public static MslKernel named(List<MslKernel> kernels, String name) {
        if (name.isEmpty() && kernels.size() == 1) {
            return kernels.getFirst();
        }
        return kernels.stream()
                .filter(kernel -> kernel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (name.isEmpty() ? "say which kernel" : "there is no kernel '" + name + "'") + "; there are "
                                + names(kernels)));
    }

    private static String names(List<MslKernel> kernels) {
        String names = kernels.stream().limit(NAMED).map(MslKernel::name).collect(Collectors.joining(" "));
        return kernels.isEmpty()
                ? "none"
                : kernels.size() <= NAMED ? names : names + " and " + (kernels.size() - NAMED) + " more";
    }

    /** The parameters that are bound to this. */
    public List<Parameter> parameters(Binding binding) {
        return parameters.stream()
                .filter(parameter -> parameter.binding() == binding)
                .toList();
    }
}
