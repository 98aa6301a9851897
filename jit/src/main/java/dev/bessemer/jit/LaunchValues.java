package dev.bessemer.jit;

import java.util.List;

/**
 * What a launch knows. Where a kernel's code depends on it, such as by the length of a local array, the kernel is compiled for these values.
 *
 * @param arguments what the compiled code takes, by position
 * @param threadgroup a threadgroup's three extents, or empty where they are not known
 */
public record LaunchValues(List<Object> arguments, List<Integer> threadgroup) {
    public LaunchValues {
        arguments = List.copyOf(arguments);
        threadgroup = List.copyOf(threadgroup);
    }
}
