package dev.bessemer.runtime;

import dev.bessemer.runtime.AccessorParameters.Accessor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Metal source written by hand, with its arguments.
 *
 * @param id the full name: {@code graph.task}
 * @param entryPoint the kernel function's name
 * @param source all of the source
 * @param accessors the arguments and what the kernel does with them, by buffer index
 */
record PrebuiltTask(String id, String entryPoint, MetalSource source, List<Accessor> accessors) implements GraphTask {
    PrebuiltTask {
        accessors = List.copyOf(accessors);
    }

    /**
     * A task of checked arguments.
     *
     * @throws IllegalArgumentException when the source has no such function, or an argument is missing or of a type that no kernel takes
     */
    static PrebuiltTask check(String id, String entryPoint, MetalSource source, AccessorParameters parameters) {
        if (!Pattern.compile("\\b" + Pattern.quote(entryPoint) + "\\s*\\(")
                .matcher(source.text())
                .find()) {
            throw new IllegalArgumentException("task '" + id + "': the Metal source has no function '" + entryPoint
                    + "': give the name of one of its kernel functions");
        }
        List<Accessor> accessors = new ArrayList<>();
        for (int i = 0; i < parameters.numAccessors(); i++) {
            Accessor accessor = parameters.getAccessor(i);
            if (accessor == null) {
                throw wrong(id, i, "it was not set: call set(" + i + ", argument, access) on the AccessorParameters");
            }
            checkArgument(id, i, accessor);
            accessors.add(accessor);
        }
        return new PrebuiltTask(id, entryPoint, source, accessors);
    }

    private static void checkArgument(String id, int index, Accessor accessor) {
        if (HostArrays.isArray(accessor.argument())) {
            return;
        }
        boolean number = accessor.argument() instanceof Number && !(accessor.argument() instanceof Double);
        if (!number && !(accessor.argument() instanceof Boolean) && !(accessor.argument() instanceof Character)) {
            throw wrong(
                    id,
                    index,
                    "it is " + HostArrays.describe(accessor.argument())
                            + ", which no kernel takes: pass a device array, a Java array or a number that is no double");
        }
        if (accessor.access() != Access.READ_ONLY) {
            throw wrong(id, index, "a number cannot be written: say READ_ONLY, or pass an array of one element");
        }
    }

    private static IllegalArgumentException wrong(String id, int index, String what) {
        return new IllegalArgumentException("task '" + id + "', " + name(index) + ": " + what);
    }

    private static String name(int index) {
        return "argument " + index;
    }

    @Override
    public List<Object> arguments() {
        return accessors.stream().map(Accessor::argument).toList();
    }

    @Override
    public List<String> names() {
        return IntStream.range(0, accessors.size()).mapToObj(PrebuiltTask::name).toList();
    }

    @Override
    public String method() {
        return entryPoint;
    }
}
