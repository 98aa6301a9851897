package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a kernel's parameter gets its value.
 *
 * @param kind from where
 * @param index the slot, of a buffer or of threadgroup memory; -1 for the others
 * @param input the name of the built-in value; empty for the others
 * @param parameter the parameter
 */
public record KernelArgument(Kind kind, int index, String input, Outline.Parameter parameter) {
    /** Where values come from. */
    public enum Kind {
        /** A buffer that the host binds. */
        BUFFER,
        /** Threadgroup memory whose size the host gives. */
        THREADGROUP,
        /** The thread's place in the grid, and the like. */
        INPUT,
        /** From nowhere: the parameter has no attribute that Metal knows for kernels. */
        UNKNOWN
    }

    /** The built-in values of compute kernels. */
    public static final Set<String> INPUTS = Set.of(
            "thread_position_in_grid",
            "thread_position_in_threadgroup",
            "thread_index_in_threadgroup",
            "thread_index_in_simdgroup",
            "thread_index_in_quadgroup",
            "threadgroup_position_in_grid",
            "threads_per_threadgroup",
            "threads_per_grid",
            "threadgroups_per_grid",
            "threads_per_simdgroup",
            "thread_execution_width",
            "simdgroup_index_in_threadgroup",
            "simdgroups_per_threadgroup",
            "quadgroup_index_in_threadgroup",
            "quadgroups_per_threadgroup",
            "dispatch_threads_per_threadgroup",
            "dispatch_simdgroups_per_threadgroup",
            "dispatch_quadgroups_per_threadgroup",
            "grid_origin",
            "grid_size");

    /**
     * The arguments of a kernel in the order of its parameters. Where a pointer or reference names no slot it gets the lowest that is
     * free, as in Metal.
     */
    public static List<KernelArgument> of(Outline.Function kernel) {
        BitSet buffers = taken(kernel, "buffer");
        BitSet threadgroups = taken(kernel, "threadgroup");
        List<KernelArgument> arguments = new ArrayList<>();
        for (Outline.Parameter parameter : kernel.parameters()) {
            arguments.add(of(parameter, buffers, threadgroups));
        }
        return arguments;
    }

    private static KernelArgument of(Outline.Parameter parameter, BitSet buffers, BitSet threadgroups) {
        Optional<Attribute> input = parameter.attributes().stream()
                .filter(attribute -> INPUTS.contains(attribute.name()))
                .findFirst();
        if (input.isPresent()) {
            return new KernelArgument(Kind.INPUT, -1, input.get().name(), parameter);
        }
        if (slot(parameter, "threadgroup").isPresent() || isAutomatic(parameter, true)) {
            return new KernelArgument(
                    Kind.THREADGROUP, slotOrNext(parameter, "threadgroup", threadgroups), "", parameter);
        }
        if (slot(parameter, "buffer").isPresent() || isAutomatic(parameter, false)) {
            return new KernelArgument(Kind.BUFFER, slotOrNext(parameter, "buffer", buffers), "", parameter);
        }
        return new KernelArgument(Kind.UNKNOWN, -1, "", parameter);
    }

    private static boolean isAutomatic(Outline.Parameter parameter, boolean threadgroup) {
        String space = parameter.addressSpace();
        return parameter.indirect()
                && space != null
                && !space.equals("thread")
                && space.equals("threadgroup") == threadgroup;
    }

    private static OptionalInt slot(Outline.Parameter parameter, String name) {
        return parameter.attribute(name).map(Attribute::number).orElse(OptionalInt.empty());
    }

    private static int slotOrNext(Outline.Parameter parameter, String name, BitSet taken) {
        return slot(parameter, name).orElseGet(() -> {
            int free = taken.nextClearBit(0);
            taken.set(free);
            return free;
        });
    }

    private static BitSet taken(Outline.Function kernel, String name) {
        BitSet taken = new BitSet();
        kernel.parameters().forEach(parameter -> slot(parameter, name).ifPresent(taken::set));
        return taken;
    }

    /** The type, in {@code __metal_kernel.h}, that fetches the value. */
    String binder() {
        return switch (kind) {
            case BUFFER -> "__metal_buffer<" + index + ">";
            case THREADGROUP -> "__metal_threadgroup_buffer<" + index + ">";
            case INPUT -> "__metal_input_" + input;
            case UNKNOWN -> "__metal_nothing";
        };
    }
}
