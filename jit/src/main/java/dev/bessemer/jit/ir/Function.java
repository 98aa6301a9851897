package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel, or while lifting a method that it calls.
 *
 * @param name the method's simple name
 * @param parameters in the method's order, without those that carry no data (a KernelContext)
 * @param returnType null for a kernel
 * @param attributes what its annotation says
 * @param body without parameters; ends with a return
 * @param location the method's first line
 */
public record Function(
        String name,
        List<Parameter> parameters,
        @Nullable Type returnType,
        Attributes attributes,
        Region body,
        Location location) {
    public Function {
        parameters = List.copyOf(parameters);
    }

    /** The same function over another body. */
    public Function withBody(Region newBody) {
        return new Function(name, parameters, returnType, attributes, newBody, location);
    }

    /**
     * A parameter.
     *
     * @param value a device array or a scalar (in a helper method, anything)
     * @param position its place in the Java method's parameter list, from 0
     */
    public record Parameter(Value value, int position) {}

    /**
     * What a kernel's annotation says.
     *
     * @param fastMath {@code @Kernel(math = FAST)}
     * @param threadgroup the fixed threadgroup size, one to three extents, or empty
     * @param reductions what is to be combined when all its threads have ended
     */
    public record Attributes(boolean fastMath, List<Integer> threadgroup, List<Reduction> reductions) {
        /** STRICT math, any threadgroup size, no reductions. */
        public static final Attributes DEFAULT = new Attributes(false, List.of(), List.of());

        public Attributes {
            threadgroup = List.copyOf(threadgroup);
            reductions = List.copyOf(reductions);
        }
    }

    /**
     * An element of an array that the kernel's threads leave partial results for, to be combined after the launch. The arrays are named by the
     * positions of their parameters.
     *
     * @param result position of the array that the element is of
     * @param element its index
     * @param kind ADD, MULTIPLY, MIN or MAX
     * @param partials position of the array of partial results, one a thread, of the element's type
     * @param count position of an array of one I32, how many there are
     */
    public record Reduction(int result, int element, BinaryKind kind, int partials, int count) {
        /** The most threads that leave a partial result. */
        public static final int MOST_PARTIALS = 1 << 15;
    }
}
